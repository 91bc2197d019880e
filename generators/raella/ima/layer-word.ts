import { bits, struct, type UIntType, uint, uintBelow } from '../../../hdl-dsl/index.js';

/** Kinds of words of the stream `layer` of an IMA; docs/raella-tile.md, "Pins of the IMA", has their data. Up to `centre`
 *  they are those of a crossbar. */
export const layerKinds = {
  settings: 0,
  lowBit: 1,
  centre: 2,
  firstElement: 3,
  elements: 4,
  outputs: 5,
} as const;

/** The slice or filter of a word. */
export function layerIndex(filters: number): UIntType {
  return uintBelow(Math.max(8, filters));
}

/** A word of the layer for some crossbars of an IMA.
 *  @param filters most filters of a crossbar */
export function layerWord(crossbars: number, filters: number) {
  return struct({
    /** Who takes it. */
    crossbars: bits(crossbars),
    kind: uint(3),
    index: layerIndex(filters),
    data: bits(32),
  });
}
