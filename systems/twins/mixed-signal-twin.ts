import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import type { BlackBoxInstance, BlackBoxModel, PortValue } from '../../hdl-dsl/sim/black-box-model.js';
import { MixedSignalMacro } from '../../sim-models/mixed-signal-array/index.js';
import { packFields } from './pack-fields.js';
import { PackedBits } from './packed-bits.js';
import { RowPlanes } from './row-planes.js';

/** The macro of a mixed-signal array for the built-in engine: the pins and protocol of docs/analog-macros.md around the
 *  golden array, so with it the analog part is not compared independently. */
export function mixedSignalTwin(config: MixedSignalArrayConfig): BlackBoxModel {
  return { create: () => new MixedSignalInstance(config) };
}

type Inputs = Readonly<Record<string, PortValue>>;
type Outputs = Readonly<Record<string, PortValue>>;

const unchanged: Outputs = {};
const idle: Outputs = { done_o: 0 };

class MixedSignalInstance implements BlackBoxInstance {
  readonly #config: MixedSignalArrayConfig;
  /** Columns of cells behind an output. */
  readonly #perOutput: number;
  readonly #cellBits: number;
  readonly #macro: MixedSignalMacro;
  readonly #planes: RowPlanes;
  readonly #cells: PackedBits;
  #done = false;

  constructor(config: MixedSignalArrayConfig) {
    const { style, rows, columns, weightBits, inputBits } = config;
    this.#config = config;
    this.#perOutput = style === 'bit-serial-sram' ? weightBits : 1;
    this.#cellBits = weightBits / this.#perOutput;
    this.#macro = new MixedSignalMacro(config);
    this.#planes = new RowPlanes(rows, style === 'multibit-capacitor' ? inputBits : 1);
    this.#cells = new PackedBits(columns * weightBits);
  }

  /** Cells outlive a reset. */
  reset(): Outputs {
    this.#macro.sample(this.#planes.clear(), 0, 0);
    this.#done = false;
    const { adcs, adcBits, style } = this.#config;
    if (style === 'resistive-ramp') return { above_o: packFields(adcs, 1, () => 0), done_o: 0 };
    return { code_o: packFields(adcs * this.#perOutput, adcBits, () => 0), done_o: 0 };
  }

  clock(inputs: Inputs): Outputs {
    let outputs = this.#done ? idle : unchanged;
    // Before the sample: a read sees the sums held before this edge.
    if (inputs.convert_i) outputs = { code_o: this.#convert(inputs), done_o: 1 };
    if (inputs.compare_i) outputs = { above_o: this.#compare(inputs), done_o: 1 };
    this.#done = Boolean(inputs.convert_i) || Boolean(inputs.compare_i);
    if (inputs.sample_i) {
      const { row_code_i: codes, sample_operation_i: operation, sample_step_i: step } = inputs;
      this.#macro.sample(this.#planes.unpack(codes!), Number(operation), Number(step));
    }
    if (inputs.prog_en_i) this.#program(inputs);
    return outputs;
  }

  #convert(inputs: Inputs): PortValue {
    const { adcs, adcBits, columns } = this.#config;
    const first = Number(inputs.column_i) * this.#perOutput;
    const mask = 2 ** adcBits - 1;
    return packFields(adcs * this.#perOutput, adcBits, (lane) =>
      first + lane < columns * this.#perOutput ? this.#macro.convert(first + lane) & mask : 0,
    );
  }

  #compare(inputs: Inputs): PortValue {
    const { adcs, columns } = this.#config;
    const first = Number(inputs.column_i);
    const threshold = Number(inputs.threshold_i);
    return packFields(adcs, 1, (lane) =>
      first + lane < columns && this.#macro.reached(first + lane, threshold) ? 1 : 0,
    );
  }

  #program(inputs: Inputs): void {
    const row = Number(inputs.prog_row_i);
    const columns = this.#config.columns * this.#perOutput;
    this.#cells.unpack(inputs.prog_data_i!);
    for (let column = 0; column < columns; column++) {
      this.#macro.program(row, column, this.#cells.field(column * this.#cellBits, this.#cellBits));
    }
  }
}
