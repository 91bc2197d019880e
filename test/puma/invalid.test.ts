import { describe, expect, it } from 'vitest';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import { type MachineRun, runMachine } from '../../sim-models/puma/machine/index.js';
import { cosimMachine } from '../../systems/puma-machine/cosim-machine.js';
import { hasTool } from '../support/tools.js';
import { Random } from '../hdl-dsl/print/support/random.js';
import { expectEqual } from './support/expect-equal.js';
import { firstSeed, long, timeFor } from './support/long.js';
import { type MachineName, machines, someMachine } from './support/machines.js';
import { differencesOfCores } from './support/plain-trace.js';
import { type BrokenMachine, brokenMachine } from './support/program/broken-machine.js';
import { ReferenceMachine } from './support/reference/machine.js';

/** A random jump may lead into a loop for ever: such a program runs until here. */
const cycleLimit = 6_000;

class Ends {
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

/** Cores with sound programs did what they do where nobody is broken, and hold what they should. */
function expectSound(config: PumaMachineConfig, { image, sound }: BrokenMachine, run: Pick<MachineRun, 'trace'>): void {
  const alone = new ReferenceMachine(config, {
    ...image,
    cores: image.cores.map((core, k) => (sound.includes(k) ? core : { ...core, words: BigUint64Array.of(0n) })),
    packets: [],
  });
  alone.run(1_000_000);
  expect(differencesOfCores(alone.trace, run.trace!, sound)).toEqual([]);
}

const causes = [
  'core: invalid-instruction',
  'core: register-address',
  'core: memory-address',
  'core: operand',
  'tile: invalid-instruction',
  'tile: memory-address',
  'tile: packet-width',
];

describe('broken programs', () => {
  const count = long ? 4000 : 300;
  it(
    'trap, halt, wait or go on in the golden machine, and leave other cores alone',
    () => {
      const ends = new Ends();
      for (let seed = firstSeed; seed < firstSeed + count; seed++) {
        const config =
          seed % 2 === 0 ? machines[seed % 4 === 0 ? 'tile' : 'noisy'] : someMachine(new Random(seed), 'puma-tile');
        const broken = brokenMachine(config, seed);
        const run = runMachine(config, broken.image, { trace: true, cycleLimit });
        ends.add(run);
        if (run.end.reason !== 'limit') {
          expectSound(config, broken, run);
          for (const core of broken.sound) expect(run.cores[core]?.state, `seed ${seed}`).toBe('halted');
        }
        if (broken.alone && run.end.reason !== 'limit') {
          const reference = new ReferenceMachine(config, broken.image);
          const end = reference.run(3_000_000);
          expect(end, `seed ${seed}`).toBe(run.end.reason);
          expect(
            reference.cores.map(({ trap }) => trap),
            `seed ${seed}`,
          ).toEqual(run.cores.map(({ trap }) => trap));
        }
      }
      console.log(`${count} broken machines: ${ends.text}`);
      expect([...causes, 'stopped', 'deadlock', 'limit'].filter((what) => !ends.counts.has(what))).toEqual([]);
    },
    timeFor(count),
  );

  const onRtl: readonly (readonly [MachineName, number])[] = long
    ? [
        ['core', 600],
        ['lane', 300],
        ['tile', 300],
        ['noisy', 200],
      ]
    : [
        ['core', 20],
        ['lane', 10],
        ['tile', 20],
        ['noisy', 10],
      ];
  describe.skipIf(!(hasTool('verilator') && hasTool('g++')))('on the RTL', () => {
    it.each(onRtl)(
      'do what they do in the golden machine: %s, %i programs',
      async (name, programs) => {
        const config = machines[name];
        const ends = new Ends();
        for (let seed = firstSeed; seed < firstSeed + programs; seed++) {
          const broken = brokenMachine(config, seed);
          const random = new Random(seed);
          const options = {
            stalls: { seed, rate: random.pick([0, 0, 64, 160]) },
            seed: seed + 1,
            cycleLimit,
          };
          if (broken.alone) {
            const run = await expectEqual(`program ${seed}`, config, broken.image, options, { ends: false });
            ends.add(run.golden);
            continue;
          }
          // Who is faster decides what two broken units do to each other.
          const run = await cosimMachine(config, broken.image, options);
          expect(['stopped', 'stuck', 'cut off'], `seed ${seed}: ${run.explanation}`).toContain(run.rtl.end);
          if (run.rtl.end !== 'cut off') expectSound(config, broken, run.rtl);
        }
        console.log(`${programs} broken programs of ${name} on RTL: ${ends.text}`);
      },
      timeFor(1000),
    );
  });
});
