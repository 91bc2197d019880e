/** The address map of the tile's configuration port, docs/raella-tile.md: what the hardware decodes and what programs
 *  of layers are written in. Bits 23..20 of an address are the space, 19..0 the index in it. */

/** First bit of the space in an address. */
export const spaceLow = 20;

export const spaces = {
  control: 0,
  layer: 1,
  crossbars: 2,
  row: 3,
  cells: 4,
  centres: 5,
  quantiser: 6,
  activations: 7,
} as const;

/** Indices of the space `control`. */
export const controls = { run: 0, overflows: 1, clocks: 2 } as const;

/** Registers of a layer with their bits; the place in the list is the index in the space `layer`. */
export const layerRegisters = [
  { name: 'operation', bits: 1 },
  { name: 'inBase', bits: 16 },
  { name: 'inHeight', bits: 16 },
  { name: 'inWidth', bits: 16 },
  { name: 'inChannels', bits: 16 },
  { name: 'kernelHeight', bits: 16 },
  { name: 'kernelWidth', bits: 16 },
  { name: 'strideY', bits: 16 },
  { name: 'strideX', bits: 16 },
  { name: 'padTop', bits: 16 },
  { name: 'padLeft', bits: 16 },
  { name: 'padCode', bits: 8 },
  { name: 'outHeight', bits: 16 },
  { name: 'outWidth', bits: 16 },
  { name: 'outputs', bits: 16 },
  { name: 'outBase', bits: 16 },
  { name: 'toBuffer', bits: 1 },
  { name: 'toRouter', bits: 1 },
  { name: 'signedInputs', bits: 1 },
  { name: 'speculate', bits: 1 },
  { name: 'slices', bits: 4 },
  { name: 'lowBit0', bits: 3 },
  { name: 'lowBit1', bits: 3 },
  { name: 'lowBit2', bits: 3 },
  { name: 'lowBit3', bits: 3 },
  { name: 'lowBit4', bits: 3 },
  { name: 'lowBit5', bits: 3 },
  { name: 'lowBit6', bits: 3 },
  { name: 'lowBit7', bits: 3 },
  { name: 'relu', bits: 1 },
  { name: 'zeroPoint', bits: 8 },
] as const;

export type LayerRegister = (typeof layerRegisters)[number]['name'];

/** Values of the register `operation`. */
export const operations = { matrix: 0, maxPool: 1 } as const;

/** Fields of the crossbar table: `word` is added to 4 g for crossbar g, `low` is the field's first bit in it. */
export const crossbarFields = [
  { name: 'used', word: 0, low: 0, bits: 1 },
  { name: 'firstElement', word: 1, low: 0, bits: 16 },
  { name: 'elements', word: 2, low: 0, bits: 10 },
  { name: 'firstOutput', word: 3, low: 0, bits: 16 },
  { name: 'filters', word: 3, low: 16, bits: 10 },
] as const;

/** Words of the crossbar table for each crossbar. */
export const crossbarWords = 4;

/** Bits of the word line in the data of the space `cells`; the crossbar's number stands above them. */
export const wordLineBits = 16;

/** Entries of the space `centres` for each crossbar. */
export const centresApart = 512;

/** Bits of a centre, two's complement. */
export const centreBits = 9;

/** Words of the space `quantiser` for each channel. */
export const quantiserWords = { scale: 0, bias: 1 } as const;
