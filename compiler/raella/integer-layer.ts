import { CrossweaveError } from '../../base/crossweave-error.js';
import { type OutputChannel, quantiseOutput } from '../../sim-models/raella/index.js';

/** A layer in the integers of the crossbars; convolutions are dot products over their patches (`fillPatches`). */
export interface IntegerLayer {
  /** Weights of a dot product. */
  readonly rows: number;
  readonly outputs: number;
  /** [outputs][rows], weight codes. */
  readonly weights: Uint8Array;
  /** [outputs], the weight code that stands for 0. */
  readonly zeroPoints: Uint8Array;
  /** [outputs], B: added to the accumulator. */
  readonly biases: Int32Array;
  /** [outputs], half-precision bits. */
  readonly scales: Uint16Array;
  /** Added after the scale. */
  readonly zeroPoint: number;
  /** Outputs are not below `zeroPoint`. */
  readonly relu: boolean;
  /** The output code that stands for 0. */
  readonly zeroCode: number;
  /** Inputs are -128..127 instead of 0..255. */
  readonly signedInputs: boolean;
}

/** A layer computed exactly: output code = quantised(sum over rows of (w - zw) * I + B).
 *
 *  Source: docs/raella.md, "Quantiser".
 *  @param inputs [vectors][rows]  @returns [vectors][outputs], 0..255
 *  @throws {CrossweaveError} CW-W001 wrong shape, CW-W004 input out of range, CW-M006 bad scale */
export function runIntegerLayer(layer: IntegerLayer, inputs: Int32Array): Uint8Array {
  checkLayer(layer, inputs);
  const { rows, outputs } = layer;
  const vectors = inputs.length / rows;
  const codes = new Uint8Array(vectors * outputs);
  for (let output = 0; output < outputs; output++) {
    const channel = outputChannel(layer, output);
    const zero = layer.zeroPoints[output]!;
    const first = output * rows;
    for (let vector = 0; vector < vectors; vector++) {
      let sum = 0;
      for (let row = 0; row < rows; row++)
        sum += (layer.weights[first + row]! - zero) * inputs[vector * rows + row]!;
      codes[vector * outputs + output] = quantiseOutput(sum, channel);
    }
  }
  return codes;
}

/** What the quantiser is loaded with for one output. */
export function outputChannel(layer: IntegerLayer, output: number): OutputChannel {
  const { zeroPoint, relu } = layer;
  return { scale: layer.scales[output]!, bias: layer.biases[output]!, zeroPoint, relu };
}

/** @throws {CrossweaveError} CW-W001 wrong shape; CW-W004 input out of range, the first one named */
export function checkLayer(layer: IntegerLayer, inputs: Int32Array): void {
  checkLength('weights', layer.weights.length, layer.outputs * layer.rows);
  checkLength('zeroPoints', layer.zeroPoints.length, layer.outputs);
  checkLength('biases', layer.biases.length, layer.outputs);
  checkLength('scales', layer.scales.length, layer.outputs);
  checkLength('inputs', inputs.length, Math.ceil(inputs.length / layer.rows) * layer.rows);
  const [least, largest] = layer.signedInputs ? [-128, 127] : [0, 255];
  const at = inputs.findIndex((x) => x < least || x > largest);
  if (at < 0) return;
  throw new CrossweaveError({
    code: 'CW-W004',
    severity: 'error',
    message: 'input out of range',
    where: { kind: 'json', path: `inputs[${Math.floor(at / layer.rows)}][${at % layer.rows}]` },
    expected: `${least} .. ${largest}`,
    actual: String(inputs[at]),
    hint: 'inputs of a layer are codes of 8 bits',
  });
}

function checkLength(path: string, actual: number, expected: number): void {
  if (actual === expected) return;
  throw new CrossweaveError({
    code: 'CW-W001',
    severity: 'error',
    message: `\`${path}\` of the layer has the wrong number of elements`,
    where: { kind: 'json', path },
    expected: String(expected),
    actual: String(actual),
    hint: 'weights are outputs x rows, inputs are vectors x rows',
  });
}
