import type { Code } from '../../base/diagnostic.js';
import type { MachineGeometry } from '../../config/puma/geometry.js';
import { type Instruction, textFields } from './instruction.js';
import { registerRanges, wordsOf } from './register-use.js';

/** Why a valid instruction traps whenever it is executed. */
export interface InstructionBreach {
  readonly code: Code;
  /** Field to blame. */
  readonly field: string;
  readonly message: string;
  readonly expected: string;
  readonly actual: string;
}

/** The first limit of the machine that an instruction breaks by what its word alone tells: registers, data memory or
 *  instruction memory left. */
export function instructionBreach(
  instruction: Instruction,
  geometry: MachineGeometry,
): InstructionBreach | undefined {
  const { registerAddresses, generalBase, memoryWords, instructions } = geometry;
  const range = registerRanges(instruction).find(({ last }) => last >= registerAddresses);
  if (range !== undefined) {
    return {
      code: 'CW-P007',
      field: range.field,
      message: `the vector leaves the registers`,
      expected: `at most r${registerAddresses - 1 - generalBase}`,
      actual: `${range.last - registerAddresses + 1} words more`,
    };
  }
  const { values } = instruction;
  const memory = textFields(instruction).find(({ kind }) => kind === 'memory')?.name;
  if (memory !== undefined) {
    const last = (values[memory] ?? 0) + wordsOf(instruction) - 1;
    if (last < memoryWords) return undefined;
    return {
      code: 'CW-P008',
      field: memory,
      message: 'the blocks leave the data memory',
      expected: `at most address ${memoryWords - 1}`,
      actual: `address ${last}`,
    };
  }
  if (values.pc === undefined || values.pc < instructions) return undefined;
  return {
    code: 'CW-P006',
    field: 'pc',
    message: 'the instruction address is out of range',
    expected: `0 .. ${instructions - 1}`,
    actual: String(values.pc),
  };
}
