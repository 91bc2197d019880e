import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { RaellaArrayConfig } from '../../config/raella-crossbar.js';
import type { SignedArrayConfig } from '../../config/signed-array.js';
import { mixedSignalGeometry } from '../mixed-signal/geometry.js';
import { layerWordPins, outputBits } from '../raella/crossbar/index.js';
import { crossbarChain } from './crossbar-chain.js';
import { indexBits } from './sizes.js';

/** Configurations whose designs have a stand-alone test-bench. */
export type BenchedConfig = PumaMvmuConfig | SignedArrayConfig | RaellaArrayConfig | MixedSignalArrayConfig;

/** An input pin without its `_i`. */
interface PinShape {
  readonly signal: string;
  readonly width: number;
}

/** What the pins of a design look like to its test-bench. */
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

/** Works out the pins of a configuration's design. */
export function testbenchShape(config: BenchedConfig): TestbenchShape {
  const { rows, columns } = config;
  if (config.system === 'mixed-signal-array') {
    const ramps = { signal: 'ramps', width: 32, noun: 'counts of comparisons' };
    return {
      ...{ rows, columns, slices: 1, sliced: false },
      dataBits: columns * config.weightBits,
      inputBits: config.inputBits,
      outputBits: mixedSignalGeometry(config).resultBits,
      ...(config.style === 'resistive-ramp' ? { beside: ramps } : {}),
    };
  }
  const { planes, sliceBits } = crossbarChain(config);
  const common = { rows, columns, slices: sliceBits.length, dataBits: columns * planes };
  if (config.system === 'puma-mvmu')
    return { ...common, sliced: true, inputBits: config.inputBits, outputBits: config.output.bits };
  if (config.system === 'raella-crossbar') {
    const { layer } = config;
    return {
      ...common,
      columns: Math.floor(columns / layer.slicing.length),
      sliced: false,
      inputBits: 9,
      outputBits,
      outputPin: { signal: 'out_filter', width: indexBits(Math.floor(columns / 2)) },
      layerPins: layerWordPins(config),
      tied: ['clear'],
      beside: { signal: 'out_overflow', width: 1, noun: 'flags of overflow' },
    };
  }
  const saturated = { signal: 'out_saturated', width: 1, noun: 'flags of saturation' };
  return {
    ...common,
    sliced: false,
    inputBits: config.dacBits,
    outputBits: config.adcBits,
    beside: saturated,
  };
}
