import type { MixedSignalArrayConfig } from '../../../config/mixed-signal-array.js';
import type { Nonideal } from '../../../config/nonideal.js';
import { type CrossbarConfig, crossbarChain } from '../../../generators/common/crossbar-chain.js';
import { type CrossbarMacro, renderCrossbarMacro } from '../../../generators/common/crossbar-macro.js';
import { renderMixedSignalMacro } from '../../../generators/mixed-signal/macro.js';

export type MacroConfig = CrossbarConfig | MixedSignalArrayConfig;

/** A macro by itself, as docs/analog-macros.md describes it. */
export interface MacroCase {
  readonly macro: CrossbarMacro;
  readonly nonideal: Nonideal | undefined;
  readonly rows: number;
  /** Columns of cells. */
  readonly columns: number;
  readonly cellBits: number;
  /** Cells are pairs of devices, in two's complement of one bit more. */
  readonly pairs: boolean;
  readonly rowBits: number;
  /** Passes of an input. */
  readonly passes: number;
  /** What `column_i` counts, in columns of cells, and how many of them are read at a time. */
  readonly perColumn: number;
  readonly lanes: number;
  readonly codeBits: number;
  /** The converter: a step of 2^k levels, the level at code 0, its range. */
  readonly k: number;
  readonly offset: number;
  readonly range: readonly [number, number];
  readonly ramp: boolean;
  readonly enables: boolean;
  readonly capacitor: 'product' | 'agreement' | undefined;
}

export function macroCase(config: MacroConfig): MacroCase {
  const { rows, adcs, adcBits, nonideal } = config;
  const command = 'crossweave generate config.json';
  const half = 2 ** (adcBits - 1);
  if (config.system === 'mixed-signal-array') {
    const { style, columns, weightBits, inputBits, adcStep } = config;
    const perColumn = style === 'bit-serial-sram' ? weightBits : 1;
    const agreement = style === 'xnor-capacitor';
    return {
      macro: renderMixedSignalMacro(config, { command }),
      nonideal,
      rows,
      columns: columns * perColumn,
      cellBits: perColumn === 1 ? weightBits : 1,
      pairs: false,
      rowBits: style === 'multibit-capacitor' ? inputBits : 1,
      passes: 1,
      perColumn,
      lanes: adcs * perColumn,
      codeBits: adcBits,
      k: adcStep,
      offset: agreement ? Math.ceil(rows / 2) : 0,
      range: agreement ? [-half, half - 1] : [0, 2 * half - 1],
      ramp: style === 'resistive-ramp',
      enables: false,
      capacitor: agreement ? 'agreement' : style === 'resistive-ramp' ? undefined : 'product',
    };
  }
  const { columns, cellBits, dacBits } = config;
  const { devices, dropBits } = crossbarChain(config);
  return {
    macro: renderCrossbarMacro(config, { command }),
    nonideal,
    rows,
    columns,
    cellBits,
    pairs: devices === 2,
    rowBits: dacBits,
    passes: 2,
    perColumn: 1,
    lanes: adcs,
    codeBits: adcBits,
    k: dropBits,
    offset: 0,
    range: devices === 2 ? [-half, half - 1] : [0, 2 * half - 1],
    ramp: false,
    enables: config.system === 'raella-crossbar',
    capacitor: undefined,
  };
}
