import { quantiseOutput } from '../../sim-models/raella/index.js';
import { bitSums, histogramOf } from './bit-sums.js';
import { bestCentre } from './centre.js';
import { type InputBits, inputBits } from './input-bits.js';
import { checkLayer, type IntegerLayer, outputChannel, runIntegerLayer } from './integer-layer.js';
import { OffsetBitSums } from './offset-bit-sums.js';
import { rowBlocks } from './row-blocks.js';
import { type SliceField, type Slicing, sliceFields } from './slicing.js';

/** What the search must know of the crossbars. */
export interface SearchCrossbar {
  /** Word lines, at most 512. */
  readonly rows: number;
  readonly columns: number;
  /** Bits of a cell, the widest slice. */
  readonly cellBits: number;
  /** Of the signed ADC, step 1. */
  readonly adcBits: number;
}

/** What one slicing does to a layer. */
export interface SlicingTrial {
  readonly slicing: Slicing;
  /** Mean of |expected - got| over outputs whose expected value is not zero, in output codes; 0 if there is none. */
  readonly error: number;
  /** Psums that end outside -2^15 .. 2^15 - 1 and wrap; more slices do not help against them. */
  readonly overflows: number;
  /** [row blocks][outputs] */
  readonly centres: Uint8Array;
}

/** Computes a layer with each of some slicings, as the crossbars do without speculation and noise: inputs bit by bit,
 *  the sum of every column clamped to the ADC, psums of 16 bits, centre terms exact.
 *
 *  A column sum is a weighted sum of the column's bit sums, which depend on the centre alone, so slicings whose centres
 *  agree share them. Source: docs/raella.md, "Adaptive slicing".
 *  @param inputs [vectors][rows]
 *  @throws {CrossweaveError} CW-W001 wrong shape, CW-W004 input out of range, CW-M006 bad scale */
export function trySlicings(
  layer: IntegerLayer,
  inputs: Int32Array,
  crossbar: SearchCrossbar,
  slicings: readonly Slicing[],
): SlicingTrial[] {
  checkLayer(layer, inputs);
  const expected = runIntegerLayer(layer, inputs);
  const vectors = inputs.length / layer.rows;
  const blocks = rowBlocks(layer.rows, crossbar.rows);
  const bits = blocks.map((block) => inputBits(inputs, layer.rows, block));
  const trials = slicings.map((slicing) => ({
    slicing,
    fields: sliceFields(slicing),
    centres: new Uint8Array(blocks.length * layer.outputs),
    sums: new Float64Array(vectors),
    difference: 0,
    overflows: 0,
  }));
  const counted = expected.reduce((count, code) => count + (code === layer.zeroCode ? 0 : 1), 0);
  const offsetBits = new OffsetBitSums();

  for (let output = 0; output < layer.outputs; output++) {
    for (const trial of trials) trial.sums.fill(0);
    for (const [b, block] of blocks.entries()) {
      const first = output * layer.rows + block.row;
      const codes = layer.weights.subarray(first, first + block.rows);
      const sums = bitSums(histogramOf(codes));
      const sameCentre = new Map<number, typeof trials>();
      for (const trial of trials) {
        const centre = bestCentre(sums, trial.fields);
        trial.centres[b * layer.outputs + output] = centre;
        const others = sameCentre.get(centre);
        if (others) others.push(trial);
        else sameCentre.set(centre, [trial]);
      }
      for (const [centre, sharing] of sameCentre) {
        for (let vector = 0; vector < vectors; vector++) {
          const vectorBits = bits[b]![vector]!;
          const psums = psumsOf(vectorBits, offsetBits, codes, centre, sharing, crossbar.adcBits);
          const centreTerm = (centre - layer.zeroPoints[output]!) * vectorBits.sum;
          for (const [k, trial] of sharing.entries()) {
            // Additions modulo 2^16 may be reduced once, at the end.
            const psum = (psums[k]! << 16) >> 16;
            if (psum !== psums[k]) trial.overflows++;
            trial.sums[vector]! += psum + centreTerm;
          }
        }
      }
    }
    const channel = outputChannel(layer, output);
    for (const trial of trials) {
      for (let vector = 0; vector < vectors; vector++) {
        const code = expected[vector * layer.outputs + output]!;
        if (code !== layer.zeroCode)
          trial.difference += Math.abs(code - quantiseOutput(trial.sums[vector]!, channel));
      }
    }
  }
  return trials.map(({ slicing, centres, difference, overflows }) => ({
    slicing,
    centres,
    overflows,
    error: counted > 0 ? difference / counted : 0,
  }));
}

/** The exact psums of one filter for one input vector, one a slicing of the same centre. */
function psumsOf(
  bits: InputBits,
  offsetBits: OffsetBitSums,
  codes: Uint8Array,
  centre: number,
  slicings: readonly { readonly fields: readonly SliceField[] }[],
  adcBits: number,
): Int32Array {
  const highest = 2 ** (adcBits - 1) - 1;
  const psums = new Int32Array(slicings.length);
  for (const { weight, rows } of bits.steps) {
    const sums = offsetBits.of(codes, centre, rows);
    for (let k = 0; k < slicings.length; k++) {
      const { fields } = slicings[k]!;
      for (let i = 0; i < fields.length; i++) {
        const { high, low } = fields[i]!;
        let sum = 0;
        for (let bit = high; bit >= low; bit--) sum = 2 * sum + sums[bit]!;
        const code = sum > highest ? highest : sum < -highest - 1 ? -highest - 1 : sum;
        psums[k]! += code * weight * (1 << low);
      }
    }
  }
  return psums;
}
