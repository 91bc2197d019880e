import { defineCodes } from '../code-entry.js';

export const modelsCodes = defineCodes([
  {
    code: 'CW-M001',
    title: 'golden kernel not built',
    exitStatus: 3,
    explanation:
      'The golden models compute in WebAssembly, compiled from sim-models/analog/assembly by the build. ' +
      'The compiled file is not beside the models. Run `npm run build`; in an installed package the file is missing ' +
      'from the package, so install it again.',
    example: 'the WebAssembly kernel of the golden models has not been built',
  },
  {
    code: 'CW-M002',
    title: 'weights or inputs of the wrong shape',
    exitStatus: 2,
    explanation:
      'A golden model takes rows x columns weights and, for each vector, one input a row. Both come as flat arrays, ' +
      'row after row, so their lengths must fit the configuration. Check `rows` and `columns` against the workload.',
    example: 'the weights have the wrong shape: expected 128 x 128 = 16384 numbers, got 16000 numbers',
  },
  {
    code: 'CW-M003',
    title: 'weight out of range',
    exitStatus: 2,
    explanation:
      'Weights are integers: -2^(n-1) .. 2^(n-1)-1 for n-bit weights in the offset encodings, one less on the negative ' +
      'side for `differential`, whose cells hold a magnitude of n-1 bits; -(2^c-1) .. 2^c-1 for a signed array of ' +
      'c-bit cells. Quantise the weights again, or widen `weightBits` (or `cellBits`).',
    example: 'weights[3][0]: a weight is out of range: expected -7 .. 7, got -8',
  },
  {
    code: 'CW-M004',
    title: 'input out of range',
    exitStatus: 2,
    explanation:
      'Inputs are integers of `inputBits` bits: two’s complement with `signedInputs`, else from 0 up. A signed array ' +
      'takes 0 .. 2^dacBits-1. Quantise the inputs again, or widen `inputBits` (or `dacBits`).',
    example: 'inputs[0][12]: an input is out of range: expected 0 .. 15, got 16',
  },
  {
    code: 'CW-M005',
    title: 'layer does not fit its crossbar',
    exitStatus: 2,
    explanation:
      'A weight code of 8 bits is cut into at least two slices, each no wider than a cell, and every slice of a filter ' +
      'takes one cell column. The slicing or the number of filters asks for more than the crossbar has. Choose another ' +
      'slicing, or spread the filters over several crossbars.',
    example: 'slicing: the slicing does not cut a weight into cells: expected 1 .. 4 bits, got [5, 3]',
  },
  {
    code: 'CW-M006',
    title: 'scale that the quantiser refuses',
    exitStatus: 2,
    explanation:
      'The quantiser multiplies by an FP16 number, decoded to an integer and a shift. A scale is positive or zero: a ' +
      'pattern with the sign bit set, an infinity or a NaN has no such form.',
    example: 'a scale of the quantiser is not a number from 0 up: expected 0x0000 .. 0x7bff, got 0xbc00',
  },
]);
