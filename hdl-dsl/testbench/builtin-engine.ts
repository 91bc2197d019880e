import type { PortValue } from '../sim/black-box-model.js';
import { Simulator } from '../sim/simulator.js';
import { VcdWriter } from '../sim/vcd-writer.js';
import type { BenchEngine, BenchStop, ClockEdges } from './bench-engine.js';
import type { BenchDesign } from './open-simulation.js';

/** The built-in simulator under a test-bench. */
export class BuiltinBench implements BenchEngine {
  readonly name = 'builtin';
  readonly #simulator: Simulator;
  readonly #pins: readonly number[];
  readonly #domains: readonly (string | undefined)[];
  readonly #writer: VcdWriter | undefined;

  /** @throws {RangeError} a black box without a model
   *  @throws {NodeJS.ErrnoException} where the waveform cannot be made */
  constructor({ top, pins, clocks, options }: BenchDesign) {
    this.#simulator = new Simulator(top, options.models === undefined ? {} : { models: options.models });
    this.#pins = pins.map(({ name }) => this.#simulator.pin(name));
    this.#domains = clocks.map(({ name, pins: own }) => (own === undefined ? undefined : name));
    if (options.vcd === undefined) return;
    this.#writer = new VcdWriter(options.vcd);
    this.#simulator.trace(this.#writer);
  }

  poke(pin: number, pattern: PortValue): void {
    this.#simulator.pokeAt(this.#pins[pin] ?? -1, pattern);
  }

  peek(pin: number): PortValue {
    return this.#simulator.peekAt(this.#pins[pin] ?? -1);
  }

  holdReset(clock: number, active: boolean): void {
    const domain = this.#domains[clock];
    if (domain !== undefined) this.#simulator.holdReset(domain, active);
  }

  run(edges: readonly ClockEdges[]): BenchStop | undefined {
    const simulator = this.#simulator;
    for (const { time, rising, falling } of edges) {
      // Falling edges are only to be seen.
      if (rising.length === 0 && this.#writer === undefined) continue;
      simulator.edge(time, this.#named(rising), this.#named(falling));
      const failed = simulator.failedAssertion;
      if (failed !== undefined)
        return { time, name: failed.name, unit: failed.unit, message: failed.message };
    }
    return undefined;
  }

  close(): void {
    this.#simulator.flushTrace();
    this.#writer?.close();
  }

  #named(clocks: readonly number[]): string[] {
    return clocks.flatMap((clock) => this.#domains[clock] ?? []);
  }
}
