import type { DesignFile } from '../../base/design-file.js';
import { noiseTable } from '../../base/noise-table.js';
import type { Nonideal, PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { SignedArrayConfig } from '../../config/signed-array.js';
import { renderTemplate } from '../../templates/render.js';
import { type CrossbarChain, crossbarChain } from './crossbar-chain.js';
import { indexBits } from './sizes.js';

/** Files of the crossbar macro of a design. */
export interface CrossbarMacro {
  /** Behavioural model. */
  readonly model: DesignFile;
  /** Same pins and parameters, empty, for synthesis. */
  readonly stub: DesignFile;
  /** C++ behind the model's DPI calls; empty for an ideal macro, which is plain SystemVerilog. */
  readonly dpi: readonly DesignFile[];
}

/** Renders the analog macro `<name>_xbar` of a design: one slice array with its DACs, sample-and-hold and ADCs.
 *
 *  The ideal model is portable SystemVerilog; with any noise it is a shell around C++ that computes in the
 *  fixed-point integers of docs/noise.md. A `nonideal` whose sigmas are all 0 is ideal. Pins: docs/analog-macros.md.
 *
 *  @param header.command printed in the files' headers as the way to make them again
 *  @param header.numbered the design has several macro units: the pin `macro_i` tells each its number, 0 without it */
export function renderCrossbarMacro(
  config: PumaMvmuConfig | SignedArrayConfig,
  { command, numbered = false }: { readonly command: string; readonly numbered?: boolean },
): CrossbarMacro {
  const chain = crossbarChain(config);
  const module = `${config.name}_xbar`;
  const data = {
    ...chain,
    module,
    command,
    numbered,
    ports: portLines(chain, numbered),
    cellKind: cellKind(chain),
    words: Math.ceil(chain.rows / 64),
  };
  const stub = file(`${module}_stub.sv`, 'xbar_stub.sv.hbs', data);
  const nonideal = config.nonideal;
  if (!nonideal || !hasNoise(nonideal)) {
    return { model: file(`${module}.sv`, 'xbar.sv.hbs', data), stub, dpi: [] };
  }
  const noisy = { ...data, ...noiseData(chain, nonideal) };
  return {
    model: file(`${module}.sv`, 'xbar_noisy.sv.hbs', noisy),
    stub,
    dpi: [file(`${module}_dpi.cpp`, 'xbar_dpi.cpp.hbs', noisy)],
  };
}

/** Whether any layer of noise is on. */
function hasNoise(nonideal: Nonideal | undefined): boolean {
  return nonideal !== undefined && (nonideal.programming > 0 || nonideal.read > 0 || nonideal.adc > 0);
}

function file(name: string, template: string, data: object): DesignFile {
  return { path: `analog/${name}`, text: renderTemplate(`analog/${template}`, data) };
}

function cellKind({ devices, cellBits }: CrossbarChain): string {
  return devices === 2 ? `signed 2T2R cells, ${cellBits}-bit magnitude` : `unsigned ${cellBits}-bit cells`;
}

function portLines(chain: CrossbarChain, numbered: boolean): string[] {
  const { rows, columns, planes, dacBits, adcs, adcBits } = chain;
  const number: [string, number, string, string] = [
    'input',
    8,
    'macro_i',
    'number of the macro unit in the design, constant',
  ];
  const pins: [string, number, string, string][] = [
    ...(numbered ? [number] : []),
    ['input', 1, 'prog_en_i', 'writes one word line at the clock edge'],
    ['input', indexBits(rows), 'prog_row_i', 'word line'],
    ['input', columns * planes, 'prog_data_i', `cell of column j at [j*${planes} +: ${planes}]`],
    ['input', rows * dacBits, 'row_code_i', `bit p of the code of word line i at [p*${rows} + i]`],
    ['input', 1, 'sample_i', 'holds the column sums of row_code_i from the next cycle on'],
    ['input', 32, 'sample_operation_i', 'address of the noise of this sample: starts since reset'],
    ['input', 1, 'sample_pass_i', 'pass of a signed multi-bit input'],
    ['input', 8, 'sample_step_i', 'input step within the pass'],
    ['input', indexBits(columns), 'column_i', 'column of ADC 0; ADC a converts column_i + a'],
    ['input', 1, 'convert_i', 'converts the sums held before this clock edge'],
    ['output', adcs * adcBits, 'code_o', 'valid the cycle after convert_i; columns past the end give 0'],
    ['output', 1, 'done_o', '1 the cycle after convert_i'],
  ];
  return pins.map(([direction, width, name, comment], k) => {
    const range = width === 1 && !vectorPins.has(name) ? '' : `[${width - 1}:0] `;
    const port = `${direction.padEnd(6)} logic ${range}${name}${k === pins.length - 1 ? '' : ','}`;
    return `${port.padEnd(42)}// ${comment}`;
  });
}

/** Pins whose width depends on the configuration: vectors even where they have one bit. */
const vectorPins = new Set(['prog_row_i', 'prog_data_i', 'row_code_i', 'column_i', 'code_o']);

function noiseData(chain: CrossbarChain, nonideal: Nonideal) {
  const { rows, columns, cellBits, planes, devices, dacBits, dropBits } = chain;
  const largest = 2 ** cellBits - 1;
  const wholeWords = (bits: number) => Math.ceil(bits / 64) * 64;
  return {
    programBits: wholeWords(columns * planes),
    rowCodeBits: wholeWords(rows * dacBits),
    // Sixteen 32-bit sums fill the widest vector register.
    lanes: devices * Math.ceil(columns / 16) * 16,
    levelType: largest * 6144 < 2 ** 16 ? 'uint16_t' : 'int32_t',
    seed: nonideal.seed,
    programmingSigma: rounded(sigmaQ16(nonideal.programming) * largest, 16),
    readSigma: sigmaQ16(nonideal.read),
    adcSigma: rounded(sigmaQ16(nonideal.adc) * 2 ** dropBits, 16),
    tableSize: noiseTable.length,
    tableLines: Array.from(
      { length: Math.ceil(noiseTable.length / 16) },
      (_, line) => `${noiseTable.slice(16 * line, 16 * line + 16).join(', ')},`,
    ),
  };
}

function sigmaQ16(sigma: number): number {
  return Math.floor(sigma * 65536 + 0.5);
}

/** Quotient, rounded as everywhere in the noise arithmetic: floor(x + 1/2). */
function rounded(value: number, divisor: number): number {
  return Math.floor(value / divisor + 0.5);
}
