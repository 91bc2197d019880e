import type { EventLog } from '../../../base/machine-trace.js';
import type { TrapCause } from '../../../config/puma/encoding.js';
import type { MachineGeometry } from '../../../config/puma/geometry.js';
import { type BlockRequest, type MemoryClient, noRequest } from './block-request.js';
import type { Trap } from './machine-run.js';
import type { ReceiveBuffer } from './receive-buffer.js';
import { TileDecoder, type TileInstruction, tileTrap } from './tile-instruction.js';

/** The tile control unit: `send` and `receive`, block by block. Source: docs/puma-isa.md, "Tile instructions" and
 *  "Time of a tile". */
export class TileControl implements MemoryClient {
  readonly request: BlockRequest = noRequest();
  /** It may still be waiting. */
  state: 'running' | 'halted' | 'trapped' = 'running';
  /** The limit keeps it from going on. */
  paused = false;
  trap: Trap | undefined;
  pc = 0;
  /** The cycle after the last in which it did something. */
  end = 0;
  sentWords = 0;
  /** Instructions begun. */
  fetches = 0;
  /** Executions and cycles of each instruction address. */
  readonly executions: Float64Array;
  readonly cycles: Float64Array;
  readonly #words: BigUint64Array;
  readonly #size: number;
  readonly #decoder: TileDecoder;
  readonly #decoded: (TileInstruction | undefined)[];
  readonly #buffer: ReceiveBuffer;
  readonly #limit: number;
  readonly #packets: EventLog | undefined;
  /** Cycle in which the instruction, and its block under way, began. */
  #begin = 2;
  #blockBegin = 2;
  #blocks = 0;

  /** @param limit nothing that ends in this cycle or later is done  @param packets log of packets sent */
  constructor(
    geometry: MachineGeometry,
    words: BigUint64Array,
    buffer: ReceiveBuffer,
    limit: number,
    packets: EventLog | undefined,
  ) {
    this.#words = words;
    this.#size = geometry.tile?.instructions ?? 0;
    this.#decoder = new TileDecoder(geometry);
    this.#decoded = new Array(words.length).fill(undefined);
    this.#buffer = buffer;
    this.#limit = limit;
    this.#packets = packets;
    this.executions = new Float64Array(words.length);
    this.cycles = new Float64Array(words.length);
  }

  /** The instruction under way, or that would be next. */
  get instruction(): TileInstruction {
    return this.#at(this.pc);
  }

  /** Cycle since which the block under way waits. */
  get waitsSince(): number {
    return this.request.at === Number.POSITIVE_INFINITY ? this.#blockBegin : this.request.at;
  }

  /** Runs until it stops, or waits for data memory, or for a packet that never comes. */
  run(): void {
    const instruction = this.#at(this.pc);
    const { name, cause } = instruction;
    const begin = this.#begin;
    if (begin >= this.#limit) {
      this.#pause();
      return;
    }
    this.fetches++;
    if (cause !== undefined) this.#stop(cause, begin);
    else if (name === 'halt') {
      this.#count(begin);
      this.state = 'halted';
    } else {
      this.#blocks = 0;
      this.request.address = instruction.address;
      this.#block(begin);
    }
  }

  blockDone(cycle: number): void {
    const { request } = this;
    const { name, fifo, target, width, blocks } = this.#at(this.pc);
    let last = cycle;
    if (name === 'send') {
      last = cycle + 1;
      this.sentWords += width;
      for (let i = 0; i < width; i++) {
        this.#packets?.add(target, fifo, width, request.data[i]!, 0, last);
      }
    } else this.#buffer.take(fifo, cycle);
    this.end = last + 1;
    this.#blocks++;
    request.address += width;
    if (this.#blocks < blocks) this.#block(last + 1);
    else {
      this.#count(last);
      this.pc++;
      this.#begin = last + 1;
      this.run();
    }
  }

  /** The next block begins. */
  #block(cycle: number): void {
    const { request } = this;
    const { name, fifo, width, count } = this.#at(this.pc);
    this.#blockBegin = cycle;
    request.width = width;
    if (name === 'send') {
      request.write = false;
      request.at = cycle;
      return;
    }
    const head = this.#buffer.head(fifo);
    if (!head) return;
    const { packet, seen } = head;
    const at = Math.max(cycle, seen);
    if (packet.values.length !== width) {
      if (at >= this.#limit) this.#pause();
      else this.#stop('packet-width', at);
      return;
    }
    for (let i = 0; i < width; i++) request.data[i] = packet.values[i]!;
    request.write = true;
    request.count = count;
    request.at = at;
  }

  #stop(cause: TrapCause, cycle: number): void {
    this.trap = { cause, pc: this.pc };
    this.state = 'trapped';
    this.#count(cycle);
  }

  #pause(): void {
    this.paused = true;
    this.end = this.#limit;
  }

  /** The instruction under way ended in `last`. */
  #count(last: number): void {
    this.end = last + 1;
    if (this.pc >= this.#words.length) return;
    this.executions[this.pc]!++;
    this.cycles[this.pc]! += last + 1 - this.#begin;
  }

  #at(pc: number): TileInstruction {
    if (pc >= this.#words.length) return pc < this.#size ? emptyWord : pastMemory;
    this.#decoded[pc] ??= this.#decoder.decode(this.#words[pc]!);
    return this.#decoded[pc];
  }
}

const emptyWord = tileTrap('invalid-instruction');
const pastMemory = tileTrap('instruction-address');
