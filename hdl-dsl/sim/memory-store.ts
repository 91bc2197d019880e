import { type MemoryCell, representationOf } from './cells.js';
import type { GraphNode } from './graph-node.js';
import { PackedWords } from './packed-words.js';

/** The words of one memory, and what compiled code writes to get at them. Addresses are checked by the caller. */
export interface MemoryStore {
  /** Objects under the names that compiled code has for them. */
  readonly bindings: Readonly<Record<string, unknown>>;
  /** The value of a word. @param address text of an index below the depth */
  word(address: string): string;
  /** Statement that writes a word. */
  write(address: string, data: string): string;
  /** Text of the unsigned bits from a bit position on; absent where words are values. */
  bits?(position: string, width: number): string;
  /** Bits from one word to the next, where there are positions. */
  readonly stride?: number;
  /** The unsigned value of all words of a packed memory. */
  all?(): string;
}

/** @param inPieces words are only read in pieces of at most 52 bits */
export function memoryStore(cell: MemoryCell, inPieces: boolean): MemoryStore {
  const representation = representationOf(cell.width);
  if (cell.packed || (representation === 'big' && inPieces)) return packedStore(cell);
  const name = `M${cell.id}`;
  const array =
    representation === 'big'
      ? new Array<bigint>(cell.depth).fill(0n)
      : representation === 'double'
        ? new Float64Array(cell.depth)
        : cell.width === 32 && !cell.signed
          ? new Uint32Array(cell.depth)
          : new Int32Array(cell.depth);
  return {
    bindings: { [name]: array },
    word: (address) => `${name}[${address}]`,
    write: (address, data) => `${name}[${address}]=${data};`,
  };
}

function packedStore({ id, width, depth, packed, signed }: MemoryCell): MemoryStore {
  const name = `M${id}`;
  const bare = `W${id}`;
  const stride = packed ? width : Math.ceil(width / 32) * 32;
  const store = new PackedWords(stride * depth);
  const suffix = suffixes[representationOf(width)];
  const bits = (position: string, n: number): string => `bitsAt${suffixes[representationOf(n)]}(${bare},${position},${n})`;
  const touch = packed ? `${name}.touch();` : '';
  return {
    bindings: { [name]: store, [bare]: store.words },
    stride,
    bits,
    word: (address) => signText(bits(`${address}*${stride}`, width), width, signed),
    write: (address, data) => `putBits${suffix}(${bare},${address}*${stride},${width},${data});${touch}`,
    ...(packed ? { all: () => (width * depth > 52 ? `${name}.all()` : bits('0', width * depth)) } : {}),
  };
}

const suffixes = { int: '', double: 'D', big: 'Big' } as const;

/** Text of unsigned bits, read as a number of a type. */
export function signText(text: string, width: number, signed: boolean): string {
  if (!signed) return text;
  switch (representationOf(width)) {
    case 'int':
      return width === 32 ? `(${text}|0)` : `(${text}<<${32 - width}>>${32 - width})`;
    case 'double':
      return `wrapS(${text},${2 ** width})`;
    case 'big':
      return `BigInt.asIntN(${width},${text})`;
  }
}

/** Whether a node cuts at most 52 bits out of a memory word or a packed memory, so that the whole need not be made. */
export function cutsMemory(node: GraphNode): boolean {
  const [operand] = node.args;
  if (operand === undefined || node.width > 52 || operand.width <= 52) return false;
  if (operand.op !== 'word' && operand.op !== 'words') return false;
  return node.op === 'slice' || node.op === 'part' || (node.op === 'convert' && node.width < operand.width);
}
