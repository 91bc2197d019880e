import { describe, expect, it } from 'vitest';
import type { Statement } from '../../../../hdl-dsl/index.js';
import { Random } from '../../../hdl-dsl/print/support/random.js';
import { stuckAt, withFault } from '../../support/fault.js';
import { buildMemory, MemoryBench, type MemorySize } from './support/memory-bench.js';
import { type Access, type Block, type MemoryCycle, MemoryModel, type Word } from './support/memory-model.js';
import { MemoryTraffic } from './support/memory-traffic.js';

const long = Number(process.env.CROSSWEAVE_LONG ?? 0);

/** Memory and model side by side, every cycle compared. */
class Pair {
  readonly model: MemoryModel;
  readonly bench: MemoryBench;
  readonly #size: MemorySize;
  #answering: Access | undefined;

  constructor(size: MemorySize, top = buildMemory(size)) {
    this.#size = size;
    this.model = new MemoryModel(size.words, size.clients);
    this.bench = new MemoryBench(size, top);
    this.bench.clear();
  }

  cycle(requests: readonly (Block | undefined)[], access?: Access): MemoryCycle {
    const expected = this.model.cycle(requests, access);
    expect(this.bench.cycle(requests, access, this.#answering)).toEqual(expected);
    this.#answering = expected.accessReady ? access : undefined;
    return expected;
  }

  /** Compares every word, through the configuration port. Blocks that stand are done, or sleep. */
  compareWords(requests: (Block | undefined)[], last?: MemoryCycle): void {
    const words: Word[] = [];
    let seen = last;
    for (let address = 0; words.length < this.#size.words; ) {
      if (seen?.done) requests[seen.done.client] = undefined;
      const wasRead = this.#answering !== undefined && !this.#answering.word;
      const isOurs = address > 0 && wasRead;
      seen = this.cycle(requests, address < this.#size.words ? { address } : undefined);
      if (seen.answer && isOurs) words.push(seen.answer);
      if (seen.accessReady) address++;
    }
    expect(words).toEqual(this.model.words);
  }
}

type Assignment = Statement & { kind: 'assign' };
const isZero = ({ value }: Assignment): boolean => value.kind === 'literal' && value.value === 0n;
const stuck = (name: string, value: bigint) => (a: Assignment) =>
  a.target.name === name ? stuckAt(a, value) : a;
const faults: readonly [string, string, (assignment: Assignment) => Statement | undefined][] = [
  [
    'sleepers are not woken',
    'm_memory_arbiter',
    (a) => (a.target.name === 'asleep' && isZero(a) ? undefined : a),
  ],
  ['nobody sleeps', 'm_memory_arbiter', (a) => (a.target.name === 'asleep' && !isZero(a) ? undefined : a)],
  [
    'the first is always in turn',
    'round_robin_arbiter_3',
    (a) => (a.target.name === 'after' ? undefined : a),
  ],
  ['words stay valid', 'm_memory_bank', stuck('valid_after', 1n)],
  ['counts fall to 0', 'm_memory_bank', stuck('consumed_count', 0n)],
  ['stores overwrite', 'm_data_memory', stuck('may_write', 1n)],
  ['loads take anything', 'm_data_memory', stuck('may_consume', 1n)],
  ['banks below the offset look at the same row', 'm_data_memory', stuck('behind', 0n)],
  ['words do not arrive', 'm_shared_memory', stuck('resp_valid', 0n)],
  ['the port breaks in', 'm_shared_memory', stuck('accessed', 1n)],
];

describe('data memory with its clients', () => {
  const sizes: readonly MemorySize[] = [
    { words: 32, clients: 1, countBits: 1 },
    { words: 48, clients: 3, countBits: 2 },
    { words: 64, clients: 5, countBits: 8 },
    { words: 80, clients: 9, countBits: 16 },
  ];
  it.each(sizes)('is the memory of the page in every cycle of random traffic: %o', (size) => {
    const pair = new Pair(size);
    const traffic = new MemoryTraffic(size, new Random(size.words));
    const shapes = new Set<string>();
    const done = Array<number>(size.clients).fill(0);
    let [mostAsleep, constants, accesses] = [0, 0, 0];
    let last: MemoryCycle | undefined;
    for (let cycle = 0; cycle < (1000 + 200 * size.clients) * (1 + long); cycle++) {
      traffic.next(last);
      last = pair.cycle(traffic.requests, traffic.access);
      if (last.accessReady && traffic.access) accesses++;
      mostAsleep = Math.max(mostAsleep, pair.model.sleepers);
      if (!last.done) continue;
      const { client, write, address, after } = last.done;
      shapes.add(`${write} ${after.length} ${address % 16}`);
      done[client] = (done[client] ?? 0) + 1;
      if (!write && after.some((word) => word.valid && word.count === 0)) constants++;
    }
    pair.compareWords(traffic.requests, last);
    expect(shapes.size).toBeGreaterThan(40);
    expect(Math.min(...done)).toBeGreaterThan(10);
    expect(mostAsleep).toBe(size.clients);
    expect(constants).toBeGreaterThan(5);
    expect(accesses).toBeGreaterThan(100);
  });

  it('does a block of every width at every alignment as one, or not at all', () => {
    const size: MemorySize = { words: 48, clients: 1, countBits: 3 };
    const pair = new Pair(size);
    const random = new Random(5);
    /** Cycles until the block is done. */
    const run = (block: Block): number => {
      for (let cycle = 1; cycle <= 2; cycle++) if (pair.cycle([block]).done) return cycle;
      return 0;
    };
    for (let width = 1; width <= 16; width++)
      for (let offset = 0; offset < 16; offset++) {
        const address = 16 * random.below(2) + offset;
        const words = Array.from({ length: width }, () => random.below(65536));
        const store: Block = { write: true, address, words, count: 2 };
        const load: Block = { write: false, address, words, count: 0 };
        const spoilt = address + random.below(width);
        const word: Word = { value: 0xabcd, valid: true, count: 0 };
        expect(run(store)).toBe(2);
        expect(run(load)).toBe(2);
        pair.cycle([undefined], { address: spoilt, word: { ...word, valid: false } });
        pair.cycle([undefined]);
        expect(run(load)).toBe(0);
        pair.cycle([load], { address: spoilt, word: { ...word, count: 1 } });
        pair.cycle([load]);
        expect(run(load)).toBe(2);
        // The words are free again, but for one.
        pair.cycle([undefined], { address: spoilt, word });
        pair.cycle([undefined]);
        expect(run(store)).toBe(0);
        pair.cycle([store], { address: spoilt, word: { ...word, valid: false } });
        pair.cycle([store]);
        expect(run(store)).toBe(2);
        for (let use = 0; use < 2; use++) expect(run(load)).toBe(2);
      }
    pair.compareWords([undefined]);
  });

  it('takes turns among clients that always ask', () => {
    const pair = new Pair({ words: 32, clients: 4, countBits: 1 });
    const constants: Block = { write: true, address: 0, words: [1, 2, 3], count: 0 };
    while (!pair.cycle([constants]).done);
    const load: Block = { ...constants, write: false };
    const turns = Array.from({ length: 13 }, () => pair.cycle([load, load, load, load]).done?.client);
    expect(turns).toEqual([undefined, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0]);
  });

  it('gives no cycles to sleepers until somebody is done', () => {
    const pair = new Pair({ words: 32, clients: 3, countBits: 4 });
    const never: Block = { write: false, address: 16, words: [0], count: 0 };
    const store: Block = { write: true, address: 0, words: [7, 8], count: 1 };
    const all = [never, { ...never, address: 0 }];
    // Both are looked at in vain; then nobody is, and the port has every cycle.
    const quiet = Array.from({ length: 6 }, () => pair.cycle(all).accessReady);
    expect(quiet).toEqual([false, false, true, true, true, true]);
    const events = Array.from({ length: 6 }, (_, cycle) => {
      const { done, accessReady } = pair.cycle([...all, cycle < 2 ? store : undefined]);
      return done ? done.client : accessReady ? 'free' : 'granted';
    });
    // Granted, done by client 2; both sleepers are looked at again, of which client 1 finds its word.
    expect(events).toEqual(['granted', 2, 'granted', 'granted', 1, 'granted']);
  });

  it('is cleared after reset, a row a cycle, whatever it held', () => {
    const size: MemorySize = { words: 64, clients: 2, countBits: 4 };
    const pair = new Pair(size);
    for (let address = 0; address < size.words; address++)
      pair.cycle([], { address, word: { value: 0xffff, valid: true, count: 15 } });
    pair.cycle([]);
    pair.compareWords([]);
    pair.bench.sim.reset();
    expect(pair.bench.clear()).toBe(size.words / 16);
    const anew = new MemoryModel(size.words, size.clients);
    for (const [address, word] of anew.words.entries()) {
      pair.bench.cycle([undefined, undefined], { address });
      expect(pair.bench.cycle([undefined, undefined], undefined, { address }).answer).toEqual(word);
    }
  });

  it.each(faults)('and the comparison notices a fault: %s', (_, module, change) => {
    const size: MemorySize = { words: 48, clients: 3, countBits: 2 };
    const pair = new Pair(size, withFault(buildMemory(size), module, change));
    const traffic = new MemoryTraffic(size, new Random(3));
    expect(() => {
      let last: MemoryCycle | undefined;
      for (let cycle = 0; cycle < 500; cycle++) {
        traffic.next(last);
        last = pair.cycle(traffic.requests, traffic.access);
      }
    }).toThrow();
  });
});
