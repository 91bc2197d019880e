import { defineCodes } from '../code-entry.js';

export const layersCodes = defineCodes([
  {
    code: 'CW-W201',
    title: 'scale that half precision cannot hold',
    exitStatus: 2,
    explanation:
      'The quantiser of a mixed-signal tile multiplies by a scale in half precision: a finite number above 0, at most ' +
      '65504. The scale of an output is input scale * weight scale / output scale. It falls outside only where a ' +
      'range seen in calibration is empty, infinite or no number, so look at the calibration data.',
    example: 'a scale does not fit half precision: expected above 0, at most 65504, got Infinity',
  },
  {
    code: 'CW-W202',
    title: 'bias that does not fit the quantiser',
    exitStatus: 2,
    explanation:
      'The bias of an output is stored as an integer of 32 bits in units of the accumulator, with the zero points of ' +
      'inputs and outputs in it. A bias beyond that is far outside what the weights of the output can reach, or its ' +
      'weights are so small that their scale makes the unit tiny. Remove the output, or widen the range of its weights.',
    example: 'a bias does not fit 32 bits: expected -2147483648 .. 2147483647, got 4000000000',
  },
  {
    code: 'CW-W203',
    title: 'real weight that is no finite number',
    exitStatus: 2,
    explanation:
      'Weights and biases of a network are quantised over the range that they span, so one infinite weight or one that ' +
      'is no number would spoil its whole output. Such values come from a training that diverged. Train again, with a ' +
      'lower learning rate.',
    example: 'a weight is no finite number: expected a finite number, got NaN',
  },
  {
    code: 'CW-W204',
    title: 'crossbar too narrow for a filter',
    exitStatus: 2,
    explanation:
      'The slices of a filter lie side by side in the columns of one crossbar, so a crossbar needs at least as many ' +
      'columns as a slicing has slices. Last layers use eight slices, and so does a layer that no other slicing keeps ' +
      'under its error budget. Raise `columns`, or take a slicing of fewer slices.',
    example: 'a filter does not fit the crossbar: expected at least 8 columns, got 4',
  },
  {
    code: 'CW-W205',
    title: 'more positions than outputs',
    exitStatus: 2,
    explanation:
      'A convolution can be laid out so that one input vector gives several adjacent outputs of a row. There is at least ' +
      'one, and there are at most as many as a row of outputs has. Ask for fewer.',
    example: 'a convolution cannot give so many outputs for one input vector: expected 1 .. 24, got 32',
  },
  {
    code: 'CW-W211',
    title: 'layer that does not fit a tile',
    exitStatus: 2,
    explanation:
      'A tile runs a layer as a whole: all blocks of its dot products and of its outputs have a crossbar each, its outputs ' +
      'have entries in the table of the quantiser, its input and, where they stay in the tile, its outputs have room in ' +
      'the activation buffer. The message shows what is needed and what there is. Networks are split by their outputs ' +
      'before they are refused; dot products are not, since sums do not leave a tile.',
    example:
      'the layer needs more crossbars than the tile has: expected at most 2 x 2 = 4 crossbars, got ceil(200 / 32) x ' +
      'ceil(16 / 16) = 7 x 1 = 7 crossbars',
  },
  {
    code: 'CW-W212',
    title: 'slicing that the cells of a tile cannot hold',
    exitStatus: 2,
    explanation:
      'A weight code of 8 bits is cut into 2 to 8 slices, none wider than a cell. Choose a slicing with narrower slices, ' +
      'or raise `cellBits`.',
    example:
      'the slicing does not cut a weight into cells: expected 2 .. 8 widths of 1 .. `cellBits` = 2 bits that sum to 8, got ' +
      '[4, 4]',
  },
]);
