import { CrossweaveError } from '../../base/crossweave-error.js';
import { decodeScale } from '../../sim-models/raella/index.js';
import type { DenseLayer } from '../network.js';
import { halfAtLeast } from './half.js';
import type { IntegerLayer } from './integer-layer.js';

/** How real activations are written in 8 bits: real = scale * (code - zeroCode). */
export interface Coding {
  /** Real units a code. */
  readonly scale: number;
  /** 0..255; 0 behind a ReLU. */
  readonly zeroCode: number;
}

/** The coding that spreads a range, widened to hold 0, over the codes 0..255.
 *  The code of 0 is rounded, ties up, so one end of a range with both signs may lie half a code outside. */
export function codingOf(least: number, largest: number): Coding {
  const low = Math.min(0, least);
  const step = (Math.max(0, largest) - low) / 255;
  const scale = step > 0 ? step : 1;
  return { scale, zeroCode: Math.round((0 - low) / scale) };
}

/** Quantises a layer: an output (or channel) has its own weight scale and zero point.
 *
 *  With s of inputs and outputs from their codings, weights w = clamp(round(real / sw) + zw, 0..255), ties up, over the
 *  range that the output's weights span with 0. The quantiser's factor M = s_in * sw / s_out is rounded *up* to half
 *  precision first and sw made from it, so the rounding costs at most 2^-10 of the weights' resolution and no gain
 *  error. B = round(bias / (s_in * sw) - z_in * sum(w - zw) + (z + 1/2) / M): half a code makes the quantiser's
 *  truncation round, ties up. That holds where values are positive, so without ReLU z is the zero code of the outputs
 *  and the quantiser adds none; with ReLU, where negative values do not count, the quantiser adds it and z is 0.
 *
 *  @throws {CrossweaveError} CW-W201 a scale, CW-W202 a bias that does not fit; CW-W203 a weight or bias not finite */
export function quantiseLayer(layer: DenseLayer, input: Coding, output: Coding): IntegerLayer {
  const relu = layer.activation === 'relu';
  const folded = relu ? 0 : output.zeroCode;
  const rows = layer.weights[0]?.length ?? 0;
  const outputs = layer.weights.length;
  const weights = new Uint8Array(outputs * rows);
  const zeroPoints = new Uint8Array(outputs);
  const biases = new Int32Array(outputs);
  const scales = new Uint16Array(outputs);
  for (const [o, real] of layer.weights.entries()) {
    const bias = layer.bias[o] ?? 0;
    checkFinite(real, `weights[${o}]`);
    checkFinite([bias], `bias[${o}]`);
    const range = codingOf(real.reduce(lower, 0), real.reduce(higher, 0));
    const scale = halfAtLeast((input.scale * range.scale) / output.scale);
    const { m, e } = decodeScale(scale);
    const factor = m / 2 ** e;
    const step = (factor * output.scale) / input.scale;
    // The range again, in the coarser steps: its ends stay inside the codes.
    const zero = Math.min(255, Math.round(-real.reduce(lower, 0) / step));
    let sum = 0;
    for (const [row, w] of real.entries()) {
      const code = Math.min(255, Math.max(0, Math.round(w / step) + zero));
      weights[o * rows + row] = code;
      sum += code - zero;
    }
    zeroPoints[o] = zero;
    scales[o] = scale;
    biases[o] = checkBias(
      Math.round(bias / (input.scale * step) - input.zeroCode * sum + (folded + 0.5) / factor),
      o,
    );
  }
  return {
    rows,
    outputs,
    weights,
    zeroPoints,
    biases,
    scales,
    zeroPoint: output.zeroCode - folded,
    relu,
    zeroCode: output.zeroCode,
    signedInputs: false,
  };
}

function lower(a: number, b: number): number {
  return Math.min(a, b);
}

function higher(a: number, b: number): number {
  return Math.max(a, b);
}

function checkFinite(values: readonly number[], path: string): void {
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  throw new CrossweaveError({
    code: 'CW-W203',
    severity: 'error',
    message: 'a weight is no finite number',
    where: { kind: 'json', path: path.startsWith('weights') ? `${path}[${at}]` : path },
    expected: 'a finite number',
    actual: String(values[at]),
    hint: 'the training diverged',
  });
}

function checkBias(bias: number, output: number): number {
  if (bias >= -(2 ** 31) && bias < 2 ** 31) return bias;
  throw new CrossweaveError({
    code: 'CW-W202',
    severity: 'error',
    message: 'a bias does not fit 32 bits',
    where: { kind: 'json', path: `bias[${output}]` },
    expected: '-2147483648 .. 2147483647',
    actual: String(bias),
    hint: 'the weights of this output are tiny beside its bias',
  });
}
