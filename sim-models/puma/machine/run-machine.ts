import { CrossweaveError } from '../../../base/crossweave-error.js';
import {
  coreInstructions,
  coreOpcodeBits,
  instructionBits,
  tileInstructions,
  tileOpcodeBits,
} from '../../../config/puma/encoding.js';
import { machineGeometry } from '../../../config/puma/geometry.js';
import type { CoreImage, MachineImage } from '../../../config/puma/image.js';
import type { PumaMachineConfig } from '../../../config/puma-machine.js';
import { type Kernel, ownKernel } from '../../analog/kernel.js';
import { runEnergy } from '../../cost/index.js';
import { arbitrate } from './arbiter.js';
import type { MemoryClient } from './block-request.js';
import { checkImage } from './check-image.js';
import { DataMemory } from './data-memory.js';
import { GoldenCore } from './golden-core.js';
import { logBlock, machineLogs } from './machine-log.js';
import type { MachineRun } from './machine-run.js';
import { MatrixUnits } from './matrix-units.js';
import { ReceiveBuffer } from './receive-buffer.js';
import { activityOf, coreEnd, machineEnd, profileOf, unconsumed } from './results.js';
import { TileControl } from './tile-control.js';

export interface RunOptions {
  /** Keep every event (default false). */
  readonly trace?: boolean;
  /** Cycles that are played; nothing that ends later is done (default 10^9). */
  readonly cycleLimit?: number;
}

const defaultLimit = 1e9;

/** Holds the matrices of the machine that runs; a kernel costs too much to make one for each run. */
let machineKernel: Kernel | undefined;

/** Runs a program on the machine of docs/puma-isa.md, bit for bit and cycle for cycle, from reset.
 *  @throws {CrossweaveError} CW-P030 .. CW-P037 on an image that does not fit the machine */
export function runMachine(
  config: PumaMachineConfig,
  image: MachineImage,
  { trace = false, cycleLimit = defaultLimit }: RunOptions = {},
): MachineRun {
  const geometry = machineGeometry(config);
  const findings = checkImage(config, image);
  if (findings.length > 0) throw new CrossweaveError(findings);
  const memory = new DataMemory(geometry.memoryWords);
  for (const { address, values, count } of image.memory) {
    memory.values.set(values, address);
    memory.valid.fill(1, address, address + values.length);
    memory.counts.fill(count, address, address + values.length);
  }
  const clientCount = geometry.cores + (geometry.tile ? 1 : 0);
  const logs = trace ? machineLogs(geometry.cores, geometry.mvmus, clientCount) : undefined;
  machineKernel ??= ownKernel();
  const kernel = machineKernel;
  kernel.begin();
  const cores = Array.from({ length: geometry.cores }, (_, k) => {
    const program = image.cores[k] ?? noProgram;
    const units = new MatrixUnits(config, geometry, k, kernel, program.cells);
    const words = program.words.length > 0 ? program.words : stopAtOnce;
    return new GoldenCore(k, geometry, { ...program, words }, units, cycleLimit, logs?.cores[k]);
  });
  const { tile: shape } = geometry;
  const buffer = new ReceiveBuffer(shape?.fifos ?? 0, shape?.fifoDepth ?? 0, image.packets);
  const tileWords = image.tile && image.tile.words.length > 0 ? image.tile.words : stopTileAtOnce;
  const tile = shape && new TileControl(geometry, tileWords, buffer, cycleLimit, logs?.packets);
  const clients: MemoryClient[] = [...cores.map(({ memory: unit }) => unit), ...(tile ? [tile] : [])];
  for (const core of cores) core.run();
  tile?.run();
  const limited = arbitrate(clients, memory, cycleLimit, (client, cycle) => {
    const log = logs?.memory[client];
    if (log) logBlock(log, clients[client]!.request, memory, cycle);
  });
  const end = machineEnd(limited, cores, tile, memory, image);
  const ends = [...cores, ...clients].map((unit) => unit.end);
  // A machine in which nothing moves has no running MVMU either.
  const idle = end.reason === 'deadlock' ? cores.flatMap(({ units }) => [...units.idleFrom]) : [];
  const cycles = end.reason === 'limit' ? cycleLimit : Math.max(0, ...ends, ...idle);
  return {
    end,
    cycles,
    cores: cores.map((core) => coreEnd(core, cycles)),
    ...(tile && {
      tile: {
        state: tile.state === 'running' && end.reason === 'deadlock' ? 'waiting' : tile.state,
        pc: tile.pc,
        ...(tile.trap && { trap: tile.trap }),
        badPacket: buffer.badPacket,
      },
    }),
    memory: { values: memory.values, valid: memory.valid, counts: memory.counts },
    ...(logs && { trace: logs }),
    unconsumed: unconsumed(memory, buffer),
    profile: profileOf(cores, tile),
    energy: runEnergy(config, activityOf(cores, tile, cycles)),
  };
}

/** A program that stops at once: one instruction without fields. */
function stop(opcode: number | undefined, opcodeBits: number): BigUint64Array {
  return BigUint64Array.of(BigInt(opcode ?? 0) << BigInt(instructionBits - opcodeBits));
}

const stopAtOnce = stop(coreInstructions.find(({ name }) => name === 'hlt')?.opcode, coreOpcodeBits);
const stopTileAtOnce = stop(tileInstructions.find(({ name }) => name === 'halt')?.opcode, tileOpcodeBits);
const noProgram: CoreImage = { words: stopAtOnce, registers: [], cells: [] };
