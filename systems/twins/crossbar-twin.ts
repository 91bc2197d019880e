import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { SignedArrayConfig } from '../../config/signed-array.js';
import type { BlackBoxInstance, BlackBoxModel, PortValue } from '../../hdl-dsl/sim/black-box-model.js';
import { type Converter, converterFor } from '../../sim-models/analog/converter.js';
import { SliceArray } from '../../sim-models/analog/slice-array.js';
import { PackedBits } from './packed-bits.js';

/** The crossbar macro of a configuration for the built-in engine: the pins and protocol of docs/mvmu.md around the
 *  golden chain of one slice array, so with it the analog part is not compared independently.
 *  Parameters of an instance: `Slice` (number of the slice array), `SliceBits` (bits of its largest cell level). The pin
 *  `macro_i`, where there is one, is constant, and so read once: when the macro is first used. */
export function crossbarTwin(config: PumaMvmuConfig | SignedArrayConfig): BlackBoxModel {
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
  readonly #config: PumaMvmuConfig | SignedArrayConfig;
  readonly #signed: boolean;
  readonly #make: (macro: number) => SliceArray;
  #array: SliceArray | undefined;
  readonly #rowCodes: PackedBits;
  readonly #cells: PackedBits;
  readonly #planes: Uint32Array;
  #done = false;

  constructor(config: PumaMvmuConfig | SignedArrayConfig, slice: number, bits: number) {
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
    this.#rowCodes = new PackedBits(rows * dacBits);
    this.#cells = new PackedBits(columns * (cellBits + (signed ? 1 : 0)));
    this.#planes = new Uint32Array(dacBits * Math.ceil(rows / 32));
  }

  /** Cells outlive a reset. */
  reset(): Outputs {
    this.#planes.fill(0);
    this.#array?.sample(this.#planes, 0, 0, 0);
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
    const codeOf = (adc: number): number => (first + adc < columns ? array.convert(first + adc) & mask : 0);
    if (adcs * adcBits <= 32) {
      let packed = 0;
      for (let adc = 0; adc < adcs; adc++) packed |= codeOf(adc) << (adc * adcBits);
      return packed >>> 0;
    }
    let packed = 0n;
    for (let adc = adcs - 1; adc >= 0; adc--) packed = (packed << BigInt(adcBits)) | BigInt(codeOf(adc));
    return packed;
  }

  #sample(inputs: Inputs): void {
    const { rows, dacBits } = this.#config;
    this.#rowCodes.unpack(inputs.row_code_i!);
    for (let bit = 0, to = 0; bit < dacBits; bit++) {
      for (let row = 0; row < rows; row += 32) {
        this.#planes[to++] = this.#rowCodes.field(bit * rows + row, Math.min(32, rows - row));
      }
    }
    const { sample_operation_i: operation, sample_pass_i: pass, sample_step_i: step } = inputs;
    this.#arrayOf(inputs).sample(this.#planes, Number(operation), Number(pass), Number(step));
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

function isSigned(config: PumaMvmuConfig | SignedArrayConfig): boolean {
  return config.system === 'signed-array' || config.encoding === 'differential';
}

function converterOf(config: PumaMvmuConfig | SignedArrayConfig): Converter {
  const { rows, cellBits, dacBits, adcBits } = config;
  const overflow = config.system === 'signed-array' ? 'saturate' : config.adcOverflow;
  const largest = rows * (2 ** cellBits - 1) * (2 ** dacBits - 1);
  return converterFor(adcBits, overflow, isSigned(config), largest);
}
