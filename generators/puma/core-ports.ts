import { machineGeometry } from '../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import {
  type BitsType,
  type BoolType,
  bits,
  bool,
  flow,
  input,
  output,
  type PortSpec,
  stream,
  struct,
  type UIntType,
  uint,
  uintBelow,
  uintUpTo,
} from '../../hdl-dsl/index.js';
import { bothPorts } from '../../hdl-dsl/std/stream-ports.js';

/** Words of the largest block. */
export const blockWords = 16;
/** Bits of a block's words. */
export const blockBits = 16 * blockWords;

/** A request of the data memory: one block. */
export function blockRequest(countBits: number) {
  return struct({
    write: bool,
    address: uint(16),
    /** Words less one. */
    width: uint(4),
    /** Consumers of each word that is written. */
    count: uint(countBits),
    /** Words that are written, the first in the low bits. */
    data: bits(blockBits),
  });
}

/** A request of the configuration port to one unit, and the answer to a read. */
export const configurationRequest = struct({
  write: bool,
  space: uint(3),
  address: uint(24),
  data: bits(64),
});
export const configurationAnswer = struct({ data: bits(64) });

/** The trace pins of a core, without its number: `traceRetireValid` ...; MVMU k has `traceOut<k>Valid` ... */
export function coreTracePorts(config: PumaMachineConfig) {
  const { pcBits, addressBits, lanes, dimension, mvmus } = machineGeometry(config);
  const outs = Array.from({ length: mvmus }, (_, k): [string, PortSpec][] => [
    [`traceOut${k}Valid`, output(bool, `MVMU ${k} writes XbarOut`)],
    [`traceOut${k}Column`, output(uintBelow(dimension), 'the first column')],
    [`traceOut${k}Data`, output(bits(16 * config.mvmu.adcs))],
  ]);
  return bothPorts(
    {
      traceRetireValid: output(bool, 'an instruction retires'),
      traceRetirePc: output(uint(pcBits)),
      traceWriteValid: output(bool, 'an instruction writes registers'),
      traceWriteAddress: output(uint(addressBits), 'of the first word'),
      traceWriteCount: output(uintUpTo(lanes), 'words'),
      traceWriteData: output(bits(16 * lanes), 'the first word in the low bits'),
    },
    Object.fromEntries(outs.flat()) as {
      readonly [K in `traceOut${number}Valid`]: PortSpec<'output', BoolType>;
    } & { readonly [K in `traceOut${number}Column`]: PortSpec<'output', UIntType> } & {
      readonly [K in `traceOut${number}Data`]: PortSpec<'output', BitsType>;
    },
  );
}

/** The ports of a core in its tile. */
export function corePorts(config: PumaMachineConfig) {
  return bothPorts(
    {
      number: input(uint(8), 'core number'),
      cfg: input(stream(configurationRequest), 'configuration and debug, for this core'),
      cfgRead: output(stream(configurationAnswer), 'answers to reads, in order'),
      run: input(bool, 'starts in the next cycle'),
      halt: input(bool, 'stops after the instruction under way'),
      memReq: output(stream(blockRequest(config.memory.countBits)), 'a block, until it is done'),
      memResp: input(flow(bits(blockBits)), 'words of a block read, in the cycle after it was done'),
      cleared: output(bool, 'the sweep after reset is over'),
      running: output(bool),
      ended: output(bool, 'halted by hlt, or trapped'),
      progress: output(bool, 'something goes on, for the watchdog'),
    },
    coreTracePorts(config),
  );
}
