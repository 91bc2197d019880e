import { machineGeometry } from '../../../../config/puma/geometry.js';
import type { CoreImage, MachineImage, MemoryWords, PacketWords } from '../../../../config/puma/image.js';
import type { PumaMachineConfig } from '../../../../config/puma-machine.js';
import { Random } from '../../../hdl-dsl/print/support/random.js';
import { ReferenceCore } from '../reference/core.js';
import { ReferenceTileUnit } from '../reference/tile-unit.js';
import { arrivalOrder } from './arrival-order.js';
import { branch, jumps } from './branches.js';
import { someCells } from './cells.js';
import { chain } from './chains.js';
import { CoreWriter } from './core-writer.js';
import { edgeWords } from './edge-words.js';
import { endCore, endTile } from './endings.js';
import { loop } from './loops.js';
import { MemorySpace } from './memory-space.js';
import { plainInstruction } from './plain-instruction.js';
import { products } from './products.js';
import { TileWriter } from './tile-writer.js';
import { TrackedMemory } from './tracked-memory.js';
import { load, store, stream } from './transfers.js';

export interface ProgramShape {
  /** Pieces of work of all units together. */
  readonly pieces: number;
  /** Cycles of a core, after which nothing is added to its program. */
  readonly cycles: number;
}

/** A valid program that ends, with all its data. The same seed gives the same one. */
export function randomMachine(config: PumaMachineConfig, seed: number, shape: ProgramShape): MachineImage {
  const random = new Random(seed);
  const geometry = machineGeometry(config);
  const { cores, memoryWords, tile } = geometry;
  const memory = someMemory(memoryWords, geometry.countBits, random);
  const tracked = new TrackedMemory(memoryWords, cores + (tile ? 1 : 0), { memory });
  const space = new MemorySpace(tracked, random);
  const data = Array.from({ length: cores }, () => someData(config, random));
  const writers = data.map(
    (image, k) => new CoreWriter(new ReferenceCore(config, k, { ...image, words: [] }, tracked), random),
  );
  const control = tile && new TileWriter(new ReferenceTileUnit(config, [], [], tracked), random, space);

  for (let piece = 0; piece < shape.pieces; piece++) {
    if (cores > 1 && random.chance(0.08)) {
      chain(
        writers.filter(({ core }) => core.counters.cycles < shape.cycles),
        control,
        space,
      );
      continue;
    }
    if (control !== undefined && random.chance(1 / (cores + 1))) {
      if (control.room > 0) random.chance(0.5) ? control.send() : control.receive();
      continue;
    }
    const writer = random.pick(writers);
    if (writer.room > 100 && writer.core.counters.cycles < shape.cycles) work(writer, space, cores > 1);
  }
  if (random.chance(0.75)) payOff(writers, control, space, random);
  const order = random.chance(0.5) ? writers : [...writers].reverse();
  for (const writer of order) endCore(writer);
  let packets: readonly PacketWords[] = [];
  if (control !== undefined) {
    endTile(control);
    packets = arrivals(control, random);
  }
  return {
    cores: writers.map((writer, k) => ({ ...data[k]!, words: BigUint64Array.from(writer.core.program) })),
    ...(control === undefined ? {} : { tile: { words: BigUint64Array.from(control.unit.program) } }),
    memory,
    packets,
  };
}

function work(writer: CoreWriter, space: MemorySpace, talkative: boolean): void {
  const { random } = writer;
  const kind = random.below(20);
  if (kind < (talkative ? 10 : 5)) {
    if (random.chance(0.1)) stream(writer, space);
    else if (random.chance(0.5)) store(writer, space);
    else load(writer, space);
  } else if (kind < 12) products(writer);
  else if (kind === 12) loop(writer);
  else if (kind === 13) jumps(writer);
  else if (kind < 16) branch(writer);
  else for (let i = random.below(4); i >= 0; i--) writer.do(plainInstruction(writer));
}

/** Whoever may consumes what waits for a consumer. */
function payOff(
  writers: readonly CoreWriter[],
  control: TileWriter | undefined,
  space: MemorySpace,
  random: Random,
): void {
  for (let tries = 0; tries < 60; tries++) {
    if (control !== undefined && random.chance(0.25)) {
      if (control.room > 0) control.send(true);
      continue;
    }
    const writer = random.pick(writers);
    if (writer.room > 10) load(writer, space, true);
  }
}

/** Packets in an order in which they may come, and some that nobody wants. */
function arrivals(control: TileWriter, random: Random): PacketWords[] {
  const { fifos, fifoDepth } = control.geometry.tile!;
  const wanted = [...control.packets];
  if (random.chance(0.1) && fifos < 256) {
    wanted.splice(random.below(wanted.length + 1), 0, {
      fifo: fifos + random.below(256 - fifos),
      values: edgeWords(random, 1 + random.below(16)),
    });
  }
  const count = wanted.length;
  if (random.chance(0.1)) wanted.push({ fifo: random.below(fifos), values: edgeWords(random, 3) });
  return arrivalOrder(wanted, count, { depth: fifoDepth, fifos }, random);
}

function someMemory(words: number, countBits: number, random: Random): MemoryWords[] {
  const memory: MemoryWords[] = [];
  let address = random.below(20);
  for (let parts = random.below(5); parts > 0 && address < words; parts--) {
    const length = Math.min(words - address, 1 + random.below(40));
    const count = random.pick([0, 0, 1, 1, 2, Math.min(5, 2 ** countBits - 1)]);
    memory.push({ address, values: edgeWords(random, length), count: Math.min(count, 2 ** countBits - 1) });
    address += length + random.below(30);
  }
  if (address < words - 40 && random.chance(0.5)) {
    memory.push({ address: words - 20, values: edgeWords(random, 20), count: random.below(2) });
  }
  return memory;
}

/** Registers and weights of a core. */
export function someData(config: PumaMachineConfig, random: Random): Pick<CoreImage, 'registers' | 'cells'> {
  const { registerAddresses, mvmus } = machineGeometry(config);
  const registers: { address: number; values: Int16Array }[] = [];
  let address = random.below(8);
  while (address < registerAddresses) {
    const length = Math.min(registerAddresses - address, 1 + random.below(registerAddresses));
    registers.push({ address, values: edgeWords(random, length) });
    address += length + random.below(6);
  }
  return { registers, cells: Array.from({ length: mvmus }, () => someCells(config, random)) };
}
