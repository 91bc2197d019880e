import type { RaellaArrayConfig } from '../../../config/raella-crossbar.js';
import { crossbarChain } from '../../common/crossbar-chain.js';
import { indexBits } from '../../common/sizes.js';
import type { TestbenchShape } from '../../common/testbench-shape.js';
import { layerIndex } from './layer-table.js';
import { mostFilters, outputBits } from './raella-crossbar.js';

/** The pins of a crossbar by itself. A test-bench holds the layer of its configuration. */
export function crossbarTestbench(config: RaellaArrayConfig): TestbenchShape {
  const { rows, columns, layer } = config;
  return {
    rows,
    columns: Math.floor(columns / layer.slicing.length),
    ...{ slices: 1, sliced: false },
    dataBits: columns * crossbarChain(config).planes,
    inputBits: 9,
    outputBits,
    outputPin: { signal: 'out_filter', width: indexBits(Math.floor(columns / 2)) },
    layerPins: layerWordPins(config),
    tied: ['clear'],
    beside: { signal: 'out_overflow', width: 1, noun: 'flags of overflow' },
  };
}

/** Pins of a word of the stream `layer`, without their `_i`, and their bits. */
function layerWordPins(config: Pick<RaellaArrayConfig, 'columns'>) {
  return [
    { signal: 'layer_kind', width: 2 },
    { signal: 'layer_index', width: layerIndex(mostFilters(config)).width },
    { signal: 'layer_data', width: 16 },
  ];
}
