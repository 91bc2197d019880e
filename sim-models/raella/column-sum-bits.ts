import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import { ColumnSums } from '../analog/column-sums.js';
import { Drive } from '../analog/drive.js';
import { kernel } from '../analog/kernel.js';
import { checkLayer } from './check-layer.js';
import { columnPlaces, encodeCells } from './encode.js';
import { codeBits, type RaellaLayer, weightSlices } from './layer.js';

/** Vectors whose sums are made at once. */
const batchVectors = 16;

/** Counts of `columnSumBits` go from 0 bits to this many. */
export const mostSumBits = 24;

/** How many bits the exact column sums of an ideal crossbar need, for inputs cut into slices of `inputSlices` bits, high
 *  bits first: the share that an ADC of b bits converts without loss is that of the counts up to b.
 *  A signed sum s needs the least b with -2^(b-1) <= s <= 2^(b-1) - 1; with `signed` false, where no centre is above its
 *  weights, the least b with s <= 2^b - 1. Source of the question: thesis, the figure of column-sum resolutions.
 *  @param inputs [n][rows], within the layer's range  @returns [input slices][0 .. mostSumBits], counts of sums
 *  @throws {CrossweaveError} CW-M002, CW-M005 as `GoldenRaellaCrossbar` */
export function columnSumBits(
  config: RaellaCrossbarConfig,
  layer: RaellaLayer,
  inputs: Int32Array,
  inputSlices: readonly number[],
  signed: boolean,
): Float64Array {
  checkLayer(config, layer);
  const { rows } = config;
  const places = columnPlaces(layer);
  const shared = kernel();
  shared.begin();
  const form = layer.signedInputs ? 'two-pass' : 'unsigned';
  const drive = new Drive(shared, { rows, inputBits: codeBits, dacBits: 1, form }, batchVectors);
  const columns = new ColumnSums(encodeCells(layer, rows, places), rows, places.lanes);
  const make = columns.prepare(shared, drive, batchVectors);
  // Input slices are cut as weight slices are.
  const slices = weightSlices(inputSlices);
  const counts = new Float64Array(slices.length * (mostSumBits + 1));
  for (let from = 0; from < inputs.length; from += batchVectors * rows) {
    drive.load(inputs.subarray(from, from + batchVectors * rows), true, false);
    const sums = shared.float64(make(), drive.samples * codeBits * places.lanes);
    for (let sample = 0; sample < drive.samples; sample++) {
      for (const [number, { high, low }] of slices.entries()) {
        const first = (sample * codeBits + low) * places.lanes;
        for (let column = 0; column < places.lanes; column++) {
          let sum = 0;
          for (let bit = 0, at = first + column; bit <= high - low; bit++, at += places.lanes) {
            sum += sums[at]! * 2 ** bit;
          }
          // The complement of a negative number needs as many bits beside the sign.
          const bits = 32 - Math.clz32(sum < 0 ? ~sum : sum) + (signed ? 1 : 0);
          counts[number * (mostSumBits + 1) + bits]!++;
        }
      }
    }
  }
  return counts;
}
