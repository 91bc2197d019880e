import { assembleFile, imageText } from '../compiler/puma/index.js';
import { loadMachine } from '../config/load-machine.js';
import type { AssembleOptions, AssembleResult } from './api.js';
import { writeUserFile } from './user-file.js';

/** Assembles a program for a machine and writes its image, as a whole or not at all.
 *  @throws {CrossweaveError} CW-C... for the configuration, CW-F... for files, CW-P... for the program, every finding at
 *  once; then nothing is written */
export function assemble({ program, config: source, settings, out }: AssembleOptions): AssembleResult {
  const { config } = loadMachine(source, settings);
  const { image, warnings } = assembleFile(program, config);
  writeUserFile(out, imageText(image, config));
  return {
    program,
    config: config.name,
    out,
    instructions: {
      cores: image.cores.map(({ words }) => words.length),
      ...(image.tile === undefined ? {} : { tile: image.tile.words.length }),
    },
    memoryWords: image.memory.reduce((sum, { values }) => sum + values.length, 0),
    packets: image.packets.length,
    warnings,
  };
}
