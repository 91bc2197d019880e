import type { DesignFile } from '../../base/design-file.js';
import { renderTemplate } from '../../templates/render.js';
import { indexBits } from './sizes.js';
import { checkTestbench } from './testbench-check.js';
import type { TestbenchShape } from './testbench-shape.js';
import {
  besideLsb,
  expectedHex,
  inputHex,
  programHex,
  programLayout,
  wordFields,
  wordsHex,
} from './testbench-vectors.js';

/** What a self-checking test-bench is made of. */
export interface TestbenchInput {
  /** Of the design, and of its files. */
  readonly name: string;
  readonly shape: TestbenchShape;
  /** Printed in the files' headers as the way to make them again. */
  readonly header: { readonly command: string };
  /** Module under test; default: `name`. */
  readonly topName?: string;
  /** SystemVerilog of the design, RTL and behavioural macros, relative to its folder, top last. */
  readonly sources: readonly string[];
  /** C++ behind DPI, relative to the design's folder; empty for an ideal design. */
  readonly dpi: readonly string[];
  /** Programming words, by slice array (one of them where cells are not sliced). */
  readonly slices: readonly TestbenchSlice[];
  /** Words of the stream `layer`, a value for each of its pins; empty where the design has none. */
  readonly layerWords?: readonly (readonly number[])[];
  /** vectors x rows, row-major: elements as the input registers take them (two's complement where negative). */
  readonly inputs: Int32Array;
  /** vectors x columns, row-major: what the golden model says, in units of the last place. */
  readonly outputs: Float64Array | Int32Array;
  /** vectors x columns: the output that is checked beside each result, where the design has one (`signed-array`: 1 where
   *  the code stands at a bound of the ADC; `resistive-ramp`: comparisons of the vector). */
  readonly beside?: Uint8Array | Int32Array;
  /** Clocks from start to done. */
  readonly cyclesPerRun: number;
}

/** Programming of one slice array. */
export interface TestbenchSlice {
  /** One value of `prog_data_i` a word line, as 32-bit words, low first. */
  readonly rows: readonly Uint32Array[];
  /** The value that loads the flip flags (`offset-flip`), bit j for column j. */
  readonly flags?: Uint32Array;
}

/** Renders a test-bench that needs no Node: `tb/<name>_tb.sv`, its vectors, `tb/Makefile`, and `files.f`.
 *
 *  It programs the module under test, runs every vector, checks every output and prints `PASS <n> outputs`, or
 *  `FAIL ...` and ends with a status other than 0. Paths in `files.f` are relative to the design's folder.
 *
 *  @throws {CrossweaveError} CW-A010 where programming words or vectors do not fit the configuration */
export function renderTestbench(input: TestbenchInput): DesignFile[] {
  checkTestbench(input);
  const { name, shape, header, slices, sources, dpi } = input;
  const { rows, columns, inputBits, outputBits, beside, layerPins, tied = [] } = shape;
  const outputPin = shape.outputPin ?? { signal: 'out_column', width: indexBits(columns) };
  const layerWords = input.layerWords ?? [];
  const layer = wordFields(layerPins ?? []);
  const vectors = input.inputs.length / rows;
  const layout = programLayout(shape);
  const programWords = slices.reduce((n, slice) => n + slice.rows.length + (slice.flags ? 1 : 0), 0);
  const outputs = [{ signal: 'out_data', lsb: 0, width: outputBits, range: range(outputBits) }];
  if (beside !== undefined) outputs.push({ ...beside, lsb: besideLsb, range: range(beside.width) });
  const data = {
    name,
    top: input.topName ?? name,
    command: header.command,
    vectors,
    rows,
    columns,
    programWords,
    // Twice what the whole run takes, and some for reset and handshakes.
    cycleLimit:
      2 * (programWords + layerWords.length + vectors * (rows + input.cyclesPerRun + columns)) + 1000,
    programBits: layout.bits,
    programFields: layout.fields.map((field) => ({ ...field, range: range(field.width) })),
    inputBits,
    expectedBits: besideLsb + 4 * Math.ceil((beside?.width ?? 0) / 4),
    inRowBits: indexBits(rows),
    inRowRange: range(indexBits(rows)),
    inDataRange: range(inputBits),
    outputPin: { ...outputPin, range: range(outputPin.width) },
    layerWords: layerWords.length,
    layerBits: layer.bits,
    layerFields: layer.fields.map((field) => ({ ...field, range: range(field.width) })),
    tied,
    outputs,
    sources,
    dpi: dpi.join(' '),
    icarus: dpi.length > 0 ? icarusRefusal : icarusRun,
  };
  const render = (path: string, template: string): DesignFile => ({
    path,
    text: renderTemplate(`testbench/${template}`, data),
  });
  return [
    render(`tb/${name}_tb.sv`, 'tb.sv.hbs'),
    { path: `tb/${name}_program.hex`, text: programHex(slices, layout) },
    ...(layerPins === undefined
      ? []
      : [{ path: `tb/${name}_layer.hex`, text: wordsHex(layerPins, layerWords) }]),
    { path: `tb/${name}_inputs.hex`, text: inputHex(input.inputs, inputBits) },
    { path: `tb/${name}_expected.hex`, text: expectedHex(input.outputs, beside?.width, input.beside) },
    render('tb/Makefile', 'makefile.hbs'),
    render('files.f', 'files.f.hbs'),
  ];
}

const icarusRun = [
  'mkdir -p build',
  'cd .. && $(IVERILOG) -g2012 -s $(TB) -o tb/build/$(TB).vvp -c files.f tb/$(TB).sv',
  '$(VVP) -n build/$(TB).vvp',
];

const icarusRefusal = [
  '@echo "this design has analog noise, whose model is C behind DPI, which Icarus Verilog lacks: use make verilator" >&2',
  '@exit 2',
];

function range(width: number): string {
  return width === 1 ? '' : `[${width - 1}:0] `;
}
