import { BitStore, signText, suffixOf } from './bit-store.js';
import { type MemoryCell, representationOf } from './cells.js';
import { runtime } from './runtime.js';

/** The words of one memory, and what compiled code writes to get at them. Addresses are checked by the caller. */
export interface MemoryStore {
  /** Objects under the names that compiled code has for them. */
  readonly bindings: Readonly<Record<string, unknown>>;
  /** The value of a word. @param address text of an index below the depth */
  word(address: string): string;
  /** Statement that writes a word. */
  write(address: string, data: string): string;
  /** Statement that writes `width` unsigned bits of a word; only where the store keeps bits. */
  writePart?(address: string, lsb: number, width: number, data: string): string;
  /** The bits of all words; absent where words are values. */
  readonly bits?: BitStore;
  /** The unsigned value of all words of a packed memory. */
  all?(): string;
}

/** How the words of a memory are read and written. */
export interface MemoryUse {
  /** Words are only read in pieces of at most 52 bits. */
  readonly readInPieces: boolean;
  /** Some write changes a part of a word. */
  readonly writtenInPieces: boolean;
}

export function memoryStore(cell: MemoryCell, use: MemoryUse): MemoryStore {
  const representation = representationOf(cell.width);
  if (cell.packed || use.writtenInPieces || (representation === 'big' && use.readInPieces))
    return packedStore(cell);
  const name = `M${cell.id}`;
  const array =
    representation === 'big'
      ? new Array<bigint>(cell.depth).fill(0n)
      : representation === 'double'
        ? new Float64Array(cell.depth)
        : cell.width === 32 && !cell.signed
          ? new Uint32Array(cell.depth)
          : new Int32Array(cell.depth);
  for (const [address, pattern] of cell.initial.entries()) {
    const value = cell.signed ? BigInt.asIntN(cell.width, pattern) : BigInt.asUintN(cell.width, pattern);
    if (Array.isArray(array)) array[address] = value;
    else array[address] = Number(value);
  }
  return {
    bindings: { [name]: array },
    word: (address) => `${name}[${address}]`,
    write: (address, data) => `${name}[${address}]=${data};`,
  };
}

function packedStore({ id, width, depth, packed, signed, initial }: MemoryCell): MemoryStore {
  const stride = packed ? width : Math.ceil(width / 32) * 32;
  const bits = new BitStore(`M${id}`, stride * depth, stride);
  const suffix = suffixOf(width);
  const touch = packed ? `M${id}.touch();` : '';
  for (const [address, pattern] of initial.entries()) {
    const { words } = bits.packed;
    runtime.putBitsBig(words, address * stride, width, BigInt.asUintN(width, pattern));
  }
  return {
    bindings: bits.bindings,
    bits,
    word: (address) => signText(bits.bits(address, 0, width), width, signed),
    write: (address, data) =>
      `putBits${suffix}(${bits.words},${address}*${stride},${width},${data});${touch}`,
    writePart: (address, lsb, part, data) =>
      `putBits${suffixOf(part)}(${bits.words},${address}*${stride}+${lsb},${part},${data});${touch}`,
    ...(packed ? { all: () => bits.all() } : {}),
  };
}
