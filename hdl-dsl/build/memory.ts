import type { Memory, SourceRef } from '../ir/index.js';
import { mainClock } from '../names/clock-pins.js';
import { memoryContentsNode, memoryReadNode } from '../nodes/basic-nodes.js';
import { sameGround } from '../nodes/ground.js';
import { captureSource } from '../source/source-ref.js';
import { type DataType, type VecType, widestLeaf } from '../types/aggregate-types.js';
import { maxWidth, type UIntType, uintBelow } from '../types/ground-types.js';
import { leavesOf } from '../types/leaves.js';
import { fitTo } from '../values/fit-to.js';
import type { Handle } from '../values/place.js';
import { scalarSource, sourceLeaves } from '../values/sources.js';
import type { SourceOf, ValueOf } from '../values/typing.js';
import type { UInt } from '../values/uint.js';
import type { Vec } from '../values/vec.js';
import { viewOf } from '../values/view.js';
import { report } from './report.js';
import { checkKey, leafName } from './signals.js';
import type { StatementScope } from './statement-scope.js';

export interface MemorySpec<T extends DataType = DataType, K extends boolean = boolean> {
  readonly word: T;
  readonly depth: number;
  readonly packed: K;
  readonly comment?: string;
}

/** A memory of `depth` words with asynchronous reads and writes at the clock edge. `packed` keeps it as one vector
 *  whose `contents` can be read all at once. Contents are undefined (simulated as 0) until written. */
export function memory<T extends DataType, const K extends boolean = false>(
  word: T,
  depth: number,
  options: { readonly packed?: K; readonly comment?: string } = {},
): MemorySpec<T, K> {
  const most = options.packed ? Math.floor(maxWidth / widestLeaf(word)) : 2 ** 24;
  if (!Number.isInteger(depth) || depth < 1 || depth > most) {
    report({
      code: 'CW-E009',
      message: 'a memory depth out of range',
      expected: `an integer from 1 to ${most} words`,
      actual: String(depth),
      hint: `a memory has at least one word; a packed one is one signal of at most ${maxWidth} bits`,
    });
    return memory<T, K>(word, 1, options);
  }
  const packed = (options.packed ?? false) as K;
  return Object.freeze({
    word,
    depth,
    packed,
    ...(options.comment === undefined ? {} : { comment: options.comment }),
  });
}

/** A memory as its module uses it. */
export interface MemoryPort<T extends DataType> {
  readonly depth: number;
  /** One word, in the same cycle. An address past the last word reads 0. */
  read(address: UInt | number): ValueOf<T>;
  /** Writes one word at the clock edge, under the conditions around it. An address past the last word writes nothing. */
  write(address: UInt | number, data: SourceOf<T>): void;
}

/** A packed memory, which can also be read whole. */
export interface PackedMemoryPort<T extends DataType> extends MemoryPort<T> {
  /** All words, word 0 first. */
  readonly contents: Vec<T>;
}

/** Declares the memories of one key: one for each leaf of the word. */
export function declareMemory(
  scope: StatementScope,
  key: string,
  spec: MemorySpec,
): { readonly memories: readonly Memory[]; readonly port: PackedMemoryPort<DataType> } {
  const source = captureSource(key);
  checkKey(key, 'a memory', source);
  const leaves = leavesOf(spec.word);
  const memories = leaves.map(
    (leaf): Memory =>
      Object.freeze({
        kind: 'memory',
        name: leafName(key, leaf),
        word: leaf.ground,
        depth: spec.depth,
        packed: spec.packed,
        clock: mainClock,
        source,
        ...(spec.comment === undefined ? {} : { comment: spec.comment }),
      }),
  );
  const addressType: UIntType = uintBelow(spec.depth);
  const each = (make: (memory: Memory) => Handle['expression']): Handle[] =>
    memories.map((m, i) => ({ type: leaves[i]?.type ?? spec.word, expression: make(m) }) as Handle);
  const port: PackedMemoryPort<DataType> = {
    depth: spec.depth,
    read: (address) => {
      const at = addressOf(addressType, address);
      return viewOf(
        spec.word,
        each((m) => memoryReadNode(m, at)),
      ) as never;
    },
    write: (address, data) => {
      const statement = captureSource();
      const at = addressOf(addressType, address);
      const values = sourceLeaves(spec.word, data);
      memories.forEach((m, i) => {
        const value = values[i];
        if (value !== undefined) scope.write(m, at, wordOf(m, value, statement), statement);
      });
    },
    get contents() {
      const type: VecType = { kind: 'vec', element: spec.word, length: spec.depth, options: {} };
      return viewOf(
        type,
        leavesOf(type).map((leaf, i) => ({
          type: leaf.type,
          expression: memoryContentsNode(memoryAt(memories, i)),
        })),
      ) as never;
    },
  };
  return { memories, port: Object.freeze(port) };
}

function addressOf(type: UIntType, address: UInt | number): Handle['expression'] {
  const expression = scalarSource(type, address);
  if (expression.type.kind === 'uint') return expression;
  report({
    code: 'CW-E011',
    message: 'a memory address is not an unsigned number',
    expected: 'uint',
    actual: expression.type.kind,
    hint: 'read the bits as a number with `asUInt()`',
  });
  return fitTo(expression, { kind: 'uint', width: expression.type.width, signed: false });
}

function wordOf(memory: Memory, value: Handle['expression'], source: SourceRef): Handle['expression'] {
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

function memoryAt(memories: readonly Memory[], index: number): Memory {
  const found = memories[index];
  if (found === undefined) throw new Error('one memory a leaf');
  return found;
}
