import { readImage, disassemble as textOf } from '../compiler/puma/index.js';
import { loadMachine } from '../config/load-machine.js';
import type { DisassembleOptions, DisassembleResult } from './api.js';
import { writeUserFile } from './user-file.js';

/** Prints an image as assembly that assembles to the same image.
 *  @throws {CrossweaveError} CW-C... for the configuration, CW-F... for files, CW-P020 .. CW-P022 for the image */
export function disassemble({ image, config: source, settings, out }: DisassembleOptions): DisassembleResult {
  const { config } = loadMachine(source, settings);
  const text = textOf(readImage(image, config), config);
  if (out !== undefined) writeUserFile(out, text);
  return { image, config: config.name, ...(out === undefined ? { text } : { out }) };
}
