import type { LayerRegister } from '../../../config/raella/configuration-map.js';
import { type Slicing, sliceFields } from '../slicing.js';
import type { LayerGeometry, LayerPlacement } from './tile-layer.js';

type Registers = Record<LayerRegister, number>;

/** Registers that every layer needs. */
export function placeRegisters(geometry: LayerGeometry, placement: LayerPlacement) {
  const { inBase, outBase, toBuffer, toRouter } = placement;
  return { ...geometry, inBase, outBase, toBuffer: Number(toBuffer), toRouter: Number(toRouter) };
}

/** The shift-pattern table of a slicing; entries past its slices are 0. */
export function slicingRegisters(slicing: Slicing): Pick<Registers, 'slices' | `lowBit${Digit}`> {
  const lows = sliceFields(slicing).map(({ low }) => low);
  const low = (i: number) => lows[i] ?? 0;
  return {
    slices: slicing.length,
    ...{ lowBit0: low(0), lowBit1: low(1), lowBit2: low(2), lowBit3: low(3) },
    ...{ lowBit4: low(4), lowBit5: low(5), lowBit6: low(6), lowBit7: low(7) },
  };
}

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;
