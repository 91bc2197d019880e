import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { SignedArrayConfig } from '../../config/signed-array.js';
import type { MatrixPhase } from '../../systems/system.js';

/** A configuration with the defaults of the specification, for tests that need a typed one. */
export function mvmuConfig(changes: Partial<PumaMvmuConfig> = {}): PumaMvmuConfig {
  return {
    system: 'puma-mvmu',
    name: 'unit',
    rows: 128,
    columns: 128,
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
    ...changes,
  };
}

/** What a lossless unit computes: the integer product, shifted right half-even, saturated. Written for tests
 *  that need outputs without any model of the unit. */
export function exactOutputs({ output, rows, columns }: PumaMvmuConfig, phase: MatrixPhase): Float64Array {
  const vectors = phase.inputs.length / rows;
  const results = new Float64Array(vectors * columns);
  const unit = 2 ** output.fraction;
  const top = 2 ** (output.bits - 1) - 1;
  for (let v = 0; v < vectors; v++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let i = 0; i < rows; i++) sum += phase.inputs[v * rows + i]! * phase.weights[i * columns + j]!;
      const low = Math.floor(sum / unit);
      const rest = sum - low * unit;
      const up = rest * 2 > unit || (rest * 2 === unit && low % 2 !== 0);
      results[v * columns + j] = Math.max(-top - 1, Math.min(top, low + (up ? 1 : 0)));
    }
  }
  return results;
}

/** The same for a signed array. */
export function signedArrayConfig(changes: Partial<SignedArrayConfig> = {}): SignedArrayConfig {
  return {
    system: 'signed-array',
    name: 'array',
    rows: 512,
    columns: 512,
    cellBits: 4,
    dacBits: 4,
    adcs: 4,
    adcBits: 7,
    ...changes,
  };
}
