import { bool, struct, uintBelow } from '../../../hdl-dsl/index.js';
import { romWords } from './register-bank.js';

/** Number of a table word: its ROM row. */
export const romElement = uintBelow(romWords.length);

/** An access to a ROM row, a step a cycle: buffer the row, write ones, write zeros with the ROM's word line off, read,
 *  restore the row. The last step of an access and the first of the next may be taken together. */
export const romAccess = struct({
  /** Port A reads the row, whatever its address. */
  select: bool,
  /** Begin with the row of `element`. */
  buffer: bool,
  element: romElement,
  writeOnes: bool,
  writeZeros: bool,
  restore: bool,
});
