import {
  EventLog,
  type MachineTrace,
  memoryFields,
  outFields,
  packetFields,
  retireFields,
  writeFields,
} from '../../../base/machine-trace.js';
import type { BlockRequest } from './block-request.js';
import { type CoreInstruction, coreOperations } from './core-instruction.js';
import type { DataMemory } from './data-memory.js';
import { lookupCycles } from './look-ups.js';
import type { RegisterFile } from './register-file.js';

/** Empty logs of a machine, with cycles. */
export function machineLogs(cores: number, mvmus: number, clients: number): MachineTrace {
  const logs = (count: number, fields: readonly string[]): EventLog[] =>
    Array.from({ length: count }, () => new EventLog(fields, true));
  return {
    cores: Array.from({ length: cores }, () => ({
      retired: new EventLog(retireFields, true),
      writes: new EventLog(writeFields, true),
      outputs: logs(mvmus, outFields),
    })),
    memory: logs(clients, memoryFields),
    packets: new EventLog(packetFields, true),
  };
}

/** A block that was done, word by word with the attributes after it. */
export function logBlock(log: EventLog, request: BlockRequest, memory: DataMemory, cycle: number): void {
  const { address, width, write } = request;
  for (let at = address; at < address + width; at++) {
    log.add(write ? 1 : 0, at, memory.values[at]!, memory.valid[at]!, memory.counts[at]!, cycle);
  }
}

/** Words written to XbarOut by a start. @param cycle in which the last of them is there */
export function logOutputs(
  log: EventLog,
  outputs: Int16Array,
  from: number,
  count: number,
  cycle: number,
): void {
  for (let column = 0; column < count; column++) log.add(column, outputs[from + column]!, 0, 0, 0, cycle);
}

/** Words that an instruction without memory wrote, each with the last cycle of its beat.
 *  @param first its first cycle */
export function logWritten(
  log: EventLog,
  registers: RegisterFile,
  { operation, dest, length, duration }: CoreInstruction,
  first: number,
  lanes: number,
): void {
  switch (operation) {
    case coreOperations.vector:
    case coreOperations.rand:
    case coreOperations.copy: {
      const each = duration / Math.ceil(length / lanes);
      logWords(log, registers, dest, length, first + each - 1, lanes, each);
      return;
    }
    case coreOperations.lookup:
      logWords(log, registers, dest, length, first + lookupCycles - 1, 1, lookupCycles);
      return;
    case coreOperations.subsample:
      logWords(log, registers, dest, length, first, 1);
      return;
    case coreOperations.scalar:
    case coreOperations.set:
      logWords(log, registers, dest, 1, first, 1);
  }
}

/** The words at `count` addresses. @param first cycle of the first beat  @param each cycles of a beat */
export function logWords(
  log: EventLog,
  registers: RegisterFile,
  from: number,
  count: number,
  first: number,
  beat: number,
  each = 1,
): void {
  for (let i = 0; i < count; i++) {
    const cycle = first + Math.floor(i / beat) * each;
    log.add(from + i, registers.written(from + i), 0, 0, 0, cycle);
  }
}
