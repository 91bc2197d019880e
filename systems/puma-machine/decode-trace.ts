import {
  type CoreTrace,
  EventLog,
  type MachineTrace,
  memoryFields,
  outFields,
  packetFields,
  retireFields,
  writeFields,
} from '../../base/machine-trace.js';
import { machineGeometry } from '../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import type { MonitorData } from '../../verilator-harness/engine.js';

/** What the monitors of a machine recorded, by name. */
export type Recorded = (name: string) => MonitorData;

/** Brings recordings into the machine's trace, with cycles counted from the first in which the machine runs. */
export function decodeTrace(config: PumaMachineConfig, recorded: Recorded): MachineTrace {
  const { cores, mvmus, tile } = machineGeometry(config);
  const start = recorded('begin').cycles[0] ?? 0;
  return {
    cores: Array.from({ length: cores }, (_, c): CoreTrace => {
      const writes = decodeWrites(recorded(`write${c}`), start);
      return {
        writes,
        retired: decodeRetired(recorded(`retire${c}`), writes, start),
        outputs: Array.from({ length: mvmus }, (_, k) =>
          decodeOutputs(config, recorded(`out${c}.${k}`), start),
        ),
      };
    }),
    memory: decodeMemory(config, recorded('memory'), start),
    packets: tile ? decodePackets(recorded('packet'), start) : new EventLog(packetFields, true),
  };
}

/** Tags: address of the first word, how many. */
function decodeWrites({ values, tags, cycles, firings }: MonitorData, start: number): EventLog {
  const log = new EventLog(writeFields, true);
  const lanes = firings === 0 ? 0 : values.length / firings;
  for (let k = 0; k < firings; k += 1) {
    const address = tags[2 * k]!;
    // A count past the lanes is a fault that the comparison will show.
    const count = Math.min(tags[2 * k + 1]!, lanes);
    for (let lane = 0; lane < count; lane += 1) {
      log.add(address + lane, values[k * lanes + lane]!, 0, 0, 0, cycles[k]! - start);
    }
  }
  return log;
}

/** An instruction's last write is not later than its retirement, and the next one's first is strictly later. */
function decodeRetired({ values, cycles, firings }: MonitorData, writes: EventLog, start: number): EventLog {
  const log = new EventLog(retireFields, true);
  let written = 0;
  for (let k = 0; k < firings; k += 1) {
    const cycle = cycles[k]! - start;
    while (written < writes.length && writes.cycle(written)! <= cycle) written += 1;
    log.add(values[k]!, written, 0, 0, 0, cycle);
  }
  return log;
}

/** Tag: column of the first ADC. */
function decodeOutputs(
  { dimension, mvmu: { adcs } }: PumaMachineConfig,
  { values, tags, cycles, firings }: MonitorData,
  start: number,
): EventLog {
  const log = new EventLog(outFields, true);
  for (let k = 0; k < firings; k += 1) {
    const first = tags[k]!;
    for (let adc = 0; adc < adcs && first + adc < dimension; adc += 1) {
      log.add(first + adc, values[k * adcs + adc]!, 0, 0, 0, cycles[k]! - start);
    }
  }
  return log;
}

/** Tags: client, write, address, width less one. An element is {count, valid, value}, value low. */
function decodeMemory(
  config: PumaMachineConfig,
  { values, tags, cycles, firings }: MonitorData,
  start: number,
): EventLog[] {
  const { cores, tile } = machineGeometry(config);
  const logs = Array.from({ length: cores + (tile ? 1 : 0) }, () => new EventLog(memoryFields, true));
  for (let k = 0; k < firings; k += 1) {
    const [client = 0, write = 0, address = 0, width = 0] = tags.subarray(4 * k, 4 * k + 4);
    const log = logs[client];
    if (log === undefined) throw new RangeError(`the memory has no client ${client}`);
    for (let word = 0; word <= width; word += 1) {
      const element = values[16 * k + word]!;
      const value = ((element % 0x10000) << 16) >> 16;
      const attributes = Math.floor(element / 0x10000);
      log.add(write, address + word, value, attributes % 2, Math.floor(attributes / 2), cycles[k]! - start);
    }
  }
  return logs;
}

/** Tags: target, FIFO, width less one. */
function decodePackets({ values, tags, cycles, firings }: MonitorData, start: number): EventLog {
  const log = new EventLog(packetFields, true);
  for (let k = 0; k < firings; k += 1) {
    const [target = 0, fifo = 0, width = 0] = tags.subarray(3 * k, 3 * k + 3);
    for (let word = 0; word <= width; word += 1) {
      log.add(target, fifo, width + 1, values[16 * k + word]!, 0, cycles[k]! - start);
    }
  }
  return log;
}
