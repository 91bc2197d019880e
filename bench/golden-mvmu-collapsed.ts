import type { PumaMvmuConfig } from '../config/puma-mvmu.js';
import { GoldenMvmu } from '../sim-models/puma/mvmu/index.js';
import { fastest } from './fastest.js';
import type { Measurement } from './measurement.js';

const vectors = 256;
/** The loops are slow: few vectors, so that a run fits between two interruptions. */
const plainVectors = 16;
const size = 128;

/** The default unit: 9 bits hold every sum of 128 two-bit cells. */
const config: PumaMvmuConfig = {
  system: 'puma-mvmu',
  name: 'bench_mvmu',
  rows: size,
  columns: size,
  weightBits: 16,
  cellBits: 2,
  inputBits: 16,
  signedInputs: true,
  dacBits: 1,
  adcs: 1,
  adcBits: 9,
  adcOverflow: 'saturate',
  encoding: 'offset',
  output: { bits: 16, fraction: 12, rounding: 'half-even', overflow: 'saturate' },
};

/** Outputs of a lossless 128x128 unit, one thread, collapsed to integer products. Reference: plain loops in
 *  TypeScript over the same products, narrowed the same way. */
export async function bench(): Promise<Measurement[]> {
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 16) - 32768;
  };
  const weights = Int32Array.from({ length: size * size }, random);
  const inputs = Int32Array.from({ length: vectors * size }, random);
  const golden = new GoldenMvmu(config, weights);
  if (golden.lossless.includes(0)) throw new Error('the unit is not lossless');
  const outputs = golden.run(inputs, { level: 'outputs' }).outputs.subarray(0, plainVectors * size);
  const plain = plainProducts(weights, inputs);
  if (!outputs.every((value, at) => value === plain[at]))
    throw new Error('golden model and plain loops differ');
  const [seconds, plainSeconds] = fastest(
    () => golden.run(inputs, { level: 'outputs' }),
    () => plainProducts(weights, inputs),
  );
  const value = vectors / seconds!;
  const reference = plainVectors / plainSeconds!;
  return [{ name: 'golden-mvmu-collapsed', value, unit: 'MVM/s', reference, ratio: value / reference }];
}

/** Doubles are exact: |y| <= 128 * 2^30. */
function plainProducts(weights: Int32Array, inputs: Int32Array): Float64Array {
  const outputs = new Float64Array(plainVectors * size);
  for (let vector = 0; vector < plainVectors; vector++) {
    for (let row = 0; row < size; row++) {
      const x = inputs[vector * size + row]!;
      for (let column = 0; column < size; column++) {
        outputs[vector * size + column]! += x * weights[row * size + column]!;
      }
    }
  }
  return outputs.map((y) => Math.min(Math.max(halfEven(y / 4096), -32768), 32767));
}

function halfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
}
