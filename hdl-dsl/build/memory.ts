import type { ClockDomain, Expression, Memory, SourceRef } from '../ir/index.js';
import { memoryContentsNode, memoryReadNode } from '../nodes/basic-nodes.js';
import { bitsGround, sameGround, toPattern, uintGround } from '../nodes/ground.js';
import { captureSource } from '../source/source-ref.js';
import type { DataType, VecType } from '../types/aggregate-types.js';
import { type BitsType, bits, type UIntType, uintBelow } from '../types/ground-types.js';
import { leavesOf } from '../types/leaves.js';
import type { Bool } from '../values/bool.js';
import { fitTo } from '../values/fit-to.js';
import { conditionOf } from '../values/functions.js';
import type { Handle } from '../values/place.js';
import { scalarSource, sourceLeaves } from '../values/sources.js';
import type { SourceOf, ValueOf } from '../values/typing.js';
import type { UInt } from '../values/uint.js';
import type { Vec } from '../values/vec.js';
import { viewOf } from '../values/view.js';
import { MemoryAccesses, type MemoryContext } from './memory-accesses.js';
import type { MemorySpec } from './memory-spec.js';
import { report } from './report.js';
import { checkKey, leafName } from './signals.js';

export interface WriteOptions {
  /** One bit for each `maskBits` bits of the word: these are written where it is set. Default: all. */
  readonly mask?: SourceOf<BitsType>;
}

export interface ReadOptions {
  /** A new word is read in cycles in which it holds; in others the last one stays. Default: always. */
  readonly enable?: Bool;
  /** Why the words may be read in another clock domain than they are written in. */
  readonly crossing?: string;
}

interface WritableMemory<T extends DataType> {
  readonly depth: number;
  /** Writes one word at the clock edge, under the conditions around it. An address past the last word writes nothing. */
  write(address: UInt | number, data: SourceOf<T>, options?: WriteOptions): void;
}

/** A memory as its module uses it. */
export interface MemoryPort<T extends DataType> extends WritableMemory<T> {
  /** One word, in the same cycle. An address past the last word reads 0. */
  read(address: UInt | number): ValueOf<T>;
}

/** A packed memory, which can also be read whole. */
export interface PackedMemoryPort<T extends DataType> extends MemoryPort<T> {
  /** All words, word 0 first. */
  readonly contents: Vec<T>;
}

/** A memory with synchronous reads. */
export interface SyncMemoryPort<T extends DataType> extends WritableMemory<T> {
  /** The word at the address of the cycle before, from the register `<memory>_read`. Past the last word it is 0. */
  read(address: UInt | number, options?: ReadOptions): ValueOf<T>;
}

/** Declares the memories of one key: one for each leaf of the word. */
export function declareMemory(
  context: MemoryContext,
  key: string,
  spec: MemorySpec,
  clock: ClockDomain,
): PackedMemoryPort<DataType> & SyncMemoryPort<DataType> {
  const source = captureSource(key);
  checkKey(key, 'a memory', source);
  context.scope.refuses(source);
  const leaves = leavesOf(spec.word);
  const initial = initialOf(spec, source);
  const memories = leaves.map(
    (leaf, i): Memory =>
      Object.freeze({
        kind: 'memory',
        name: leafName(key, leaf),
        word: leaf.ground,
        depth: spec.depth,
        packed: spec.packed,
        clock,
        source,
        ...(initial === undefined ? {} : { initial: Object.freeze(initial.map((word) => word[i] ?? 0n)) }),
        ...(spec.comment === undefined ? {} : { comment: spec.comment }),
      }),
  );
  const accesses = new MemoryAccesses(context, key, spec, memories, clock, source);
  const addressType: UIntType = uintBelow(spec.depth);
  return Object.freeze({
    depth: spec.depth,
    read: (address: UInt | number, { enable, crossing }: ReadOptions = {}) => {
      const at = addressOf(addressType, address);
      if (accesses.isPlain && spec.read === 'async') {
        const words = memories.map((m, i) => handleOf(leaves[i]?.type, memoryReadNode(m, at)));
        return viewOf(spec.word, words) as never;
      }
      const condition = enable === undefined ? undefined : conditionOf(enable);
      return accesses.read(at, condition, crossing) as never;
    },
    write: (address: UInt | number, data: unknown, options: WriteOptions = {}) => {
      const statement = captureSource();
      const at = addressOf(addressType, address);
      const words = sourceLeaves(spec.word, data).map((word, i) =>
        wordOf(memoryAt(memories, i), word, statement),
      );
      accesses.write(at, words, maskOf(key, spec, options.mask, source), statement);
    },
    get contents() {
      const type: VecType = { kind: 'vec', element: spec.word, length: spec.depth, options: {} };
      return viewOf(
        type,
        leavesOf(type).map((leaf, i) => handleOf(leaf.type, memoryContentsNode(memoryAt(memories, i)))),
      ) as never;
    },
  });
}

/** Patterns of the initial words, one a leaf. Reports CW-E039 for a word that is no constant. */
function initialOf(spec: MemorySpec, source: SourceRef): readonly (readonly bigint[])[] | undefined {
  return spec.initial?.map((word, at) =>
    sourceLeaves(spec.word, word).map((value) => {
      if (value.kind === 'literal') return toPattern(value.value, value.type.width);
      report({
        code: 'CW-E039',
        message: 'an initial word of a memory is no constant',
        expected: 'constants',
        actual: `a signal as word ${at}`,
        hint: 'write words that depend on signals after reset',
        source,
      });
      return 0n;
    }),
  );
}

function addressOf(type: UIntType, address: UInt | number): Expression {
  const expression = scalarSource(type, address);
  if (expression.type.kind === 'uint') return expression;
  report({
    code: 'CW-E011',
    message: 'a memory address is not an unsigned number',
    expected: 'uint',
    actual: expression.type.kind,
    hint: 'read the bits as a number with `asUInt()`',
  });
  return fitTo(expression, uintGround(expression.type.width));
}

/** The mask of a write as bits. Reports CW-E039 where the memory has none, CW-E014 for another width. */
function maskOf(
  key: string,
  { word, maskBits }: MemorySpec,
  mask: SourceOf<BitsType> | undefined,
  declared: SourceRef,
): Expression | undefined {
  if (mask === undefined) return undefined;
  const related = [{ message: 'declared at', source: declared }];
  if (maskBits === undefined) {
    report({
      code: 'CW-E039',
      message: `a masked write to memory \`${key}\`, which has no mask`,
      expected: 'a memory with `maskBits`',
      actual: 'none',
      hint: 'declare it with `maskBits`, such as 8 for bytes',
      related,
    });
    return undefined;
  }
  const width = (leavesOf(word)[0]?.ground.width ?? 1) / maskBits;
  const given = scalarSource(bits(width), mask);
  if (given.type.width !== width) {
    report({
      code: 'CW-E014',
      message: `width mismatch in the write mask of memory \`${key}\``,
      expected: `${width} bits`,
      actual: `${given.type.width} bits`,
      hint: 'one mask bit stands for `maskBits` bits of the word',
      related,
    });
  }
  return fitTo(given, bitsGround(width));
}

function wordOf(memory: Memory, value: Expression, source: SourceRef): Expression {
  if (sameGround(memory.word, value.type)) return value;
  const kinds = memory.word.kind !== value.type.kind;
  report({
    code: kinds ? 'CW-E011' : 'CW-E014',
    message: kinds
      ? `${value.type.kind} written to memory \`${memory.name}\` of ${memory.word.kind}`
      : `width mismatch in a write to memory \`${memory.name}\``,
    expected: kinds ? memory.word.kind : `${memory.word.width} bits`,
    actual: kinds ? value.type.kind : `${value.type.width} bits`,
    hint: 'convert, extend or narrow the word by name',
    source,
    related: [{ message: 'declared at', source: memory.source }],
  });
  return fitTo(value, memory.word);
}

function handleOf(type: Handle['type'] | undefined, expression: Expression): Handle {
  if (type === undefined) throw new Error('one memory a leaf');
  return { type, expression };
}

function memoryAt(memories: readonly Memory[], index: number): Memory {
  const found = memories[index];
  if (found === undefined) throw new Error('one memory a leaf');
  return found;
}
