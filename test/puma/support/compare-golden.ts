import type { PumaMachineConfig } from '../../../config/puma-machine.js';
import type { MachineRun } from '../../../sim-models/puma/machine/index.js';
import { firstDifferences } from './plain-trace.js';
import type { ReferenceCore } from './reference/core.js';
import type { ReferenceMachine } from './reference/machine.js';

/** What differs between the reference, which has ended, and the golden machine; empty where nothing does. */
export function differences(
  config: PumaMachineConfig,
  reference: ReferenceMachine,
  golden: MachineRun,
): string[] {
  const found: string[] = [];
  const same = (what: string, expected: unknown, got: unknown): void => {
    const [a, b] = [JSON.stringify(expected), JSON.stringify(got)];
    if (a !== b) found.push(`${what}: expected ${a}, got ${b}`);
  };
  if (golden.trace === undefined) throw new Error('run the golden machine with a trace');
  found.push(...firstDifferences(reference.trace, golden.trace));
  same('end', 'stopped', golden.end.reason);
  for (const [c, core] of reference.cores.entries()) {
    const end = golden.cores[c]!;
    same(`state of core ${c}`, [core.state, core.pc, core.trap], [end.state, end.pc, end.trap]);
    same(`flags of core ${c}`, flagsOf(core), end.flags);
    same(`random state of core ${c}`, core.random, end.random);
    same(`registers of core ${c}`, core.registers, [...end.registers]);
    same(`XbarIn of core ${c}`, core.xbarIn, [...end.xbarIn]);
    same(`XbarOut of core ${c}`, core.xbarOut, [...end.xbarOut]);
    const { cycles, stallFetch, stallMvmu, stallMemory } = end.counters;
    same(`durations of core ${c}`, core.durations, cycles - stallFetch - stallMvmu - stallMemory);
    // The reference knows no waits for memory, nor what they hide.
    const timed = config.system === 'puma-core' ? {} : { cycles, stallMvmu, stallMemory };
    same(`counters of core ${c}`, { ...core.counters, ...timed }, end.counters);
  }
  if (reference.tile !== undefined) {
    const { state, pc, trap, badPacket } = reference.tile;
    const { tile } = golden;
    same('tile', [state, pc, trap, badPacket], [tile?.state, tile?.pc, tile?.trap, tile?.badPacket]);
  }
  const { values, valid, counts } = reference.memory;
  same(
    'memory',
    [[...values], [...valid], [...counts]],
    Object.values({ ...golden.memory }).map((list) => [...list]),
  );
  return found;
}

function flagsOf({ flags }: ReferenceCore): number {
  return (flags.overflow ? 1 : 0) + (flags.divide ? 2 : 0) + (flags.domain ? 4 : 0);
}
