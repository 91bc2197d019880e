import { CrossweaveError } from '../../base/crossweave-error.js';
import { type Convolution, convolutionShape } from './convolution.js';
import type { IntegerLayer } from './integer-layer.js';
import type { MatrixLayer } from './network-layers.js';

type ConvolutionLayer = Extract<MatrixLayer, { kind: 'convolution' }>;

/** A convolution whose every input vector gives several adjacent outputs of a row (partial Toeplitz expansion): the
 *  patches lie side by side, and each filter stands once for each output, shifted by the stride. Weights outside a
 *  filter's own patch are its code of zero, which adds nothing; so the accumulator, and with it every exact output, is
 *  that of the plain layer.
 *
 *  Rows are kernelHeight x (kernelWidth + (positions - 1) stride) x channels; output p N + n is filter n at output p.
 *  Source: thesis on RAELLA, 5.5.  @param positions outputs of a vector, from 1
 *  @throws {CrossweaveError} CW-W205 more than a row of outputs has */
export function expandPositions(layer: ConvolutionLayer, positions: number): ConvolutionLayer {
  const { convolution } = layer;
  const { width } = convolutionShape(convolution);
  if (!(Number.isInteger(positions) && positions >= 1 && positions <= width))
    throw new CrossweaveError({
      code: 'CW-W205',
      severity: 'error',
      message: 'a convolution cannot give so many outputs for one input vector',
      expected: `1 .. ${width}, the outputs of a row`,
      actual: String(positions),
      hint: 'a layer is expanded along the rows of its outputs only',
    });
  return { ...layer, positions, layer: expandedLayer(layer.layer, convolution, positions) };
}

/** The layer of `expandPositions`. */
export function expandedLayer(
  layer: IntegerLayer,
  convolution: Convolution,
  positions: number,
): IntegerLayer {
  const { rows } = convolutionShape(convolution, positions);
  const { kernelHeight, kernelWidth, channels, stride } = convolution;
  const outputs = positions * layer.outputs;
  const weights = new Uint8Array(outputs * rows);
  const run = kernelWidth * channels;
  const wideRun = rows / kernelHeight;
  for (let output = 0; output < outputs; output++) {
    const filter = output % layer.outputs;
    const position = Math.floor(output / layer.outputs);
    const own = weights.subarray(output * rows, (output + 1) * rows).fill(layer.zeroPoints[filter]!);
    for (let ky = 0; ky < kernelHeight; ky++) {
      const from = filter * layer.rows + ky * run;
      own.set(layer.weights.subarray(from, from + run), ky * wideRun + position * stride * channels);
    }
  }
  const repeated = <T extends Uint8Array | Int32Array | Uint16Array>(values: T, to: T): T =>
    to.map((_, at) => values[at % layer.outputs]!) as T;
  return {
    ...layer,
    ...{ rows, outputs, weights },
    zeroPoints: repeated(layer.zeroPoints, new Uint8Array(outputs)),
    biases: repeated(layer.biases, new Int32Array(outputs)),
    scales: repeated(layer.scales, new Uint16Array(outputs)),
  };
}
