import type { Module } from '../ir/index.js';
import { clockPins } from '../names/clock-pins.js';
import type { BlackBoxInstance, BlackBoxModel, PortValue } from './black-box-model.js';
import type { StateCell } from './cells.js';
import { CompiledDesign } from './compiled-design.js';
import type { FlatDesign } from './flat-design.js';
import { flatten } from './flatten.js';
import { storedValue } from './port-values.js';
import { ticksPerCycle, type VcdWriter } from './vcd-writer.js';

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
  /** The clock edge of the assertion's domain, the first after reset being 0. */
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

/** A clock domain of the top module and its pins. */
interface Domain {
  readonly name: string;
  readonly number: number;
  isHigh: boolean;
  inReset: boolean;
  /** Clock edges since reset. */
  cycles: number;
}

/** Simultaneous edges of some clocks, under the resets as they are. */
interface Edges {
  readonly domains: readonly Domain[];
  readonly tick: () => number;
}

/** Simulates a design clock edge by clock edge, two-state. The design must have passed the checks of the language.
 *
 *  Registers without reset, memories without initial contents, and inputs start at 0. Values of pins are unsigned bit patterns: numbers up to 32
 *  bits, BigInts beyond. */
export class Simulator {
  readonly #top: Module;
  readonly #design: FlatDesign;
  readonly #compiled: CompiledDesign;
  readonly #boxes: readonly BlackBoxInstance[];
  readonly #pins: readonly Pin[];
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #probes = new Map<string, () => PortValue>();
  readonly #domains: readonly Domain[];
  /** By the names of the domains. */
  readonly #edges = new Map<string, Edges>();
  #allEdges: Edges | undefined;
  #stamp = 1;
  #cycle = 0;
  #time = 0;
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
    this.#domains = top.clocks.map((clock, number) => {
      return { name: clock.name, number, isHigh: false, inReset: false, cycles: 0 };
    });
    this.reset();
  }

  /** Ticks since reset. */
  get cycle(): number {
    return this.#cycle;
  }

  /** The time of the waveform: an integer, ten a tick unless `edge` tells it. */
  get time(): number {
    return this.#time;
  }

  /** Names of the clock domains of the top module. */
  get domains(): string[] {
    return this.#domains.map(({ name }) => name);
  }

  /** Clock edges of a domain since its reset.
   *  @throws {RangeError} there is none of that name */
  cyclesOf(domain: string): number {
    return this.#domain(domain).cycles;
  }

  /** The first assertion that failed since reset. Its clock edge did not take place. */
  get failedAssertion(): FailedAssertion | undefined {
    return this.#failed;
  }

  /** Resets at once, whatever the kind of reset: registers with a reset value take it, black boxes start anew; the rest
   *  and the pins stay. */
  reset(): void {
    for (const domain of this.#domains) this.#resetDomain(domain, ['async', 'sync']);
    this.#cycle = 0;
    this.#failed = undefined;
  }

  /** Holds a domain in reset, or lets it go. An asynchronous reset takes effect at once, a synchronous one at the
   *  domain's next clock edge; black boxes start anew at once. Assertions of a domain in reset are not looked at.
   *  @throws {RangeError} there is none of that name */
  holdReset(domain: string, active: boolean): void {
    const held = this.#domain(domain);
    if (held.inReset === active) return;
    this.#writer?.write(this.#time, this.#levels());
    held.inReset = active;
    held.cycles = 0;
    this.#edges.clear();
    this.#allEdges = undefined;
    if (active) this.#resetDomain(held, ['async']);
  }

  #resetDomain(domain: Domain, styles: readonly string[]): void {
    for (const { cell, reset, domain: own, resetStyle } of this.#design.registers) {
      if (reset !== undefined && own === domain.number && styles.includes(resetStyle))
        this.#compiled.set(cell, storedValue(cell.width, cell.signed)(reset));
    }
    this.#design.boxes.forEach(({ outputs, clocks }, i) => {
      if (!clocks.some((clock) => clock.domain === domain.number)) return;
      const values = this.#boxes[i]?.reset() ?? {};
      for (const { pin, cell } of outputs) {
        const value = values[pin];
        if (value !== undefined) this.#compiled.set(cell, storedValue(cell.width, cell.signed)(value));
      }
    });
    domain.cycles = 0;
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

  /** A function that pokes many pins of at most 32 bits at once, for stimuli that change many pins every cycle.
   *  @throws {RangeError} a pin that does not exist, is no input, or has more than 32 bits */
  poker(pins: readonly string[]): (values: ArrayLike<number>) => void {
    const cells = pins.map((name) => {
      const { input } = this.#at(this.pin(name));
      if (input === undefined) throw new RangeError(`\`${name}\` is no input`);
      return input.cell;
    });
    const set = this.#compiled.setter(cells);
    return (values) => {
      set(values);
      this.#stamp++;
    };
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

  /** Edges of all clocks at once, n times. Stops before the first at which an assertion fails, and does nothing from
   *  then on until reset. */
  step(n = 1): void {
    this.#run(this.#edgesOf(undefined), n);
  }

  /** One edge of each of these clocks, all at once, under the rules of `step`.
   *  @throws {RangeError} there is no domain of a name */
  tick(domains: readonly string[]): void {
    this.#run(this.#edgesOf(domains), 1);
  }

  /** Moves on to a time, at which the clocks of `falling` fall and those of `rising` rise, all at once.
   *  @param time an integer, not before the present time
   *  @throws {RangeError} another time, or no domain of a name */
  edge(time: number, rising: readonly string[], falling: readonly string[] = []): void {
    if (!Number.isSafeInteger(time) || time < this.#time)
      throw new RangeError(`time ${time} is no integer from ${this.#time}`);
    if (this.#failed !== undefined) return;
    this.#writer?.write(this.#time, this.#levels());
    this.#time = time;
    for (const name of falling) this.#domain(name).isHigh = false;
    if (rising.length > 0) {
      const edges = this.#edgesOf(rising);
      if (!this.#advance(edges, 1)) return;
      for (const domain of edges.domains) domain.isHigh = true;
    }
    this.#writer?.write(time, this.#levels());
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
    const clocks = this.#top.clocks.flatMap((clock) => Object.values(clockPins(clock)));
    writer.begin({ top: this.#top.name, pins: clocks, signals, values, sample });
    this.#writer = writer;
  }

  /** Writes what was poked since the last edge into the waveform. */
  flushTrace(): void {
    this.#writer?.write(this.#time, this.#levels());
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

  /** Levels of all clock and reset pins, as `trace` names them. */
  #levels(): boolean[] {
    return this.#domains.flatMap(({ isHigh, inReset }) => [isHigh, !inReset]);
  }

  #domain(name: string): Domain {
    const domain = this.#domains.find((d) => d.name === name);
    if (domain === undefined) throw new RangeError(`\`${this.#top.name}\` has no clock domain \`${name}\``);
    return domain;
  }

  /** @param names all without */
  #edgesOf(names: readonly string[] | undefined): Edges {
    const key = names?.join();
    let edges = key === undefined ? this.#allEdges : this.#edges.get(key);
    if (edges === undefined) {
      const domains = this.#domains.filter(({ name }) => names?.includes(name) ?? true);
      for (const name of names ?? []) this.#domain(name);
      const tick = this.#compiled.tick({
        clocked: new Set(domains.map(({ number }) => number)),
        inReset: new Set(this.#domains.filter((d) => d.inReset).map(({ number }) => number)),
      });
      edges = { domains, tick };
      if (key === undefined) this.#allEdges = edges;
      else this.#edges.set(key, edges);
    }
    return edges;
  }

  /** Edges with half a tick's time before and after each. */
  #run(edges: Edges, n: number): void {
    if (this.#writer === undefined) {
      const before = this.#cycle;
      this.#advance(edges, n);
      this.#time += (this.#cycle - before) * ticksPerCycle;
      return;
    }
    for (let left = n; left > 0 && this.#failed === undefined; left--) {
      for (const domain of this.#domains) domain.isHigh = false;
      this.#writer.write(this.#time, this.#levels());
      if (!this.#advance(edges, 1)) return;
      for (const domain of edges.domains) domain.isHigh = true;
      this.#writer.write(this.#time + ticksPerCycle / 2, this.#levels());
      this.#time += ticksPerCycle;
    }
  }

  /** Whether all edges were made. */
  #advance({ tick, domains }: Edges, n: number): boolean {
    if (this.#failed !== undefined) return false;
    let failed = 0;
    let left = n;
    while (left > 0) {
      failed = tick();
      if (failed !== 0) break;
      left--;
    }
    for (const domain of domains) domain.cycles += n - left;
    this.#cycle += n - left;
    this.#stamp++;
    if (failed !== 0) this.#fail(failed - 1);
    return failed === 0;
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
    const { name, unit, message, domain } = assertion;
    this.#failed = { name, unit, message, cycle: this.#domains[domain]?.cycles ?? 0 };
  }
}
