import type { MachineTrace } from '../../../base/machine-trace.js';
import type { PumaMachineConfig } from '../../../config/puma-machine.js';
import type { MachineRun } from '../../../sim-models/puma/machine/index.js';
import type { MachineState } from '../../../systems/puma-machine/decode-state.js';
import { differencesOfCores } from './plain-trace.js';
import type { BrokenMachine } from './program/broken-machine.js';
import { ReferenceMachine } from './reference/machine.js';

/** A random jump may lead into a loop for ever: such a program runs until here. */
export const cycleLimit = 6_000;

/** Counts how broken machines end. */
export class Ends {
  readonly counts = new Map<string, number>();

  add({ end, cores, tile }: MachineRun): void {
    const add = (what: string) => this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
    add(end.reason);
    for (const { state, trap } of cores) add(trap ? `core: ${trap.cause}` : `core: ${state}`);
    if (tile) add(tile.trap ? `tile: ${tile.trap.cause}` : `tile: ${tile.state}`);
  }

  get text(): string {
    return [...this.counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([what, times]) => `${what} ${times}`)
      .join(', ');
  }
}

/** What a machine holds in the end. */
interface Held {
  readonly cores: readonly { readonly registers: Iterable<number>; readonly xbarIn: Iterable<number> }[];
  readonly memory: { readonly values: ArrayLike<number>; readonly valid: ArrayLike<number> };
}

/** What the debug port showed. @throws {Error} where words were not read */
export function heldBy({ cores, memory }: MachineState): Held {
  if (memory === undefined) throw new Error('the memory was not read');
  return {
    cores: cores.map(({ registers, xbarIn }) => {
      if (registers === undefined || xbarIn === undefined) throw new Error('registers were not read');
      return { registers, xbarIn };
    }),
    memory,
  };
}

/** How the sound cores of a broken machine did something else than where nobody is broken, or they or the constants
 *  that they read hold something else; empty if they did not. */
export function harm(
  config: PumaMachineConfig,
  { image, sound }: BrokenMachine,
  trace: MachineTrace,
  held: Held,
): string[] {
  const alone = new ReferenceMachine(config, {
    ...image,
    cores: image.cores.map((core, k) =>
      sound.includes(k) ? core : { ...core, words: BigUint64Array.of(0n) },
    ),
    packets: [],
  });
  alone.run(1_000_000);
  const changed = sound.filter((k) => {
    const [expected, got] = [alone.cores[k]!, held.cores[k]!];
    return (
      expected.registers.join() !== [...got.registers].join() ||
      expected.xbarIn.join() !== [...got.xbarIn].join()
    );
  });
  const overwritten = image.memory.filter(
    ({ address, values, count }) =>
      count === 0 &&
      values.some((value, i) => {
        return held.memory.values[address + i] !== value || held.memory.valid[address + i] !== 1;
      }),
  );
  return [
    ...differencesOfCores(alone.trace, trace, sound),
    ...changed.map((k) => `core ${k} holds other words`),
    ...overwritten.map(({ address }) => `constants at ${address} are others`),
  ];
}
