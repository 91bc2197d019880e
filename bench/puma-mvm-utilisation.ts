import { assembleText } from '../compiler/puma/index.js';
import { cosimMachine, type MachineCosim } from '../systems/puma-machine/cosim-machine.js';
import type { Measurement } from './measurement.js';
import { paperTile, streamingProgram } from './puma-tile-program.js';

const rounds = 40;
/** (16 + 2) * 128 cycles of a product: dissertation, 2304 ns at 1 GHz. */
const publishedLatency = 2304;
const leastUtilisation = 0.9;

/** On the RTL of the tile of the dissertation, whose events equal the golden model's:
 *  the cycles from an `mvm` entering execute to the first in which its outputs can be read (reference: the published
 *  2304), and the part of the time that MVMUs run in a program that loads new inputs and stores outputs for every product
 *  (reference: the limit, 0.9). */
export async function bench(): Promise<readonly Measurement[]> {
  const config = paperTile();
  const { image } = assembleText(
    '.core 0\n  set r0, 1\n  mvm 0b01, r6, r6\n  copy r1, xout0.0, 1, 1\n  hlt\n',
    config,
  );
  const alone = await matching(cosimMachine(config, image, { words: false }));
  const { retired } = alone.rtl.trace.cores[0]!;
  // `set` and `copy` retire in their only cycle in execute.
  const latency = retired.cycle(2)! - (retired.cycle(0)! + 1);

  const busy = await matching(cosimMachine(config, streamingProgram(config, rounds), { words: false }));
  const state = busy.rtl.state!;
  // Cycles of one run, from the golden model: the RTL's counters tell how many there were, and in how many cycles.
  const { starts, cycles } = busy.golden.profile.cores[0]!.mvmus[0]!;
  const mvms = state.cores.reduce((sum, { counters }) => sum + counters.mvms, 0);
  const utilisation = (mvms * (cycles / starts)) / (state.tile.cycles * state.cores.length * config.mvmus);
  return [
    {
      name: 'puma-mvm-latency',
      value: latency,
      unit: 'cycles',
      reference: publishedLatency,
      ratio: latency / publishedLatency,
    },
    {
      name: 'puma-mvm-utilisation',
      value: utilisation,
      unit: 'of 1',
      reference: leastUtilisation,
      ratio: utilisation / leastUtilisation,
    },
  ];
}

async function matching(run: Promise<MachineCosim>): Promise<MachineCosim> {
  const result = await run;
  if (result.verdict !== 'match') throw new Error(result.explanation);
  return result;
}
