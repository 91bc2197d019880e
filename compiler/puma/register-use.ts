import type { MachineGeometry } from '../../config/puma/geometry.js';
import type { Instruction } from './instruction.js';

/** The registers of one operand: `step` 1 but for `subsample`. */
export interface RegisterRange {
  /** Name of the field. */
  readonly field: string;
  readonly role: 'destination' | 'source';
  readonly first: number;
  /** Last address touched. */
  readonly last: number;
}

/** Words that an instruction moves or computes, W. */
export function wordsOf({ values: { width = 1, vecWidth = 1 } }: Instruction): number {
  return width * vecWidth;
}

/** Registers that an instruction reads and writes, operand by operand. */
export function registerRanges(instruction: Instruction): RegisterRange[] {
  const { format, operation, values } = instruction;
  const words = wordsOf(instruction);
  return format.fields.flatMap(({ name, kind }): RegisterRange[] => {
    const first = values[name];
    if (first === undefined || (kind !== 'destination' && kind !== 'source')) return [];
    const vector = kind === 'destination' || name.startsWith('src');
    const step = operation?.name === 'subsample' && kind === 'source' ? (values.src3 ?? 1) : 1;
    return [{ field: name, role: kind, first, last: vector ? first + (words - 1) * step : first }];
  });
}

/** Whether an element of the destination is written before a source reads it: the sources are taken in order, and a
 *  destination above them is in the way. Where MVMU registers are read, XbarOut is not what a destination writes. */
export function overwrittenSource(
  instruction: Instruction,
  geometry: MachineGeometry,
): RegisterRange | undefined {
  const ranges = registerRanges(instruction);
  const destination = ranges.find(({ role }) => role === 'destination');
  const words = wordsOf(instruction);
  if (destination === undefined || words === 1) return undefined;
  const step = instruction.operation?.name === 'subsample' ? (instruction.values.src3 ?? 1) : 1;
  const readsIn = instruction.values.side === 1;
  return ranges.find(({ role, field, first }) => {
    if (role !== 'source' || !field.startsWith('src')) return false;
    for (let i = 1; i < words; i++) {
      const address = first + i * step;
      const element = address - destination.first;
      const shared = readsIn || address >= geometry.generalBase;
      if (shared && element >= 0 && element < i) return true;
    }
    return false;
  });
}
