import type { LayerRegister } from './configuration-map.js';

/** A layer as a tile is programmed with it. Source: docs/raella-tile.md, "Tile: one layer at a time". */
export interface LayerProgram {
  readonly name: string;
  readonly registers: Readonly<Record<LayerRegister, number>>;
  /** Crossbars that take part, by rising number. */
  readonly crossbars: readonly CrossbarProgram[];
  /** [outputs], FP16 patterns; empty for max-pool. */
  readonly scales: Uint16Array;
  /** [outputs], the folded 32-bit integers B; empty for max-pool. */
  readonly biases: Int32Array;
}

/** One crossbar of a layer: word line i holds element firstElement + i, filter f is output firstOutput + f. */
export interface CrossbarProgram {
  /** g, 0 .. imas * crossbars - 1. */
  readonly number: number;
  readonly firstElement: number;
  readonly elements: number;
  readonly firstOutput: number;
  readonly filters: number;
  /** [elements][filters], unsigned weight codes */
  readonly codes: Uint8Array;
  /** [filters], phi */
  readonly centres: Uint8Array;
  /** [filters], zw: the weight code that stands for 0 */
  readonly zeroCodes: Uint8Array;
}

/** Weight bits. */
const codeBits = 8;

/** Widths of the weight slices that the shift-pattern table of a layer holds, high bits first. */
export function slicingOf(registers: LayerProgram['registers']): number[] {
  const lowBits = [
    registers.lowBit0,
    registers.lowBit1,
    registers.lowBit2,
    registers.lowBit3,
    registers.lowBit4,
    registers.lowBit5,
    registers.lowBit6,
    registers.lowBit7,
  ].slice(0, registers.slices);
  return lowBits.map((low, i) => (lowBits[i - 1] ?? codeBits) - low);
}
