import { branchOperations, scalarOperations } from '../../../config/puma/encoding.js';
import { flagBits } from './arithmetic.js';
import type { CoreInstruction } from './core-instruction.js';
import type { RegisterFile } from './register-file.js';

/** `alu-int`: sums and differences saturate, comparisons are signed and give 1 or 0. Source: docs/puma-isa.md, "alu".
 *  @returns flags raised */
export function scalar(registers: RegisterFile, { code, dest, src1, src2 }: CoreInstruction): number {
  const a = registers.words[src1]!;
  const b = registers.words[src2]!;
  const y = result(code, a, b);
  const saturated = Math.min(Math.max(y, -32768), 32767);
  registers.write(dest, saturated);
  return y === saturated ? 0 : flagBits.overflow;
}

function result(code: number, a: number, b: number): number {
  switch (scalarOperations[code]?.name) {
    case 'add':
      return a + b;
    case 'sub':
      return a - b;
    case 'eq':
      return a === b ? 1 : 0;
    case 'gt':
      return a > b ? 1 : 0;
    case 'ne':
      return a !== b ? 1 : 0;
    default:
      throw new Error('the decoder knows the operation');
  }
}

/** Whether the comparison of a `brn` holds; words compare as signed numbers. @param words what sources read */
export function holds(words: Int16Array, { code, src1, src2 }: CoreInstruction): boolean {
  const a = words[src1]!;
  const b = words[src2]!;
  switch (branchOperations[code]?.name) {
    case 'eq':
      return a === b;
    case 'ne':
      return a !== b;
    case 'lt':
      return a < b;
    case 'le':
      return a <= b;
    case 'gt':
      return a > b;
    case 'ge':
      return a >= b;
    default:
      throw new Error('the decoder knows the comparison');
  }
}
