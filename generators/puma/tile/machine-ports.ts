import { machineGeometry } from '../../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../../config/puma-machine.js';
import { bits, bool, input, output, type PortSpec, stream, uint } from '../../../hdl-dsl/index.js';
import { blockBits, blockWords, configurationAnswer, coreTracePorts } from '../core-ports.js';
import { machineRequest } from './configuration-port.js';
import { packetIn, packetOut } from './packet.js';

/** Name at the top of a core's trace pin `trace...`. */
export function traceOfCore(core: number, pin: string): string {
  return `traceCore${core}${pin.slice('trace'.length)}`;
}

/** The pins of a machine. */
export function machinePorts(config: PumaMachineConfig, stalls: boolean) {
  const { cores, countBits, tile } = machineGeometry(config);
  const coreTraces = Array.from({ length: cores }, (_, core) =>
    Object.entries<PortSpec>(coreTracePorts(config)).map(([pin, spec]) => [traceOfCore(core, pin), spec]),
  );
  return {
    cfg: input(stream(machineRequest), 'configuration and debug: unit 255 is the tile'),
    cfgRead: output(stream(configurationAnswer), 'answers to reads, in order'),
    stopped: output(bool, 'every unit has halted or trapped'),
    stuck: output(bool, 'nothing has moved for long'),
    ended: output(bool, 'stopped or stuck'),
    ...(tile === undefined
      ? {}
      : {
          netIn: input(stream(packetIn), 'packets for this tile'),
          netOut: output(stream(packetOut), 'packets for others'),
          tracePacketValid: output(bool, 'a packet is sent'),
          tracePacketTarget: output(uint(16)),
          tracePacketFifo: output(uint(8)),
          tracePacketWidth: output(uint(4), 'words less one'),
          tracePacketData: output(bits(blockBits)),
        }),
    ...(stalls
      ? {
          stallSeed: input(uint(32), 'of the random stalls'),
          stallRate: input(uint(8), 'stalls in rate of 256 cycles'),
        }
      : {}),
    traceMemoryValid: output(bool, 'a block of data memory is done'),
    traceMemoryClient: output(uint(8), 'core number, or the number of cores'),
    traceMemoryWrite: output(bool),
    traceMemoryAddress: output(uint(16)),
    traceMemoryWidth: output(uint(4), 'words less one'),
    traceMemoryData: output(bits(blockWords * (17 + countBits)), 'words after it: count, valid, value low'),
    ...(Object.fromEntries(coreTraces.flat()) as Record<`traceCore${number}`, never>),
  };
}
