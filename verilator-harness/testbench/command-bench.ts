import type { PortValue } from '../../hdl-dsl/sim/black-box-model.js';
import type {
  BenchEngine,
  BenchStop,
  ClockEdges,
  UnknownBits,
} from '../../hdl-dsl/testbench/bench-engine.js';
import type { BenchProcess } from './bench-process.js';
import type { PinTable } from './pin-table.js';

/** Why the design has stopped, if it has, from the answer to the last command and all that the simulator has printed. */
export type StopReader = (answer: string, printed: () => string) => BenchStop | undefined;

/** A simulator process under a test-bench. */
export class CommandBench implements BenchEngine {
  readonly name: BenchEngine['name'];
  readonly #process: BenchProcess;
  readonly #table: PinTable;
  readonly #explain: StopReader;

  /** Releases all resets. */
  constructor(name: BenchEngine['name'], process: BenchProcess, table: PinTable, explain: StopReader) {
    this.name = name;
    this.#process = process;
    this.#table = table;
    this.#explain = explain;
    for (const clock of table.clocks.keys()) this.holdReset(clock, false);
    // Looked at once, so that the resets' next fall is seen as one.
    process.send('4');
    process.answer();
  }

  poke(pin: number, pattern: PortValue): void {
    this.#process.send(`1 ${pin.toString(16)} ${pattern.toString(16)}`);
  }

  peek(pin: number): PortValue | UnknownBits {
    this.#process.send(`2 ${pin.toString(16)}`);
    const digits = this.#process.answer().toLowerCase();
    if (/[^0-9a-f]/.test(digits)) return { digits };
    const { width = 0 } = this.#table.ports[pin] ?? {};
    return width <= 32 ? Number.parseInt(digits, 16) : BigInt(`0x${digits}`);
  }

  holdReset(clock: number, active: boolean): void {
    const pins = this.#table.clocks[clock];
    if (pins !== undefined) this.poke(pins.reset, active ? 0 : 1);
  }

  run(edges: readonly ClockEdges[]): BenchStop | undefined {
    for (const { time, rising, falling } of edges) {
      const driven = [...this.#levels(rising, 1), ...this.#levels(falling, 0)];
      this.#process.send(`3 ${time.toString(16)} ${driven.length.toString(16)} ${driven.join(' ')}`);
    }
    this.#process.send('4');
    return this.#explain(this.#answerOrEnd(), () => this.#process.printed());
  }

  /** A design that ends its simulator has perhaps said why. */
  #answerOrEnd(): string {
    try {
      return this.#process.answer();
    } catch (error) {
      const stop = this.#explain('', () => this.#process.printed());
      if (stop === undefined) throw error;
      return '';
    }
  }

  close(): Promise<void> {
    return this.#process.close();
  }

  #levels(clocks: readonly number[], level: 0 | 1): string[] {
    return clocks.flatMap((number) => {
      const pins = this.#table.clocks[number];
      return pins === undefined ? [] : [`${pins.clock.toString(16)} ${level}`];
    });
  }
}
