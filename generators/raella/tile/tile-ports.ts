import { crossbarsOf } from '../../../config/raella/geometry.js';
import type { RaellaTileConfig } from '../../../config/raella-machine.js';
import { bits, bool, input, output, sint, stream, uint } from '../../../hdl-dsl/index.js';
import { partBits } from '../ima/ima-ports.js';
import { placedActivation } from './activation-buffer.js';
import { configurationReply, configurationRequest } from './configuration-port.js';
import { routedOutput } from './output-port.js';
import { accBits } from './quantiser.js';

/** The pins of a tile; docs/raella-tile.md, "Ports of the tile".
 *  @param stalls with the pins that steer stall points */
export function tilePorts(config: RaellaTileConfig, stalls: boolean) {
  return {
    cfg: input(stream(configurationRequest), 'configuration requests'),
    cfgReply: output(stream(configurationReply), 'a word for each read, in order'),
    netIn: input(stream(placedActivation), 'activations from the router'),
    netOut: output(stream(routedOutput), 'outputs for the router'),
    ...(stalls
      ? {
          stallSeed: input(uint(32), 'of the random stalls'),
          stallRate: input(uint(8), 'stalls in rate of 256 cycles'),
        }
      : {}),
    traceSumValid: output(bool, 'the sum of an output is there'),
    traceSumData: output(sint(accBits)),
    tracePartValid: output(bool, 'with it what the crossbars gave'),
    tracePartData: output(bits(crossbarsOf(config) * partBits), 'crossbar g at [32*g +: 32]'),
  };
}
