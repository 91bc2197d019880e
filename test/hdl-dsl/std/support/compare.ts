import { expect } from 'vitest';
import type { Module } from '../../../../hdl-dsl/index.js';
import { printedPorts } from '../../../../hdl-dsl/print/index.js';
import { Simulator } from '../../../../hdl-dsl/sim/simulator.js';
import { Random } from '../../print/support/random.js';

/** Values of pins by port name, without `_i` and `_o`. */
export type Pins = Readonly<Record<string, bigint>>;

/** What a component should do, written without the language. */
export interface Model {
  /** Outputs that the inputs give in this cycle. One left out may be anything. */
  outputs(inputs: Pins): Readonly<Record<string, number | bigint | boolean | undefined>>;
  /** The clock edge that ends the cycle. */
  tick?(inputs: Pins): void;
}

export interface CompareOptions {
  readonly cycles?: number;
  readonly seed?: number;
  /** Input streams, whose word stays until it is taken. */
  readonly held?: readonly string[];
  /** Inputs that belong to a stream's word and stay with it, by stream. */
  readonly with?: Readonly<Record<string, readonly string[]>>;
  /** Changes what was drawn: to keep inputs in range. */
  readonly adjust?: (pins: Record<string, bigint>, random: Random) => void;
}

/** Runs a component and its model side by side on random inputs with random stalls; every output agrees in every cycle, and no
 *  assertion fails.
 *  @returns how many cycles had each output other than 0, so that a test can see that something happened */
export function compareWithModel(
  top: Module,
  model: Model,
  options: CompareOptions = {},
): Map<string, number> {
  const { cycles = 1000, seed = 1, held = [] } = options;
  const sim = new Simulator(top);
  const random = new Random(seed);
  const ports = printedPorts(top);
  const inputs = ports.filter((p) => p.direction === 'input');
  const outputs = ports.filter((p) => p.direction === 'output');
  const seen = new Map(outputs.map((p) => [bare(p.name), 0]));
  let before: Pins | undefined;
  let chances = new Map<string, number>();
  sim.reset();
  for (let cycle = 0; cycle < cycles; cycle++) {
    if (cycle % 40 === 0) {
      // Busy, idle and stalling phases, of each bit by itself.
      chances = new Map(inputs.map((p) => [p.name, random.pick([0.05, 0.5, 0.5, 0.9, 1])]));
    }
    const pins: Record<string, bigint> = {};
    for (const { name, width } of inputs) {
      pins[bare(name)] = width === 1 ? BigInt(random.chance(chances.get(name) ?? 0.5)) : random.bits(width);
    }
    options.adjust?.(pins, random);
    for (const stream of held) {
      const last =
        before?.[`${stream}_valid`] === 1n && before[`${stream}_ready`] === 0n ? before : undefined;
      if (last === undefined) continue;
      const own = inputs.map((p) => bare(p.name)).filter((n) => n.startsWith(`${stream}_`));
      for (const name of [...own, ...(options.with?.[stream] ?? [])]) pins[name] = last[name] ?? 0n;
    }
    for (const { name } of inputs) {
      const value = pins[bare(name)] ?? 0n;
      sim.poke(name, value <= 0xffffffffn ? Number(value) : value);
    }
    const expected = model.outputs(pins);
    const all: Record<string, bigint> = { ...pins };
    for (const { name } of outputs) {
      const got = BigInt(sim.peek(name));
      const want = expected[bare(name)];
      all[bare(name)] = got;
      if (got !== 0n) seen.set(bare(name), (seen.get(bare(name)) ?? 0) + 1);
      if (want !== undefined && BigInt(want) !== got)
        expect({ cycle, name, value: got, pins }).toEqual({ cycle, name, value: BigInt(want), pins });
    }
    for (const name of Object.keys(expected))
      if (!seen.has(name)) throw new Error(`the model has an output \`${name}\` that the module has not`);
    sim.step();
    if (sim.failedAssertion !== undefined) expect(sim.failedAssertion).toBeUndefined();
    model.tick?.(pins);
    before = all;
  }
  return seen;
}

function bare(name: string): string {
  return name.replace(/_[io]$/, '');
}
