import type { CoreTrace, MachineTrace } from '../../base/machine-trace.js';
import { machineGeometry } from '../../config/puma/geometry.js';
import type { MachineImage } from '../../config/puma/image.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';

/** Registers of a core at one point of its program. */
export interface RegisterState {
  readonly general: Int16Array;
  readonly xbarIn: Int16Array;
  readonly xbarOut: Int16Array;
}

/** Registers of a core before an instruction, from the image and the golden trace.
 *  @param instruction its number among the retired ones
 *  @param starts how often each MVMU was started before it; what they gave counts as written, since nobody can see it
 *  earlier */
export function registersBefore(
  config: PumaMachineConfig,
  image: MachineImage,
  trace: CoreTrace,
  core: number,
  instruction: number,
  starts: readonly number[],
): RegisterState {
  const { dimension, generalBase, registers } = machineGeometry(config);
  const general = new Int16Array(registers);
  const xbarIn = new Int16Array(generalBase);
  const xbarOut = new Int16Array(generalBase);
  const put = (address: number, value: number) => {
    if (address < generalBase) xbarIn[address] = value;
    else general[address - generalBase] = value;
  };
  for (const { address, values } of image.cores[core]?.registers ?? []) {
    for (const [k, value] of values.entries()) put(address + k, value);
  }
  const writes = instruction === 0 ? 0 : trace.retired.at(instruction - 1, 1);
  for (let k = 0; k < writes; k += 1) put(trace.writes.at(k, 0), trace.writes.at(k, 1));
  for (const [mvmu, count] of starts.entries()) {
    const log = trace.outputs[mvmu];
    if (log === undefined || count === 0) continue;
    const end = Math.min(count * dimension, log.length);
    for (let k = Math.max(0, end - dimension); k < end; k += 1) {
      xbarOut[mvmu * dimension + log.at(k, 0)] = log.at(k, 1);
    }
  }
  return { general, xbarIn, xbarOut };
}

/** A word of data memory with its attributes. */
export interface MemoryWord {
  readonly value: number;
  readonly valid: number;
  readonly count: number;
}

/** Data memory before an event of a client, from the image and the golden trace.
 *  @param event number of the event in the client's log; others count as far as their cycles lie before it */
export function memoryBefore(
  image: MachineImage,
  trace: MachineTrace,
  client: number,
  event: number,
): (address: number) => MemoryWord {
  const words = new Map<number, MemoryWord>();
  for (const { address, values, count } of image.memory) {
    for (const [k, value] of values.entries()) words.set(address + k, { value, valid: 1, count });
  }
  const own = trace.memory[client];
  const now = own !== undefined && event < own.length ? own.cycle(event)! : Number.POSITIVE_INFINITY;
  const blocks = trace.memory.flatMap((log, of) => {
    const until = of === client ? event : log.length;
    return Array.from({ length: Math.min(until, log.length) }, (_, k) => ({
      log,
      k,
      cycle: log.cycle(k) ?? 0,
    }));
  });
  const earlier = blocks.filter(({ log, cycle }) => log === own || cycle < now);
  earlier.sort((a, b) => a.cycle - b.cycle);
  for (const { log, k } of earlier) {
    words.set(log.at(k, 1), { value: log.at(k, 2), valid: log.at(k, 3), count: log.at(k, 4) });
  }
  return (address) => words.get(address) ?? { value: 0, valid: 0, count: 0 };
}
