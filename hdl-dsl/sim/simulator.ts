import type { Module } from '../ir/index.js';
import type { BlackBoxInstance, BlackBoxModel, PortValue } from './black-box-model.js';
import type { StateCell } from './cells.js';
import { CompiledDesign } from './compiled-design.js';
import type { FlatDesign } from './flat-design.js';
import { flatten } from './flatten.js';
import { storedValue } from './port-values.js';
import type { VcdWriter } from './vcd-writer.js';

export interface SimulatorOptions {
  /** Behaviour of the black boxes by module name. */
  readonly models?: Readonly<Record<string, BlackBoxModel>>;
  /** Operations compiled into one function; larger designs become several. */
  readonly nodesPerFunction?: number;
}

/** An assertion that did not hold at a clock edge. */
export interface FailedAssertion {
  readonly name: string;
  /** Instance path from the top module down: `top.u_x`. */
  readonly unit: string;
  readonly message: string;
  /** The clock edge, the first after reset being 0. */
  readonly cycle: number;
}

interface Pin {
  readonly name: string;
  readonly input?: { readonly cell: StateCell; readonly stored: (value: PortValue) => PortValue };
  read?: () => PortValue;
  /** State of the design that `value` belongs to. */
  stamp: number;
  value: PortValue;
}

/** Simulates a design cycle by cycle, two-state. The design must have passed the checks of the language.
 *
 *  Registers without reset, memories and inputs start at 0. Values of pins are unsigned bit patterns: numbers up to 32
 *  bits, BigInts beyond. */
export class Simulator {
  readonly #top: Module;
  readonly #design: FlatDesign;
  readonly #compiled: CompiledDesign;
  readonly #boxes: readonly BlackBoxInstance[];
  readonly #pins: readonly Pin[];
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #probes = new Map<string, () => PortValue>();
  #stamp = 1;
  #cycle = 0;
  #failed: FailedAssertion | undefined;
  #writer: VcdWriter | undefined;

  /** @throws {RangeError} a black box without a model */
  constructor(top: Module, options: SimulatorOptions = {}) {
    this.#top = top;
    this.#design = flatten(top, options.models ?? {});
    this.#boxes = this.#design.boxes.map(({ path, model, parameters }) =>
      model.create({ name: path, parameters }),
    );
    this.#compiled = new CompiledDesign(this.#design, this.#boxes, options.nodesPerFunction);
    this.#pins = this.#design.inputs
      .map(({ pin, cell }): Pin => {
        const input = { cell, stored: storedValue(cell.width, cell.signed) };
        return { name: pin, input, stamp: -1, value: cell.width > 32 ? 0n : 0 };
      })
      .concat(this.#design.outputs.map(({ pin }): Pin => ({ name: pin, stamp: -1, value: 0 })));
    this.#numbers = new Map(this.#pins.map(({ name }, i) => [name, i]));
    this.reset();
  }

  /** Clock edges since reset. */
  get cycle(): number {
    return this.#cycle;
  }

  /** The first assertion that failed since reset. Its clock edge did not take place. */
  get failedAssertion(): FailedAssertion | undefined {
    return this.#failed;
  }

  /** Asynchronous reset: registers with a reset value take it, black boxes start anew; the rest and the pins stay. */
  reset(): void {
    for (const { cell, reset } of this.#design.registers) {
      if (reset !== undefined) this.#compiled.set(cell, storedValue(cell.width, cell.signed)(reset));
    }
    this.#design.boxes.forEach(({ outputs }, i) => {
      const values = this.#boxes[i]?.reset() ?? {};
      for (const { pin, cell } of outputs) {
        const value = values[pin];
        if (value !== undefined) this.#compiled.set(cell, storedValue(cell.width, cell.signed)(value));
      }
    });
    this.#cycle = 0;
    this.#failed = undefined;
    this.#stamp++;
  }

  /** Number of a pin by its printed name.
   *  @throws {RangeError} there is none of that name */
  pin(name: string): number {
    const number = this.#numbers.get(name);
    if (number === undefined) throw new RangeError(`\`${this.#top.name}\` has no pin \`${name}\``);
    return number;
  }

  /** Sets an input pin; only the bits of its width count. */
  poke(pin: string, value: PortValue): void {
    this.pokeAt(this.pin(pin), value);
  }

  /** The value of a pin, with all logic settled. */
  peek(pin: string): PortValue {
    return this.peekAt(this.pin(pin));
  }

  /** `poke` by number. */
  pokeAt(pin: number, value: PortValue): void {
    const { input, name } = this.#at(pin);
    if (input === undefined) throw new RangeError(`\`${name}\` is no input`);
    if (this.#compiled.set(input.cell, input.stored(value))) this.#stamp++;
  }

  /** `peek` by number. */
  peekAt(number: number): PortValue {
    const pin = this.#at(number);
    if (pin.stamp === this.#stamp) return pin.value;
    pin.read ??= this.#reader(number);
    pin.value = pin.read();
    pin.stamp = this.#stamp;
    return pin.value;
  }

  /** Clock edges. Stops before the first at which an assertion fails, and does nothing from then on until reset. */
  step(n = 1): void {
    const { tick } = this.#compiled;
    for (let left = n; left > 0 && this.#failed === undefined; left--) {
      this.#writer?.beforeEdge(this.#cycle);
      const failed = tick();
      if (failed !== 0) {
        this.#fail(failed - 1);
        break;
      }
      this.#writer?.afterEdge(this.#cycle);
      this.#cycle++;
    }
    this.#stamp++;
  }

  /** Writes a waveform from now on. */
  trace(writer: VcdWriter): void {
    const nodes = this.#design.signals.map((signal) => signal.node());
    const distinct = [...new Set(nodes)];
    const { sample, values } = this.#compiled.sampler(distinct);
    const number = new Map(distinct.map((node, i) => [node, i]));
    const signals = this.#design.signals.map(({ path, width }, i) => {
      const node = nodes[i];
      return { path, width, value: node === undefined ? 0 : (number.get(node) ?? 0) };
    });
    writer.begin(this.#top.name, this.#top.clocks.length > 0, signals, values, sample);
    this.#writer = writer;
  }

  /** Every signal below the top module, by its path in the printed design: `u_x.acc_q`. */
  signals(): { readonly path: string; readonly width: number }[] {
    return this.#design.signals.map(({ path, width }) => ({ path, width }));
  }

  /** The settled value of any signal.
   *  @throws {RangeError} there is none of that path */
  peekSignal(path: string): PortValue {
    let read = this.#probes.get(path);
    if (read === undefined) {
      const signal = this.#design.signals.find((s) => s.path === path);
      if (signal === undefined) throw new RangeError(`\`${this.#top.name}\` has no signal \`${path}\``);
      read = this.#compiled.reader(signal.node());
      this.#probes.set(path, read);
    }
    return read();
  }

  #at(number: number): Pin {
    const pin = this.#pins[number];
    if (pin === undefined) throw new RangeError(`\`${this.#top.name}\` has no pin number ${number}`);
    return pin;
  }

  #reader(number: number): () => PortValue {
    const output = this.#design.outputs[number - this.#design.inputs.length];
    const node = output?.node ?? this.#design.inputs[number]?.node;
    if (node === undefined) throw new RangeError(`no pin number ${number}`);
    return this.#compiled.reader(node);
  }

  #fail(index: number): void {
    const assertion = this.#design.assertions[index];
    if (assertion === undefined) throw new Error(`no assertion ${index}`);
    const { name, unit, message } = assertion;
    this.#failed = { name, unit, message, cycle: this.#cycle };
  }
}
