import type { EventLog } from '../../../base/machine-trace.js';
import { type BlockRequest, type MemoryClient, noRequest } from './block-request.js';
import { type CoreInstruction, coreOperations } from './core-instruction.js';
import { logWords } from './machine-log.js';
import type { RegisterFile } from './register-file.js';

/** A core's memory unit: loads and stores, block by block. Source: docs/puma-isa.md, "set, copy, load, store" and
 *  "Time of a core", Memory. */
export class MemoryUnit implements MemoryClient {
  readonly request: BlockRequest = noRequest();
  /** The load or store under way. */
  moving: CoreInstruction | undefined;
  /** Of the load or store under way, or the last: cycles that its blocks had to wait. */
  waits = 0;
  /** The cycle after its last block was done. */
  end = 0;
  readonly #lanes: number;
  readonly #registers: RegisterFile;
  readonly #limit: number;
  readonly #writes: EventLog | undefined;
  readonly #done: (instruction: CoreInstruction, first: number, last: number) => void;
  #first = 0;
  #blocks = 0;

  /** @param limit words that reach registers in this cycle or later do not
   *  @param done told the first and the last cycle of a load or store when its last block is done */
  constructor(
    lanes: number,
    registers: RegisterFile,
    limit: number,
    writes: EventLog | undefined,
    done: (instruction: CoreInstruction, first: number, last: number) => void,
  ) {
    this.#lanes = lanes;
    this.#registers = registers;
    this.#limit = limit;
    this.#writes = writes;
    this.#done = done;
  }

  /** @param address of the first word in data memory  @param first cycle in execute */
  begin(instruction: CoreInstruction, address: number, first: number): void {
    const { request } = this;
    this.moving = instruction;
    this.waits = 0;
    this.#first = first;
    this.#blocks = 0;
    request.write = instruction.operation === coreOperations.store;
    request.width = instruction.width;
    request.count = instruction.amount;
    request.address = address;
    this.#ask(instruction, first + 1);
  }

  blockDone(cycle: number, asked: number): void {
    const instruction = this.moving;
    if (!instruction) throw new Error('no load or store is under way');
    const { width, blocks, dest } = instruction;
    const { request } = this;
    this.waits += cycle - asked - 1;
    this.end = cycle + 1;
    let last = cycle;
    if (!request.write) {
      const at = dest + this.#blocks * width;
      const landed = Math.min(width, (this.#limit - cycle - 1) * this.#lanes);
      this.#registers.writeAll(at, request.data, landed);
      if (this.#writes) logWords(this.#writes, this.#registers, at, landed, cycle + 1, this.#lanes);
      last += Math.ceil(width / this.#lanes);
    }
    this.#blocks++;
    if (this.#blocks < blocks) {
      request.address += width;
      this.#ask(instruction, last + 1);
      return;
    }
    this.moving = undefined;
    this.#done(instruction, this.#first, last);
  }

  /** Cycles of waiting that the load or store under way has had when `cycle` begins. */
  waited(cycle: number): number {
    return this.waits + Math.max(0, cycle - this.request.at - 1);
  }

  /** Asks for the next block: it stands in `cycle`, or after the beats that gather a store's words. */
  #ask({ width, src2 }: CoreInstruction, cycle: number): void {
    const { request } = this;
    request.at = cycle;
    if (!request.write) return;
    const from = src2 + this.#blocks * width;
    for (let i = 0; i < width; i++) request.data[i] = this.#registers.words[from + i]!;
    request.at += Math.ceil(width / this.#lanes);
  }
}
