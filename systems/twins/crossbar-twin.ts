import type { CrossbarConfig } from '../../generators/common/crossbar-chain.js';
import type { BlackBoxInstance, BlackBoxModel, PortValue } from '../../hdl-dsl/sim/black-box-model.js';
import { type Converter, converterFor } from '../../sim-models/analog/converter.js';
import { SliceArray } from '../../sim-models/analog/slice-array.js';
import { packFields } from './pack-fields.js';
import { PackedBits } from './packed-bits.js';
import { RowPlanes } from './row-planes.js';

/** The crossbar macro of a configuration for the built-in engine: the pins and protocol of docs/analog-macros.md around the
 *  golden chain of one slice array, so with it the analog part is not compared independently.
 *  Parameters of an instance: `Slice` (number of the slice array), `SliceBits` (bits of its largest cell level). The pin
 *  `macro_i`, where there is one, is constant, and so read once: when the macro is first used. */
export function crossbarTwin(config: CrossbarConfig): BlackBoxModel {
  return {
    create({ parameters }) {
      const { Slice: slice = 0, SliceBits: bits = config.cellBits } = parameters;
      return new CrossbarInstance(config, slice, bits);
    },
  };
}

type Inputs = Readonly<Record<string, PortValue>>;
type Outputs = Readonly<Record<string, PortValue>>;

const unchanged: Outputs = {};
const idle: Outputs = { done_o: 0 };

class CrossbarInstance implements BlackBoxInstance {
  readonly #config: CrossbarConfig;
  readonly #signed: boolean;
  readonly #make: (macro: number) => SliceArray;
  #array: SliceArray | undefined;
  readonly #cells: PackedBits;
  readonly #planes: RowPlanes;
  /** ADCs that convert: all of them where the macro has no pin that tells. */
  readonly #enables: PackedBits;
  #done = false;

  constructor(config: CrossbarConfig, slice: number, bits: number) {
    const { rows, columns, cellBits, dacBits, nonideal } = config;
    this.#config = config;
    this.#signed = isSigned(config);
    const converter = converterOf(config);
    const signed = this.#signed;
    this.#make = (macro) =>
      new SliceArray({
        rows,
        columns,
        signed,
        dacBits,
        cellBits,
        bits,
        slice,
        macro,
        converter,
        nonideal,
      });
    this.#cells = new PackedBits(columns * (cellBits + (signed ? 1 : 0)));
    this.#planes = new RowPlanes(rows, dacBits);
    this.#enables = new PackedBits(config.adcs);
    this.#enables.words.fill(0xffffffff);
  }

  /** Cells outlive a reset. */
  reset(): Outputs {
    this.#array?.sample(this.#planes.clear(), 0, 0, 0);
    this.#done = false;
    return { code_o: this.#config.adcs * this.#config.adcBits > 32 ? 0n : 0, done_o: 0 };
  }

  clock(inputs: Inputs): Outputs {
    let outputs = this.#done ? idle : unchanged;
    this.#done = Boolean(inputs.convert_i);
    // Before the sample: a convert sees the sums held before this edge.
    if (this.#done) outputs = { code_o: this.#convert(inputs), done_o: 1 };
    if (inputs.sample_i) this.#sample(inputs);
    if (inputs.prog_en_i) this.#program(inputs);
    return outputs;
  }

  #arrayOf({ macro_i: macro = 0 }: Inputs): SliceArray {
    this.#array ??= this.#make(Number(macro));
    return this.#array;
  }

  #convert(inputs: Inputs): PortValue {
    const array = this.#arrayOf(inputs);
    const first = Number(inputs.column_i);
    const { adcs, adcBits, columns } = this.#config;
    const mask = 2 ** adcBits - 1;
    if (inputs.convert_enable_i !== undefined) this.#enables.unpack(inputs.convert_enable_i);
    const codeOf = (adc: number): number =>
      first + adc < columns && this.#enables.field(adc, 1) === 1 ? array.convert(first + adc) & mask : 0;
    return packFields(adcs, adcBits, codeOf);
  }

  #sample(inputs: Inputs): void {
    const planes = this.#planes.unpack(inputs.row_code_i!);
    const { sample_operation_i: operation, sample_pass_i: pass, sample_step_i: step } = inputs;
    this.#arrayOf(inputs).sample(planes, Number(operation), Number(pass), Number(step));
  }

  #program(inputs: Inputs): void {
    const array = this.#arrayOf(inputs);
    const row = Number(inputs.prog_row_i);
    const { columns, cellBits } = this.#config;
    const width = cellBits + (this.#signed ? 1 : 0);
    this.#cells.unpack(inputs.prog_data_i!);
    for (let column = 0; column < columns; column++) {
      const bits = this.#cells.field(column * width, width);
      const cell = this.#signed ? (bits << (32 - width)) >> (32 - width) : bits;
      array.program(row, column, cell);
    }
  }
}

function isSigned(config: CrossbarConfig): boolean {
  return config.system !== 'puma-mvmu' || config.encoding === 'differential';
}

function converterOf(config: CrossbarConfig): Converter {
  const { rows, cellBits, dacBits, adcBits } = config;
  const overflow = config.system === 'puma-mvmu' ? config.adcOverflow : 'saturate';
  const largest = rows * (2 ** cellBits - 1) * (2 ** dacBits - 1);
  return converterFor(adcBits, overflow, isSigned(config), largest);
}
