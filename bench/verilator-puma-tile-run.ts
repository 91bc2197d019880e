import { cosimMachine } from '../systems/puma-machine/cosim-machine.js';
import type { Measurement } from './measurement.js';
import { paperTile, streamingProgram } from './puma-tile-program.js';

const rounds = 40;
const turns = 3;
const limit = 40_000;

/** Clocks a second of the tile of the dissertation in Verilator, all eight cores at work with both MVMUs, every event
 *  recorded and found equal to the golden model's; whole processes, the image's loading too, the fastest of three.
 *  Reference: the limit, 40,000. */
export async function bench(): Promise<readonly Measurement[]> {
  const config = paperTile();
  const image = streamingProgram(config, rounds);
  let value = 0;
  for (let turn = 0; turn < turns; turn += 1) {
    const { verdict, explanation, sim } = await cosimMachine(config, image, { words: false });
    if (verdict !== 'match') throw new Error(explanation);
    value = Math.max(value, sim.cycles / sim.seconds.run);
  }
  return [
    { name: 'verilator-puma-tile-run', value, unit: 'cycle/s', reference: limit, ratio: value / limit },
  ];
}
