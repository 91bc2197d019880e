/** An input pin without its `_i`. */
interface PinShape {
  readonly signal: string;
  readonly width: number;
}

/** What the pins of a design look like to its test-bench. Every generator tells its own. */
export interface TestbenchShape {
  readonly rows: number;
  readonly columns: number;
  /** Slice arrays to program. */
  readonly slices: number;
  /** The programming port has the pins `prog_slice_i` and `prog_flags_i`. */
  readonly sliced: boolean;
  /** Bits of `prog_data_i`, `in_data_i` and `out_data_o`. */
  readonly dataBits: number;
  readonly inputBits: number;
  readonly outputBits: number;
  /** The pin that chooses the output to read, where it is not `out_column_i` with as many bits as outputs need. */
  readonly outputPin?: PinShape;
  /** Pins of the stream `layer`, which takes the settings of a layer, the first in the high bits of a word. */
  readonly layerPins?: readonly PinShape[];
  /** Inputs that stay 0. */
  readonly tied?: readonly string[];
  /** An output that is checked beside each `out_data_o`. */
  readonly beside?: { readonly signal: string; readonly width: number; readonly noun: string };
}
