import type { Module } from '../../../../hdl-dsl/ir/index.js';
import { printedPorts } from '../../../../hdl-dsl/print/index.js';
import { Random } from './random.js';

/** What happens in one cycle: pins and resets are set, outputs are looked at, then some clocks have an edge, all at
 *  once. */
export interface Cycle {
  /** Bits of the inputs by printed pin name. */
  readonly pins: ReadonlyMap<string, bigint>;
  /** Names of the domains of the top module whose reset is active. */
  readonly inReset: ReadonlySet<string>;
  /** Names of the domains whose clock has an edge. */
  readonly ticks: ReadonlySet<string>;
}

/** One design with its inputs, cycle by cycle. */
export interface Experiment {
  readonly top: Module;
  readonly cycles: readonly Cycle[];
}

/** Random inputs, resets and clock edges. Every domain is in reset in the first cycle; some cycles change few pins. */
export function randomExperiment(top: Module, count: number, seed: number): Experiment {
  const random = new Random(seed);
  const inputs = printedPorts(top).filter((p) => p.direction === 'input');
  const domains = top.clocks.map(({ name }) => name);
  let before = new Map<string, bigint>();
  const cycles = Array.from({ length: count }, (_, cycle): Cycle => {
    const calm = random.chance(0.3);
    before = new Map(
      inputs.map((p) => [
        p.name,
        calm && random.chance(0.7) ? (before.get(p.name) ?? 0n) : random.bits(p.width),
      ]),
    );
    const some = (probability: number): Set<string> =>
      new Set(domains.filter(() => random.chance(probability)));
    return {
      pins: before,
      inReset: cycle === 0 ? new Set(domains) : some(0.04),
      ticks: cycle === 0 || domains.length < 2 ? new Set(domains) : some(0.7),
    };
  });
  return { top, cycles };
}
