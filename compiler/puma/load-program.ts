import type { PumaMachineConfig } from '../../config/puma-machine.js';
import { type Assembly, assembleFile } from './assemble.js';
import { readImage } from './read-image.js';

/** Loads a program: an image where the name ends in `.json`, else an assembly text.
 *  @throws {CrossweaveError} as `readImage` and `assembleFile` */
export function loadProgram(path: string, config: PumaMachineConfig): Assembly {
  return path.endsWith('.json')
    ? { image: readImage(path, config), warnings: [] }
    : assembleFile(path, config);
}
