import type { PacketWords } from '../../../../config/puma/image.js';
import type { Random } from '../../../hdl-dsl/print/support/random.js';
import { encode, type Instruction } from '../reference/instruction.js';
import type { ReferenceTileUnit } from '../reference/tile-unit.js';
import { edgeWords } from './edge-words.js';
import { inBlocks, type MemorySpace } from './memory-space.js';
import { someCount } from './transfers.js';

/** The tile control unit's program while it is made, and the packets that it will get. */
export class TileWriter {
  readonly unit: ReferenceTileUnit;
  readonly random: Random;
  /** In the order in which the program takes them. */
  readonly packets: PacketWords[] = [];
  readonly #space: MemorySpace;

  constructor(unit: ReferenceTileUnit, random: Random, space: MemorySpace) {
    this.unit = unit;
    this.random = random;
    this.#space = space;
  }

  get geometry() {
    return this.unit.geometry;
  }

  get client(): number {
    return this.geometry.cores;
  }

  get room(): number {
    return this.geometry.tile!.instructions - this.unit.program.length - 4;
  }

  get ended(): boolean {
    return this.unit.state !== 'running';
  }

  do(instruction: Instruction): void {
    this.unit.program.push(encode('tile', this.geometry, instruction));
    while (!this.ended && this.unit.pc < this.unit.program.length) {
      if (!this.unit.step()) throw new Error(`the tile control unit waits at ${this.unit.pc}`);
    }
  }

  /** Sends words that stand in memory. */
  send(owed = false): boolean {
    const { random } = this;
    const most = random.chance(0.15) ? 70 : 24;
    const found = owed ? this.#space.owed(this.client, most) : this.#space.filled(this.client, most);
    if (found === undefined) return false;
    const fifo = random.below(256);
    const target = random.pick([0, 1, 65535, random.below(65536)]);
    this.do({
      name: 'send',
      fields: { address: found.address, fifo, target, ...inBlocks(random, found.words) },
    });
    return true;
  }

  /** Takes packets, which are made for it. */
  receive(): boolean {
    const { random, geometry } = this;
    const { width, vecWidth } = inBlocks(random, 1 + random.below(random.chance(0.2) ? 64 : 16));
    const address = this.#space.free(this.client, width * vecWidth);
    if (address === undefined) return false;
    const fifo = random.below(geometry.tile!.fifos);
    this.unit.program.push(
      encode('tile', geometry, {
        name: 'receive',
        fields: { address, fifo, count: someCount(this), width, vecWidth },
      }),
    );
    for (let block = 0; block < vecWidth; block++) {
      this.bring(fifo, width);
      if (!this.unit.step()) throw new Error('a packet is not taken');
    }
    return true;
  }

  /** One more packet arrives. */
  bring(fifo: number, width: number): void {
    const packet = { fifo, values: edgeWords(this.random, width) };
    this.packets.push(packet);
    this.unit.bring(packet);
    this.unit.arrive();
  }
}
