import { afterAll, describe, expect, it } from 'vitest';
import { CrossweaveError } from '../../../base/crossweave-error.js';
import type { PumaMvmuConfig } from '../../../config/puma-mvmu.js';
import type { SignedArrayConfig } from '../../../config/signed-array.js';
import { renderCrossbarMacro } from '../../../generators/common/crossbar-macro.js';
import { renderTestbench, type TestbenchInput } from '../../../generators/common/testbench.js';
import { mvmuTestbench } from '../../../generators/puma/mvmu/testbench-shape.js';
import { signedArrayTestbench } from '../../../generators/signed-array/testbench-shape.js';
import { hasTool } from '../../support/tools.js';
import { noise, pumaConfig, signedConfig } from './support/configs.js';
import { buildTimeout } from './support/macro-bench.js';
import { Scratch } from './support/scratch.js';
import { tinyDut } from './support/tiny-dut.js';

const header = { command: 'crossweave generate config.json' };

/** Of a design whose macro is the crossbar of slices. */
type CrossbarInput = TestbenchInput & { readonly config: PumaMvmuConfig | SignedArrayConfig };

/** A signed array of three word lines and two columns, worked out by hand. */
const array = signedConfig({ name: 'tiny', rows: 3, columns: 2, cellBits: 3, dacBits: 2, adcBits: 5 });
// Cells [[7, -7], [1, 2], [-3, 0]] as four-bit two's complement, column 0 low.
const arrayRows = [0x97, 0x21, 0x0d];
// Vector 0: 3 2 1 -> 20 saturates at 15, and -17 at -16; vector 1: 0 1 2 -> -5, 2.
const arrayInput = (config: SignedArrayConfig): CrossbarInput => ({
  config,
  name: config.name,
  shape: signedArrayTestbench(config),
  header,
  sources: [`analog/${config.name}_xbar.sv`, `rtl/${config.name}.sv`],
  dpi: config.nonideal ? [`analog/${config.name}_xbar_dpi.cpp`] : [],
  slices: [{ rows: arrayRows.map((word) => Uint32Array.of(word)) }],
  inputs: Int32Array.of(3, 2, 1, 0, 1, 2),
  outputs: Int32Array.of(15, -16, -5, 2),
  beside: Uint8Array.of(1, 1, 0, 0),
  cyclesPerRun: 5,
});

/** A matrix unit of one slice and one step: its outputs are the column sums. */
const unit = pumaConfig({
  name: 'tiny_mvmu',
  rows: 1,
  columns: 34,
  weightBits: 2,
  cellBits: 1,
  inputBits: 1,
  signedInputs: false,
  encoding: 'differential',
  adcBits: 2,
  output: { bits: 4, fraction: 0, rounding: 'truncate', overflow: 'saturate' },
});
// Column j holds 1, -1, 0, 1, -1, 0 ...; cells of two bits.
const unitCells = Array.from({ length: 34 }, (_, j) => [1, -1, 0][j % 3] as number);
const unitInput = (config: PumaMvmuConfig): CrossbarInput => {
  const words = new Uint32Array(3);
  for (const [j, w] of unitCells.entries())
    words[j >> 4] = (words[j >> 4] ?? 0) | ((w & 3) << (2 * (j & 15)));
  return {
    config,
    name: config.name,
    shape: mvmuTestbench(config),
    header,
    sources: [`analog/${config.name}_xbar.sv`, `rtl/${config.name}.sv`],
    dpi: [],
    slices: [{ rows: [words], flags: new Uint32Array(3) }],
    inputs: Int32Array.of(1, 0),
    outputs: Float64Array.from([...unitCells, ...unitCells.map(() => 0)]),
    cyclesPerRun: 40,
  };
};

/** The error that a misfit of the given input gives. */
function refusal(changes: Partial<TestbenchInput>): CrossweaveError {
  try {
    renderTestbench({ ...arrayInput(array), ...changes });
  } catch (error) {
    if (error instanceof CrossweaveError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('renderTestbench', () => {
  it('writes its files with a newline at the end of each, the same twice', () => {
    const files = renderTestbench(arrayInput(array));
    expect(files.map((f) => f.path)).toEqual([
      'tb/tiny_tb.sv',
      'tb/tiny_program.hex',
      'tb/tiny_inputs.hex',
      'tb/tiny_expected.hex',
      'tb/Makefile',
      'files.f',
    ]);
    for (const file of files) expect(file.text.endsWith('\n'), file.path).toBe(true);
    expect(renderTestbench(arrayInput(array))).toEqual(files);
    expect(files.map((f) => f.text).join('')).not.toMatch(/\/tmp|\/home|\/work|\d{4}-\d{2}-\d{2}/);
  });

  it('packs vectors as the header of its layout says', () => {
    const text = new Map(renderTestbench(arrayInput(array)).map((f) => [f.path, f.text]));
    expect(text.get('tb/tiny_program.hex')).toBe('00000000000097\n00001000000021\n0000200000000d\n');
    expect(text.get('tb/tiny_inputs.hex')).toBe('3\n2\n1\n0\n1\n2\n');
    expect(text.get('tb/tiny_expected.hex')).toBe(
      '10000000000000f\n1fffffffffffff0\n0fffffffffffffb\n000000000000002\n',
    );
    expect(text.get('files.f')).toBe('analog/tiny_xbar.sv\nrtl/tiny.sv\n');
  });

  it('masks negative inputs to the width of the input', () => {
    const config = pumaConfig({ rows: 2, columns: 1, weightBits: 2, inputBits: 6 });
    const files = renderTestbench({
      ...unitInput(config),
      slices: [{ rows: [Uint32Array.of(1), Uint32Array.of(2)] }],
      inputs: Int32Array.of(-1, -32),
      outputs: Float64Array.of(-(2 ** 47)),
    });
    expect(files.find((f) => f.path.endsWith('inputs.hex'))?.text).toBe('3f\n20\n');
    expect(files.find((f) => f.path.endsWith('expected.hex'))?.text).toBe('ff800000000000\n');
  });

  it('refuses every misfit of words and vectors at once (CW-A010)', () => {
    const error = refusal({
      slices: [{ rows: [Uint32Array.of(1, 2), Uint32Array.of(0)] }],
      outputs: Int32Array.of(1),
      beside: Uint8Array.of(),
    });
    expect(error.diagnostics).toEqual([
      {
        code: 'CW-A010',
        severity: 'error',
        message: "the test-bench's word lines to program in slice 0 must fit the configuration",
        expected: '3',
        actual: '2',
      },
      {
        code: 'CW-A010',
        severity: 'error',
        message: "the test-bench's 32-bit words of a programming word of slice 0 must fit the configuration",
        expected: '1',
        actual: '2',
      },
      {
        code: 'CW-A010',
        severity: 'error',
        message: "the test-bench's expected outputs must fit the configuration",
        expected: '4',
        actual: '1',
      },
      {
        code: 'CW-A010',
        severity: 'error',
        message: "the test-bench's flags of saturation must fit the configuration",
        expected: '4',
        actual: '0',
      },
    ]);
    expect(error.exitStatus).toBe(2);
    expect(refusal({ slices: [] }).diagnostics[0]?.message).toContain('slice arrays to program');
    expect(refusal({ inputs: Int32Array.of(1, 2) }).diagnostics[0]).toMatchObject({
      expected: 'a multiple of 3 rows, at least one',
      actual: '2',
    });
  });
});

describe('the test-bench runs without Node', () => {
  const scratches: Scratch[] = [];
  afterAll(() => {
    for (const scratch of scratches) scratch.remove();
  });

  function design(input: CrossbarInput): Scratch {
    const scratch = new Scratch();
    scratches.push(scratch);
    const macro = renderCrossbarMacro(input.config, header);
    scratch.write([macro.model, ...macro.dpi, tinyDut(input.config), ...renderTestbench(input)]);
    return scratch;
  }

  describe.skipIf(!hasTool('iverilog'))('in Icarus', () => {
    it('passes where outputs are as expected', () => {
      expect(design(arrayInput(array)).run('make', ['-s', 'icarus'], 'tb')).toMatchObject({
        status: 0,
        output: expect.stringContaining('PASS 4 outputs'),
      });
      expect(design(unitInput(unit)).run('make', ['-s', 'icarus'], 'tb')).toMatchObject({
        status: 0,
        output: expect.stringContaining('PASS 68 outputs'),
      });
    });

    it('fails on a wrong output', () => {
      const run = design({ ...arrayInput(array), outputs: Int32Array.of(15, -16, -5, 3) }).run(
        'make',
        ['-s', 'icarus'],
        'tb',
      );
      expect(run.output).toContain('vector 1 column 1: expected out_data 03, out_saturated 0; got 02, 0');
      expect(run.output).toContain('FAIL 1 of 4 outputs');
      expect(run.status).not.toBe(0);
    });

    it('fails on a wrong flag of saturation', () => {
      const run = design({ ...arrayInput(array), beside: Uint8Array.of(0, 1, 0, 0) }).run(
        'make',
        ['-s', 'icarus'],
        'tb',
      );
      expect(run.output).toContain('FAIL 1 of 4 outputs');
      expect(run.status).not.toBe(0);
    });

    it('fails on a design that never ends', () => {
      const scratch = design(arrayInput(array));
      const dut = tinyDut(array);
      scratch.write([{ path: dut.path, text: dut.text.replace('done_o <= 1;', '') }]);
      const run = scratch.run('make', ['-s', 'icarus'], 'tb');
      expect(run.output).toMatch(/FAIL no end after \d+ cycles: busy 0, done 0/);
      expect(run.status).not.toBe(0);
    });

    it('refuses a design with noise', () => {
      const run = design(arrayInput({ ...array, nonideal: noise({ read: 0.1 }) })).run(
        'make',
        ['-s', 'icarus'],
        'tb',
      );
      expect(run.output).toContain('has analog noise');
      expect(run.status).not.toBe(0);
    });
  });

  describe.skipIf(!hasTool('verilator'))('in Verilator', { timeout: buildTimeout }, () => {
    it('passes, fails on a wrong output, and cleans up', () => {
      const scratch = design(arrayInput(array));
      expect(scratch.run('make', ['-s', 'OPT=-O0'], 'tb')).toMatchObject({
        status: 0,
        output: expect.stringContaining('PASS 4 outputs'),
      });
      const wrong = renderTestbench({ ...arrayInput(array), outputs: Int32Array.of(15, -16, 5, 2) });
      // Other vectors need no other build.
      scratch.write(wrong.filter((file) => file.path.endsWith('_expected.hex')));
      const run = scratch.run('make', ['-s', 'OPT=-O0'], 'tb');
      expect(run.output).toContain('FAIL 1 of 4 outputs');
      expect(run.status).not.toBe(0);
      expect(scratch.run('make', ['clean'], 'tb').status).toBe(0);
      expect(scratch.run('ls', [], 'tb').output).not.toContain('build');
    });

    it('runs a design with noise', () => {
      // Too weak to move a code: whole sums lie fifty sigmas from the next code.
      const input = arrayInput({ ...array, nonideal: noise({ adc: 0.01 }) });
      expect(design(input).run('make', ['-s', 'OPT=-O0'], 'tb')).toMatchObject({
        status: 0,
        output: expect.stringContaining('PASS 4 outputs'),
      });
    });

    it('lints without warnings in the test-bench and the macro', () => {
      const scratch = design(unitInput(unit));
      const run = scratch.run('make', ['-s', 'lint', 'VFLAGS=-Wno-fatal'], 'tb');
      expect(run.output.split('\n').filter((line) => /%Warning.*(_tb|_xbar)\.sv/.test(line))).toEqual([]);
    });
  });
});
