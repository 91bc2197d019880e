import { assembleText } from '../compiler/puma/index.js';
import { loadMachine } from '../config/load-machine.js';
import type { CoreImage, MachineImage } from '../config/puma/image.js';
import type { PumaMachineConfig } from '../config/puma-machine.js';

/** The tile of the dissertation: 8 cores of two MVMUs of 128 x 128, 4 lanes. */
export function paperTile(): PumaMachineConfig {
  return loadMachine('puma-tile').config;
}

/** A program in which every core keeps both MVMUs busy: each product gets inputs that are loaded anew from tile memory,
 *  and its outputs are stored there and taken back by the core.
 *  @param rounds products of each MVMU, after the first ones */
export function streamingProgram(config: PumaMachineConfig, rounds: number): MachineImage {
  const cores = config.system === 'puma-tile' ? config.cores : 1;
  const d = config.dimension;
  const blocks = d / 16;
  /** Inputs of both MVMUs, then outputs of both. */
  const area = (core: number, part: number) => (4 * core + part) * d;
  const text = Array.from(
    { length: cores },
    (_, core) => `
.core ${core}
  set r0, ${area(core, 0)}
  set r1, ${area(core, 1)}
  set r2, ${area(core, 2)}
  set r3, ${area(core, 3)}
  set r4, ${rounds}
  set r5, 1
  load xin0.0, [r0], 16, ${blocks}
  mvm 0b01, r6, r6
  load xin1.0, [r1], 16, ${blocks}
  mvm 0b10, r6, r6
round:
  load xin0.0, [r0], 16, ${blocks}
  copy r16, xout0.0, 16, ${blocks}
  mvm 0b01, r6, r6
  store [r2], r16, 1, 16, ${blocks}
  load r16, [r2], 16, ${blocks}
  load xin1.0, [r1], 16, ${blocks}
  copy r16, xout1.0, 16, ${blocks}
  mvm 0b10, r6, r6
  store [r3], r16, 1, 16, ${blocks}
  load r16, [r3], 16, ${blocks}
  alu-int.sub r4, r4, r5
  brn.ne r4, r6, round
  hlt
.memory ${area(core, 0)}, 0, ${Array.from({ length: 2 * d }, (_, i) => ((i * 7919 + core * 31) % 4001) - 2000).join(', ')}
`,
  ).join('');
  const { image } = assembleText(text, config, { file: 'bench.s' });
  const weights = (seed: number) =>
    Int32Array.from({ length: d * d }, (_, i) => ((i * 104729 + seed * 77) % 2001) - 1000);
  const withCells = (core: CoreImage, c: number): CoreImage => ({
    ...core,
    cells: Array.from({ length: config.mvmus }, (_, k) => weights(8 * c + k)),
  });
  return { ...image, cores: image.cores.map(withCells) };
}
