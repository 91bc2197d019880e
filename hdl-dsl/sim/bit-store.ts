import { representationOf } from './cells.js';
import type { GraphNode } from './graph-node.js';
import { PackedWords } from './packed-words.js';

/** Bits in 32-bit words, and what compiled code writes to read some of them. */
export class BitStore {
  /** Name of the words. */
  readonly words: string;
  readonly packed: PackedWords;
  readonly #name: string;
  readonly #width: number;
  readonly #stride: number;

  /** @param stride bits from one memory word to the next */
  constructor(name: string, width: number, stride: number) {
    this.#name = name;
    this.#width = width;
    this.#stride = stride;
    this.words = `${name}w`;
    this.packed = new PackedWords(width);
  }

  /** Objects under the names that compiled code has for them. */
  get bindings(): Readonly<Record<string, unknown>> {
    return { [this.#name]: this.packed, [this.words]: this.packed.words };
  }

  /** Text of unsigned bits of a memory word.
   *  @param word text of its index
   *  @param bit text of the lowest bit in it, or the bit */
  bits(word: string, bit: string | number, width: number): string {
    if (typeof bit === 'number' && /^\d+$/.test(word))
      return this.#fixed(Number(word) * this.#stride + bit, width);
    const base = word === '0' ? '' : `${word}*${this.#stride}+`;
    return `bitsAt${suffixOf(width)}(${this.words},${base}${bit},${width})`;
  }

  /** Text of all bits, unsigned. */
  all(): string {
    return representationOf(this.#width) === 'big' ? `${this.#name}.all()` : this.#fixed(0, this.#width);
  }

  #fixed(at: number, width: number): string {
    switch (representationOf(width)) {
      case 'int':
        return this.#fixedInt(at, width);
      case 'double':
        return `(${this.#fixedInt(at + 32, width - 32)}*4294967296+${this.#fixedInt(at, 32)})`;
      case 'big':
        return `bitsAtBig(${this.words},${at},${width})`;
    }
  }

  #fixedInt(at: number, width: number): string {
    const word = at >>> 5;
    const shift = at & 31;
    const low = shift === 0 ? `${this.words}[${word}]` : `${this.words}[${word}]>>>${shift}`;
    if (shift + width === 32) return `(${low})`;
    const bits = shift + width < 32 ? low : `(${low}|${this.words}[${word + 1}]<<${32 - shift})`;
    return width === 32 ? `(${bits}>>>0)` : `(${bits}&${2 ** width - 1})`;
  }
}

/** Which of the helpers for bits takes this many. */
export function suffixOf(width: number): string {
  return { int: '', double: 'D', big: 'Big' }[representationOf(width)];
}

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

/** Whether a node cuts at most 52 bits out of a memory word, packed memory or pin that is wider, so that the whole need
 *  not be made. */
export function cutsWide(node: GraphNode): boolean {
  const [operand] = node.args;
  if (operand === undefined || node.width > 52 || operand.width <= 52) return false;
  if (operand.op !== 'word' && operand.op !== 'words' && operand.op !== 'state') return false;
  return node.op === 'slice' || node.op === 'part' || (node.op === 'convert' && node.width < operand.width);
}
