import { SharedMemory } from '../../../../../generators/puma/tile/shared-memory.js';
import type { Module } from '../../../../../hdl-dsl/index.js';
import { build } from '../../../../../hdl-dsl/index.js';
import { Simulator } from '../../../../../hdl-dsl/sim/simulator.js';
import type { Access, Block, MemoryCycle, Word } from './memory-model.js';

export interface MemorySize {
  readonly words: number;
  readonly clients: number;
  readonly countBits: number;
}

export function buildMemory(size: MemorySize): Module {
  return build(SharedMemory, { unit: 'm', ...size });
}

/** Drives the pins of the shared memory, a cycle at a time. */
export class MemoryBench {
  readonly sim: Simulator;
  readonly #size: MemorySize;

  constructor(size: MemorySize, top = buildMemory(size)) {
    this.#size = size;
    this.sim = new Simulator(top);
    this.sim.reset();
  }

  /** Waits for the end of the sweep. @returns its cycles */
  clear(): number {
    for (let cycle = 0; cycle < 10_000; cycle++) {
      if (this.sim.peek('cleared_o') === 1) return cycle;
      this.#step();
    }
    throw new Error('the sweep does not end');
  }

  /** What is seen in a cycle with these requests, in the form of the model; `ready`, by client, and a trace without
   *  `valid` are looked at too. */
  cycle(requests: readonly (Block | undefined)[], access: Access | undefined, asked?: Access): MemoryCycle {
    const { sim } = this;
    for (const [k, block] of requests.entries()) this.#request(k, block);
    sim.poke('access_i', access ? 1 : 0);
    sim.poke('access_write_i', access?.word ? 1 : 0);
    sim.poke('access_address_i', access?.address ?? 0);
    sim.poke('access_word_i', access?.word ? this.#packed(access.word) : 0n);

    const ready = requests.flatMap((_, k) => (sim.peek(`in_${k}_ready_o`) === 1 ? [k] : []));
    const isDone = sim.peek('trace_valid_o') === 1;
    const client = Number(sim.peek('trace_client_o'));
    if (ready.length !== (isDone ? 1 : 0) || (isDone && ready[0] !== client))
      throw new Error(`ready of [${ready}] where the trace tells ${isDone ? client : 'nothing'}`);
    const result: { -readonly [K in keyof MemoryCycle]: MemoryCycle[K] } = {
      accessReady: sim.peek('access_ready_o') === 1,
    };
    if (isDone) result.done = { client, ...this.#traced() };
    const whose = Number(sim.peek('resp_valid_o'));
    if (whose !== 0) {
      if (!Number.isInteger(Math.log2(whose))) throw new Error('words for several clients');
      const data = BigInt(sim.peek('resp_data_o'));
      const values = Array.from({ length: 16 }, (_, i) => Number((data >> BigInt(16 * i)) & 0xffffn));
      result.response = { client: Math.log2(whose), values };
    }
    if (asked && !asked.word) result.answer = this.#word(BigInt(sim.peek('answer_o')));
    this.#step();
    return result;
  }

  #step(): void {
    this.sim.step();
    const failed = this.sim.failedAssertion;
    if (failed) throw new Error(`assertion ${failed.name} failed`);
  }

  #request(k: number, block: Block | undefined): void {
    const { sim } = this;
    sim.poke(`in_${k}_valid_i`, block ? 1 : 0);
    if (!block) return;
    sim.poke(`in_${k}_write_i`, block.write ? 1 : 0);
    sim.poke(`in_${k}_address_i`, block.address);
    sim.poke(`in_${k}_width_i`, block.words.length - 1);
    sim.poke(`in_${k}_count_i`, block.count);
    sim.poke(
      `in_${k}_data_i`,
      block.words.reduce((sum, word, i) => sum | (BigInt(word) << BigInt(16 * i)), 0n),
    );
  }

  #traced() {
    const { sim } = this;
    const address = Number(sim.peek('trace_address_o'));
    const width = Number(sim.peek('trace_width_o')) + 1;
    const data = BigInt(sim.peek('trace_data_o'));
    const bits = BigInt(17 + this.#size.countBits);
    const all = Array.from({ length: 16 }, (_, i) =>
      this.#word(BigInt.asUintN(Number(bits), data >> (BigInt(i) * bits))),
    );
    if (data >> (BigInt(width) * bits) !== 0n) throw new Error('the trace tells of words past the block');
    return { write: sim.peek('trace_write_o') === 1, address, after: all.slice(0, width) };
  }

  #word(packed: bigint): Word {
    return {
      value: Number(packed & 0xffffn),
      valid: ((packed >> 16n) & 1n) === 1n,
      count: Number(packed >> 17n),
    };
  }

  #packed(word: Word): bigint {
    return BigInt(word.value) | (word.valid ? 1n << 16n : 0n) | (BigInt(word.count) << 17n);
  }
}
