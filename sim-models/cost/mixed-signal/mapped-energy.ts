import { derive, type Figure } from '../figure.js';
import { capacitorEnergy, convertEnergy, logicEnergy } from './mac-energy.js';
import { type ArraySize, type Kernel, mapKernel } from './map-kernel.js';

/** Energy of a multiply-accumulate of a kernel on a fully parallel multi-bit array: eq. 1 with converts a MAC in the
 *  place of 1/N. The ADC is built for all N rows; rows and columns that hold no weight draw nothing. Input drive,
 *  additions after the ADC and reloading of weights are not in eq. 1, and not here.
 *  @param array of one column and one convert an output  @returns fJ  @throws {CrossweaveError} CW-M040 */
export function mappedMacEnergy(
  bits: number,
  kernel: Kernel,
  array: Pick<ArraySize, 'rows' | 'columns'>,
): Figure {
  const { rows, columns } = array;
  return derive(
    'energy of a MAC of the kernel',
    'fJ',
    'E_ADC * converts + E_CAP + E_logic',
    'mixed-signal paper, eq. 1, with the converts of docs/mixed-signal.md',
    {
      E_ADC: convertEnergy({ bits, rows }),
      converts: mapKernel(kernel, { rows, columns }).convertsPerMac,
      E_CAP: capacitorEnergy(bits),
      E_logic: logicEnergy(bits),
    },
    ({ E_ADC, converts, E_CAP, E_logic }) => E_ADC * converts + E_CAP + E_logic,
  );
}
