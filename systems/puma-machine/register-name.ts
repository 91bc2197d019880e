import type { MachineGeometry } from '../../config/puma/geometry.js';

/** A register as assembly names it: `r5`, `xin1.7`, `xout1.7`.
 *  @param side which of the two that share an address below N D */
export function registerName(
  { dimension, generalBase }: Pick<MachineGeometry, 'dimension' | 'generalBase'>,
  address: number,
  side: 'in' | 'out',
): string {
  if (address >= generalBase) return `r${address - generalBase}`;
  return `x${side}${Math.floor(address / dimension)}.${address % dimension}`;
}
