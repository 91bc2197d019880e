import { defineCodes } from '../code-entry.js';

export const analogCodes = defineCodes([
  {
    code: 'CW-A010',
    title: 'test-bench vectors do not fit',
    exitStatus: 2,
    explanation:
      'A self-checking test-bench is made of programming words for every word line of every slice array, whole input vectors, and one expected output a column and vector. A set of another shape would leave something unprogrammed or unchecked, so it is refused. Make cells and vectors for the configuration that the test-bench is for.',
    example: "the test-bench's expected outputs must fit the configuration: expected 384, got 256",
  },
  {
    code: 'CW-A101',
    title: 'the built-in engine needs the modules of the language',
    exitStatus: 2,
    explanation:
      'The built-in engine compiles the modules from which the SystemVerilog is printed, and reads no SystemVerilog itself. So it cannot simulate the folder named with `--rtl`, nor any other design that exists as SystemVerilog only. The engine `verilator` can.',
    example: 'crossweave cosim config.json --engine builtin --rtl out/mvmu/rtl',
  },
  {
    code: 'CW-A102',
    title: 'Icarus Verilog cannot call C',
    exitStatus: 2,
    explanation:
      'An analog macro with noise computes in C behind DPI, which Icarus Verilog does not have. Ideal macros are SystemVerilog alone and run there. The engine `verilator` runs both.',
    example: 'crossweave cosim noisy.json --engine icarus',
  },
]);
