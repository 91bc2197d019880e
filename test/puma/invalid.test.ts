import { describe, expect, it } from 'vitest';
import { runMachine } from '../../sim-models/puma/machine/index.js';
import { Random } from '../hdl-dsl/print/support/random.js';
import { cycleLimit, Ends, harm } from './support/broken-runs.js';
import { firstSeed, long, timeFor } from './support/long.js';
import { machines, someMachine } from './support/machines.js';
import { brokenMachine } from './support/program/broken-machine.js';
import { ReferenceMachine } from './support/reference/machine.js';

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
  const count = long ? 4000 : 60;
  it(
    'trap, halt, wait or go on in the golden machine, and leave other cores alone',
    () => {
      const ends = new Ends();
      for (let seed = firstSeed; seed < firstSeed + count; seed++) {
        const config =
          seed % 2 === 0
            ? machines[seed % 4 === 0 ? 'tile' : 'noisy']
            : someMachine(new Random(seed), 'puma-tile');
        const broken = brokenMachine(config, seed);
        const run = runMachine(config, broken.image, { trace: true, cycleLimit });
        ends.add(run);
        if (run.end.reason !== 'limit') {
          expect(harm(config, broken, run.trace!, run), `seed ${seed}`).toEqual([]);
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
      if (long)
        expect([...causes, 'stopped', 'deadlock', 'limit'].filter((what) => !ends.counts.has(what))).toEqual(
          [],
        );
    },
    timeFor(count),
  );
});
