import type { Binary, Expression, Memory, Signal, Unary } from '../ir/index.js';
import { constantBits, repeatBit, resizeBits } from './bit-patterns.js';
import type { CellStore } from './cell-store.js';
import type { Bit, Bits } from './netlist.js';

/** What expressions read. */
export interface Readable {
  signal(signal: Signal): Bits;
  /** A word at an address, 0 at or beyond the depth. */
  word(memory: Memory, address: Bits): Bits;
}

const binaryCells: Readonly<Record<Binary['op'], string>> = {
  add: '$add',
  sub: '$sub',
  mul: '$mul',
  and: '$and',
  or: '$or',
  xor: '$xor',
  eq: '$eq',
  ne: '$ne',
  lt: '$lt',
  le: '$le',
  gt: '$gt',
  ge: '$ge',
};

/** Makes the cells of expressions; a node that is used twice has one cell. */
export class ExpressionCells {
  readonly #store: CellStore;
  readonly #readable: Readable;
  readonly #made = new Map<Expression, Bits>();

  constructor(store: CellStore, readable: Readable) {
    this.#store = store;
    this.#readable = readable;
  }

  /** The bits that carry the value. */
  bits(node: Expression): Bits {
    let made = this.#made.get(node);
    if (made === undefined) {
      made = this.#make(node);
      this.#made.set(node, made);
    }
    return made;
  }

  /** One of two values. */
  mux(condition: Bit, whenTrue: Bits, whenFalse: Bits): Bits {
    const pins = { A: whenFalse, B: whenTrue, S: [condition] };
    return this.#store.operator('$mux', { WIDTH: whenTrue.length }, pins, whenTrue.length);
  }

  and(a: Bit, b: Bit): Bit {
    if (a === '1') return b;
    return b === '1' ? a : this.#pair('$and', [a], [b], false, 1)[0]!;
  }

  not(a: Bit): Bit {
    return this.#single('$not', [a], false, 1)[0]!;
  }

  equal(a: Bits, b: Bits): Bit {
    return this.#pair('$eq', a, b, false, 1)[0]!;
  }

  /** Whether an unsigned value is below a constant; always, where it cannot be otherwise. */
  below(a: Bits, limit: number): Bit {
    if (2 ** a.length <= limit) return '1';
    return this.#pair('$lt', a, constantBits(BigInt(limit), a.length), false, 1)[0]!;
  }

  #make(node: Expression): Bits {
    const { width } = node.type;
    switch (node.kind) {
      case 'literal':
        return constantBits(node.value, width);
      case 'signal':
        return this.#readable.signal(node.signal);
      case 'memory-read':
        return this.#readable.word(node.memory, this.bits(node.address));
      case 'memory-contents':
        return Array.from({ length: node.memory.depth }, (_, i) =>
          this.#readable.word(node.memory, constantBits(BigInt(i), Math.max(1, i.toString(2).length))),
        ).flat();
      case 'unary':
        return this.#unary(node);
      case 'binary': {
        const { signed } = node.left.type;
        return this.#pair(binaryCells[node.op], this.bits(node.left), this.bits(node.right), signed, width);
      }
      case 'shift': {
        const operand = this.bits(node.operand);
        if (node.direction === 'left') return [...repeatBit('0', node.amount), ...operand];
        return resizeBits(
          this.#atLeastSign(operand.slice(node.amount), node.operand),
          node.operand.type,
          width,
        );
      }
      case 'shift-dynamic': {
        const { signed } = node.operand.type;
        const cell = node.direction === 'left' ? '$shl' : signed ? '$sshr' : '$shr';
        return this.#shift(cell, this.bits(node.operand), this.bits(node.amount), signed, width);
      }
      case 'concat':
        return node.parts.toReversed().flatMap((part) => this.bits(part));
      case 'slice':
        return this.bits(node.operand).slice(node.lsb, node.lsb + width);
      case 'part-select':
        return this.#element(this.bits(node.operand), this.bits(node.index), width);
      case 'mux': {
        const [condition = 'x'] = this.bits(node.condition);
        return this.mux(condition, this.bits(node.whenTrue), this.bits(node.whenFalse));
      }
      case 'extend':
        return resizeBits(this.bits(node.operand), node.operand.type, width);
      case 'recast':
        return this.bits(node.operand);
    }
  }

  /** A signed value shifted out as a whole leaves its sign. */
  #atLeastSign(rest: Bits, operand: Expression): Bits {
    return rest.length === 0 && operand.type.signed ? this.bits(operand).slice(-1) : rest;
  }

  #unary(node: Unary): Bits {
    const operand = this.bits(node.operand);
    const { signed } = node.operand.type;
    switch (node.op) {
      case 'not':
        return this.#single('$not', operand, signed, node.type.width);
      case 'negate':
        return this.#single('$neg', operand, signed, node.type.width);
      case 'reduce-and':
        return this.#single('$reduce_and', operand, false, 1);
      case 'reduce-or':
        return this.#single('$reduce_or', operand, false, 1);
      case 'reduce-xor':
        return this.#single('$reduce_xor', operand, false, 1);
      case 'popcount':
        return resizeBits(this.#count(operand), { signed: false }, node.type.width);
    }
  }

  /** The number of ones, added up in a tree. */
  #count(bits: Bits): Bits {
    if (bits.length === 1) return bits;
    const half = Math.ceil(bits.length / 2);
    const low = this.#count(bits.slice(0, half));
    return this.#pair('$add', low, this.#count(bits.slice(half)), false, low.length + 1);
  }

  /** Whole elements only; past the last one it reads 0. */
  #element(operand: Bits, index: Bits, width: number): Bits {
    const whole = operand.slice(0, Math.floor(operand.length / width) * width);
    const zeros = Math.log2(width);
    const amount = Number.isInteger(zeros)
      ? [...repeatBit('0', zeros), ...index]
      : this.#pair('$mul', index, ...this.#factor(width, index.length));
    return this.#shift('$shr', whole, amount, false, whole.length).slice(0, width);
  }

  #factor(width: number, indexWidth: number): [Bits, boolean, number] {
    const factor = constantBits(BigInt(width), width.toString(2).length);
    return [factor, false, indexWidth + factor.length];
  }

  #single(type: string, a: Bits, signed: boolean, width: number): Bits {
    const parameters = { A_SIGNED: Number(signed), A_WIDTH: a.length, Y_WIDTH: width };
    return this.#store.operator(type, parameters, { A: a }, width);
  }

  #pair(type: string, a: Bits, b: Bits, signed: boolean, width: number): Bits {
    return this.#two(type, a, b, signed, signed, width);
  }

  #shift(type: string, a: Bits, amount: Bits, signed: boolean, width: number): Bits {
    return this.#two(type, a, amount, signed, false, width);
  }

  #two(type: string, a: Bits, b: Bits, signedA: boolean, signedB: boolean, width: number): Bits {
    const parameters = {
      A_SIGNED: Number(signedA),
      A_WIDTH: a.length,
      B_SIGNED: Number(signedB),
      B_WIDTH: b.length,
      Y_WIDTH: width,
    };
    return this.#store.operator(type, parameters, { A: a, B: b }, width);
  }
}
