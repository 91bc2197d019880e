import { type DataType, widestLeaf } from '../types/aggregate-types.js';
import { maxWidth } from '../types/ground-types.js';
import { leavesOf } from '../types/leaves.js';
import type { SourceOf } from '../values/typing.js';
import { report } from './report.js';

/** `async`: a read gives the word in the same cycle. `sync`: in the next cycle, from a register. */
export type ReadMode = 'async' | 'sync';

/** How a memory is read and written. */
export interface MemoryOptions<T extends DataType, K extends boolean, R extends ReadMode> {
  /** Kept as one vector whose `contents` can be read all at once. */
  readonly packed?: K;
  /** Ports that it has, each for one access a cycle; more accesses are refused. A port that both reads and writes has
   *  one address: in a cycle in which it writes, it reads the word that it writes. Without it there are as many ports
   *  as reads and writes. */
  readonly ports?: 1 | 2;
  /** Default `async`. */
  readonly read?: R;
  /** What a synchronous read gives of a word that is being written: `old` (default) or `new` contents. */
  readonly readUnderWrite?: 'old' | 'new';
  /** Bits that one bit of a write mask stands for. */
  readonly maskBits?: number;
  /** The first words; further ones are 0. Without it contents are undefined (0 in simulators) until written. */
  readonly initial?: readonly SourceOf<T>[];
  /** Name of an SRAM macro that takes its place; the memory's behaviour is printed as a model beside the design. */
  readonly macro?: string;
  readonly comment?: string;
}

export interface MemorySpec<
  T extends DataType = DataType,
  K extends boolean = boolean,
  R extends ReadMode = ReadMode,
> extends MemoryOptions<T, K, R> {
  readonly word: T;
  readonly depth: number;
  readonly packed: K;
  readonly read: R;
}

/** A memory of `depth` words, written at the clock edge.
 *  @throws {CrossweaveError} CW-E009 for a depth out of range, CW-E039 for options that do not go together */
export function memory<
  T extends DataType,
  const K extends boolean = false,
  const R extends ReadMode = 'async',
>(word: T, depth: number, options: MemoryOptions<NoInfer<T>, K, R> = {}): MemorySpec<T, K, R> {
  const most = options.packed ? Math.floor(maxWidth / widestLeaf(word)) : 2 ** 24;
  if (!Number.isInteger(depth) || depth < 1 || depth > most) {
    report({
      code: 'CW-E009',
      message: 'a memory depth out of range',
      expected: `an integer from 1 to ${most} words`,
      actual: String(depth),
      hint: `a memory has at least one word; a packed one is one signal of at most ${maxWidth} bits`,
    });
    return memory<T, K, R>(word, 1, options);
  }
  const packed = (options.packed ?? false) as K;
  const read = (options.read ?? 'async') as R;
  const spec: MemorySpec<T, K, R> = { ...options, word, depth, packed, read };
  const wrong = rules.find(({ breaks }) => breaks(spec as MemorySpec));
  if (wrong !== undefined) {
    report({
      code: 'CW-E039',
      message: wrong.message,
      expected: wrong.expected,
      actual: wrong.actual(spec as MemorySpec),
      hint: wrong.hint,
    });
    return Object.freeze({ word, depth, packed, read });
  }
  return Object.freeze(spec);
}

interface Rule {
  readonly breaks: (spec: MemorySpec) => boolean;
  readonly message: string;
  readonly expected: string;
  readonly actual: (spec: MemorySpec) => string;
  readonly hint: string;
}

const rules: readonly Rule[] = [
  {
    breaks: ({ ports }) => ports !== undefined && ports !== 1 && ports !== 2,
    message: 'a memory has one or two ports',
    expected: '1 or 2',
    actual: ({ ports }) => String(ports),
    hint: 'leave `ports` out for a register file, which has a port for each access',
  },
  {
    breaks: ({ readUnderWrite, read }) => readUnderWrite !== undefined && read !== 'sync',
    message: '`readUnderWrite` is for synchronous reads',
    expected: "`read: 'sync'`",
    actual: ({ read }) => `\`read: '${read}'\``,
    hint: 'an asynchronous read gives the word before the clock edge, so always the old one',
  },
  {
    breaks: ({ word, maskBits }) => maskBits !== undefined && leavesOf(word).length !== 1,
    message: 'a write mask needs words of one signal',
    expected: 'a scalar or a vector of scalars as word',
    actual: ({ word }) => `${leavesOf(word).length} signals`,
    hint: 'the fields of a struct are memories of their own; use one memory for each part',
  },
  {
    breaks: ({ word, maskBits }) =>
      maskBits !== undefined &&
      (!Number.isInteger(maskBits) ||
        maskBits < 1 ||
        (leavesOf(word)[0]?.ground.width ?? 1) % maskBits !== 0),
    message: 'a write mask does not divide the word into equal parts',
    expected: 'a divisor of the width of the word',
    actual: ({ word, maskBits }) => `${maskBits} of ${leavesOf(word)[0]?.ground.width} bits`,
    hint: 'one mask bit stands for `maskBits` bits, 8 for bytes',
  },
  {
    breaks: ({ initial, depth }) => (initial?.length ?? 0) > depth,
    message: 'a memory has more initial words than it holds',
    expected: 'at most as many as its depth',
    actual: ({ initial, depth }) => `${initial?.length} for ${depth} words`,
    hint: 'make it deeper, or leave words out; those that are not told are 0',
  },
  {
    breaks: ({ packed, macro, ports }) => packed && (macro !== undefined || ports !== undefined),
    message: 'a packed memory has no ports',
    expected: '`packed` without `ports` and `macro`',
    actual: ({ macro }) => (macro === undefined ? '`packed` and `ports`' : '`packed` and `macro`'),
    hint: 'all words of a packed memory can be read at once, which no SRAM allows',
  },
  {
    breaks: ({ macro, read }) => macro !== undefined && read !== 'sync',
    message: 'an SRAM macro is read synchronously',
    expected: "`read: 'sync'`",
    actual: ({ read }) => `\`read: '${read}'\``,
    hint: "add `read: 'sync'`; the word arrives one cycle later",
  },
  {
    breaks: ({ macro, initial }) => macro !== undefined && initial !== undefined,
    message: 'an SRAM macro has no initial contents',
    expected: '`macro` without `initial`',
    actual: () => '`macro` and `initial`',
    hint: 'write the words after reset, or leave `macro` out',
  },
];
