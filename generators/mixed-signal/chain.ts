import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';

/** The chain word lines, cells, column sum, converter of a mixed-signal array, in the numbers that its models need. */
export interface MixedSignalChain {
  /** Word lines. */
  readonly rows: number;
  /** Columns of cells. */
  readonly columns: number;
  /** Columns of cells behind one output: `bit-serial-sram` has one for each weight bit. */
  readonly perOutput: number;
  /** Bits of a cell. */
  readonly cellBits: number;
  /** Bits of a row code: those of one input step. */
  readonly rowBits: number;
  /** A cell counts where it agrees with the input bit, in place of their product. */
  readonly agree: boolean;
  /** Columns are compared with a rising threshold in place of a conversion. */
  readonly ramp: boolean;
  /** Columns converted or compared at a time. */
  readonly lanes: number;
  /** k: a step of the converter is 2^k levels. */
  readonly dropBits: number;
  /** Levels that are taken off a sum before it is converted. */
  readonly offset: number;
  readonly codeMin: number;
  readonly codeMax: number;
}

/** Derives the analog chain of a mixed-signal array. Source: docs/mixed-signal-arrays.md, "Arithmetic". */
export function mixedSignalChain(config: MixedSignalArrayConfig): MixedSignalChain {
  const { style, rows, columns, weightBits, inputBits, adcs, adcBits, adcStep } = config;
  const agree = style === 'xnor-capacitor';
  const perOutput = style === 'bit-serial-sram' ? weightBits : 1;
  const half = 2 ** (adcBits - 1);
  return {
    rows,
    columns: columns * perOutput,
    perOutput,
    cellBits: weightBits / perOutput,
    rowBits: style === 'multibit-capacitor' ? inputBits : 1,
    agree,
    ramp: style === 'resistive-ramp',
    lanes: adcs * perOutput,
    dropBits: adcStep,
    offset: agree ? Math.ceil(rows / 2) : 0,
    codeMin: agree ? -half : 0,
    codeMax: agree ? half - 1 : 2 * half - 1,
  };
}
