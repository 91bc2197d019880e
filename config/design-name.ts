import { z } from 'zod';
import { systemVerilogKeywords } from '../base/systemverilog-keywords.js';
import { withNote } from './field.js';

export const longestDesignName = 64;

const pattern = /^[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*$/;

/** Reserved by Windows for devices, whatever the extension: a folder of that name cannot be made there. */
const deviceName = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;

/** How pins end: a module of a pin's name would be hidden by it. */
const pinEnding = /_(i|o|ni)$/;

/** Whether a design may bear the name: it becomes a module, part of file names and a folder. Letters, digits and
 *  single underscores, a letter first, at most 64 characters, no SystemVerilog keyword, no device name, not ending as a pin. (Two
 *  underscores in a row are left to the simulators' name mangling.) */
export function isDesignName(name: string): boolean {
  return (
    name.length <= longestDesignName &&
    pattern.test(name) &&
    !systemVerilogKeywords.has(name) &&
    !pinEnding.test(name) &&
    !deviceName.test(name)
  );
}

/** The `name` key of every system. */
export const designName = withNote(
  z.string().min(1).max(longestDesignName).regex(pattern).refine(isDesignName),
  {
    rule: `letters, digits and single underscores, a letter first, at most ${longestDesignName} characters, no SystemVerilog keyword, not ending in _i, _o or _ni`,
  },
);
