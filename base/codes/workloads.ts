import { defineCodes } from '../code-entry.js';

export const workloadsCodes = defineCodes([
  {
    code: 'CW-W001',
    title: 'matrix of the wrong shape',
    exitStatus: 2,
    explanation:
      'A matrix has as many rows and columns as the configuration says: weights are rows x columns, inputs are ' +
      'vectors x rows. A shorter matrix is not filled up and a longer one is not cut, because either would hide ' +
      'weights laid out the wrong way round. Change the matrix, or `rows` and `columns` of the configuration.',
    example: '{ "weights": [[1, 2], [3]], "inputs": [[0, 1]] }   for rows = 2, columns = 2',
  },
  {
    code: 'CW-W002',
    title: 'matrix element that is no integer',
    exitStatus: 2,
    explanation:
      'Weights and inputs are integers. Fractions, text, null and numbers that lost digits (beyond 2^53) are ' +
      'refused. Quantise real-valued weights before they go into a workload file.',
    example: '{ "weights": [[0.5]], "inputs": [[1]] }',
  },
  {
    code: 'CW-W003',
    title: 'weight out of range',
    exitStatus: 2,
    explanation:
      'A weight must fit the cells. For n = weightBits the offset encodings hold -2^(n-1) .. 2^(n-1)-1 and the ' +
      'differential encoding holds -(2^(n-1)-1) .. 2^(n-1)-1, because a magnitude has n-1 bits. A signed array ' +
      'holds -(2^c-1) .. 2^c-1 for c = cellBits. Scale the weights, or raise weightBits or cellBits.',
    example: '{ "weights": [[-128]] }   for weightBits = 8, encoding = "differential"',
  },
  {
    code: 'CW-W004',
    title: 'input out of range',
    exitStatus: 2,
    explanation:
      'An input must fit its register. For m = inputBits signed inputs are -2^(m-1) .. 2^(m-1)-1 and unsigned ' +
      'ones 0 .. 2^m-1. A signed array takes 0 .. 2^d-1 for d = dacBits. Scale the inputs, raise inputBits, or ' +
      'set signedInputs.',
    example: '{ "inputs": [[-1]] }   for signedInputs = false',
  },
  {
    code: 'CW-W101',
    title: 'workload file that cannot be read',
    exitStatus: 2,
    explanation:
      'The file given as workload is missing, is no regular file, or may not be read. The path counts from the ' +
      'working folder. Check its spelling and its permissions.',
    example: 'crossweave cosim puma-mvmu --workload vectors/nothing.json',
  },
  {
    code: 'CW-W102',
    title: 'workload file too big',
    exitStatus: 2,
    explanation:
      'A workload file is read into memory as a whole, so files above 64 MiB are refused before they are read. ' +
      'That is far more than weights of 512 x 512 and some thousand inputs. Split the inputs over several files.',
    example: 'a file of 200 MiB given to --workload',
  },
  {
    code: 'CW-W103',
    title: 'workload file that is no JSON',
    exitStatus: 2,
    explanation:
      'A workload file is one JSON document; comments and commas after the last element are not JSON. The message ' +
      'of the JSON parser says where it gave up.',
    example: '{ "weights": [[1, 2],], "inputs": [[0]] }',
  },
  {
    code: 'CW-W104',
    title: 'workload without its keys',
    exitStatus: 2,
    explanation:
      'A workload is an object with the keys "weights" (int[rows][columns]) and "inputs" (int[n][rows]) and no ' +
      'others. Another key is refused, as it is most likely a spelling mistake. See docs/mvmu.md.',
    example: '{ "weigths": [[1]], "inputs": [[1]] }',
  },
  {
    code: 'CW-W105',
    title: 'workload with too few inputs',
    exitStatus: 2,
    explanation:
      'A run needs at least one input vector, and --vectors N takes the first N inputs of a workload file. A file ' +
      'with fewer is not repeated, because the run would seem to have covered more than it did. Ask for fewer ' +
      'vectors or add inputs.',
    example: '{ "weights": [[1]], "inputs": [] }',
  },
  {
    code: 'CW-W106',
    title: 'unknown workload',
    exitStatus: 2,
    explanation:
      'A workload is one of the names that `crossweave list` prints, or a file. A word is taken for a file where ' +
      'it holds a slash, ends in .json, or a file of that name is there.',
    example: 'crossweave cosim puma-mvmu --workload digit',
  },
  {
    code: 'CW-W107',
    title: 'workload for another system',
    exitStatus: 2,
    explanation:
      'The workload needs something that the system has not. "digits" runs the layers of a network through the ' +
      'unit, so it needs the scaled sums of a puma-mvmu; a signed-array gives saturated codes of single columns. ' +
      'Use "random" or a workload file there.',
    example: 'crossweave cosim signed-array --workload digits',
  },
  {
    code: 'CW-W108',
    title: 'impossible number of vectors',
    exitStatus: 2,
    explanation:
      'The number of vectors is a whole number, at least 1. "digits" has only as many as images are held out, and ' +
      'any workload is bounded by memory: inputs and outputs of a phase have at most 2^26 elements each.',
    example: 'crossweave cosim digits --vectors 100000',
  },
  {
    code: 'CW-W109',
    title: 'data set not found',
    exitStatus: 2,
    explanation:
      'The test images of MNIST are too large to come with the project. They are looked for in the folder `mnist/` of ' +
      'the data folder that `CROSSWEAVE_DATA` names, or of `../shared/data` beside the project.',
    example: 'CROSSWEAVE_DATA=/nowhere, and a network of MNIST is to be measured',
  },
  {
    code: 'CW-W110',
    title: 'unknown network',
    exitStatus: 2,
    explanation: 'The name is none of the networks that come with the project. The message lists them.',
    example: 'the network "mnist-cn" is asked for',
  },
  {
    code: 'CW-W112',
    title: 'nothing to analyse',
    exitStatus: 2,
    explanation:
      'An analysis looks at column sums and at the ADCs that convert them, and at slices and steps. RAELLA crossbars, ' +
      'alone or in a tile, and matrix-vector units of PUMA have those. A signed array or a mixed-signal array has one ' +
      'conversion a product, and of a programmable machine analyse the matrix-vector unit.',
    example: 'crossweave analyze puma-core --workload random',
  },
  {
    code: 'CW-W113',
    title: 'workload that cannot be analysed here',
    exitStatus: 2,
    explanation:
      'On RAELLA the layers of a network are analysed, so the workload is one of the networks, trained or of one ' +
      'synthetic layer. Their weights and inputs are unsigned codes of 8 bits: a puma-mvmu takes them where its ' +
      'weights and inputs have 8 bits, inputs have no sign and the encoding is an offset. Other units of PUMA take ' +
      'the workloads of cosim.',
    example: 'crossweave analyze puma-mvmu --workload laplace-512',
  },
]);
