import type { MachineGeometry } from '../../../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../../../config/puma-machine.js';
import type { Instruction } from './instruction.js';
import { wordsOf } from './operands.js';

/** "Time of a core": cycles in execute without waits, of an instruction that does not trap.
 *  @param filter F of an `mvm` */
export function duration(
  { lanes, dimension, fraction }: MachineGeometry,
  instruction: Instruction,
  filter: number,
): number {
  const { name, operation, fields } = instruction;
  const words = wordsOf(instruction);
  const beats = Math.ceil(words / lanes);
  switch (name) {
    case 'alu':
    case 'alui':
      if (operation === 'div') return beats * (16 + fraction + 2);
      if (operation === 'sigmoid' || operation === 'tanh' || operation === 'log' || operation === 'exp') {
        return 11 * words;
      }
      return operation === 'subsample' ? words : beats;
    case 'copy':
      return beats;
    case 'mvm':
      return filter === 0 ? 1 + Math.ceil(dimension / lanes) : 1 + dimension;
    case 'load':
    case 'store':
      return 1 + fields.vecWidth! * (2 + Math.ceil(fields.width! / lanes));
    default:
      return 1;
  }
}

/** M: cycles that an MVMU runs. */
export function productCycles({ dimension, mvmu }: PumaMachineConfig): number {
  const passes = mvmu.dacBits > 1 ? 2 : 1;
  const steps = Math.ceil(16 / mvmu.dacBits);
  return passes * steps * Math.ceil(dimension / mvmu.adcs) + 6;
}
