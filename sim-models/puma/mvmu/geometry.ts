import type { PumaMvmuConfig } from '../../../config/puma-mvmu.js';
import { type Converter, converterFor } from '../../analog/converter.js';
import type { DriveForm } from '../../analog/drive.js';

/** What follows from a configuration, by the names of spec/mvmu.md. */
export interface MvmuGeometry {
  readonly differential: boolean;
  /** S. */
  readonly slices: number;
  /** Largest level of a cell of each slice, 2^(bits of that slice) - 1. */
  readonly largest: readonly number[];
  readonly form: DriveForm;
  /** P. */
  readonly passes: number;
  /** T, the steps of a pass. */
  readonly steps: number;
  /** +-2^(t*d) for each step of each pass. */
  readonly stepWeights: Float64Array;
  /** 2^(n-1) for the offset encodings, 0 for differential. */
  readonly offset: number;
  readonly converter: Converter;
}

export function mvmuGeometry(config: PumaMvmuConfig): MvmuGeometry {
  const { weightBits, cellBits, inputBits, dacBits, signedInputs } = config;
  const differential = config.encoding === 'differential';
  const storedBits = differential ? weightBits - 1 : weightBits;
  const slices = Math.ceil(storedBits / cellBits);
  const form = !signedInputs ? 'unsigned' : dacBits === 1 ? 'twos-complement' : 'two-pass';
  const passes = form === 'two-pass' ? 2 : 1;
  const steps = Math.ceil(inputBits / dacBits);
  const stepWeights = Float64Array.from({ length: passes * steps }, (_, k) => {
    const negative = k >= steps || (form === 'twos-complement' && k === steps - 1);
    return (negative ? -1 : 1) * 2 ** ((k % steps) * dacBits);
  });
  const largestSum = config.rows * (2 ** dacBits - 1) * (2 ** cellBits - 1);
  return {
    differential,
    slices,
    largest: Array.from({ length: slices }, (_, s) => 2 ** Math.min(cellBits, storedBits - s * cellBits) - 1),
    form,
    passes,
    steps,
    stepWeights,
    offset: differential ? 0 : 2 ** (weightBits - 1),
    converter: converterFor(config.adcBits, config.adcOverflow, differential, largestSum),
  };
}
