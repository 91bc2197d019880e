import { activeNonideal } from '../../../config/nonideal.js';
import type { PumaMvmuConfig } from '../../../config/puma-mvmu.js';
import { isLossless } from '../../analog/converter.js';
import { mvmuGeometry } from './geometry.js';
import type { StoredCells } from './stored-cells.js';

/** Which columns no ADC ever changes: in each of their slices both bounds of the sum, given the stored cells and any
 *  row codes of dacBits bits, are inside the ADC's range, and the step is 1. Non-idealities leave none.
 *  @returns [columns] 1 or 0 */
export function losslessColumns(config: PumaMvmuConfig, { cells }: StoredCells): Uint8Array {
  const { columns, dacBits } = config;
  const { slices, converter } = mvmuGeometry(config);
  const lanes = columns * slices;
  const drive = 2 ** dacBits - 1;
  const lossless = new Uint8Array(columns);
  if (activeNonideal(config.nonideal)) return lossless;
  const least = new Float64Array(lanes);
  const largest = new Float64Array(lanes);
  for (let at = 0, lane = 0; at < cells.length; at++) {
    const cell = cells[at]!;
    if (cell < 0) least[lane]! += cell * drive;
    else largest[lane]! += cell * drive;
    lane = lane + 1 === lanes ? 0 : lane + 1;
  }
  for (let column = 0; column < columns; column++) {
    let all = true;
    for (let lane = column * slices; lane < (column + 1) * slices; lane++) {
      all &&= isLossless(converter, least[lane]!, largest[lane]!);
    }
    lossless[column] = all ? 1 : 0;
  }
  return lossless;
}
