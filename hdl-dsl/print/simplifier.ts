import type { Binary, Expression, Literal, Memory, Signal, Unary } from '../ir/index.js';
import { operandsOf } from '../ir/operands.js';
import { bitsGround, boolGround, resized, uintGround } from '../nodes/ground.js';
import { bitsToHold, indexWidth } from '../types/ground-types.js';
import { foldConstant } from './fold.js';
import { extend, literal, type MaySplit, recast, slice } from './narrow.js';
import { isSame } from './same-node.js';
import {
  bitwise,
  complementOfExtension,
  decided,
  isValue,
  largestOf,
  mirrored,
  narrowComparison,
  opposite,
} from './simplify-rules.js';

/** Rewrites expressions into the form that is printed: constants folded, slices moved to the signals they select,
 *  sums no wider than what is kept of them, and every index within its range (a select between what an index in
 *  range reads and 0). After it, products and negations have operands of the result's width. */
export class Simplifier {
  readonly #uses: ReadonlyMap<Expression, number>;
  readonly #done = new Map<Expression, Expression>();
  readonly #produced = new Set<Expression>();
  readonly #shared = new Set<Expression>();
  readonly #maySplit: MaySplit = (node) => isLeaf(node) || !this.#shared.has(node);

  readonly #constants: ReadonlyMap<Signal, bigint>;
  readonly #substitutes: boolean;
  #folding: Simplifier | undefined;

  /** @param uses how many nodes and statements read each node: what is read once may be taken apart
   *  @param constants wires that always have one value. They keep their names, but comparisons that they decide are
   *  folded, since lint asks about those
   *  @param substitutes whether constant wires become their values, name and all */
  constructor(
    uses: ReadonlyMap<Expression, number>,
    constants: ReadonlyMap<Signal, bigint>,
    substitutes = false,
  ) {
    this.#uses = uses;
    this.#constants = constants;
    this.#substitutes = substitutes;
  }

  simplify(node: Expression): Expression {
    let result = this.#done.get(node);
    if (result === undefined) {
      result = this.#rewrite(
        node,
        operandsOf(node).map((operand) => this.simplify(operand)),
      );
      this.#done.set(node, result);
      if ((this.#uses.get(node) ?? 1) > 1 || this.#produced.has(result)) this.#shared.add(result);
      this.#produced.add(result);
    }
    return result;
  }

  /** Where an index of `count` things needs no test: itself at the exact width, or the test to make. */
  indexOf(
    index: Expression,
    count: number,
  ): { readonly index: Expression; readonly inRange: Expression | undefined } | undefined {
    const width = indexWidth(count);
    if (index.kind === 'literal') {
      return index.value < BigInt(count)
        ? { index: literal(uintGround(width), index.value), inRange: undefined }
        : undefined;
    }
    const exact =
      count === 1
        ? literal(uintGround(1), 0n)
        : index.type.width > width
          ? slice(index, 0, width, this.#maySplit)
          : extend(index, uintGround(width));
    if (largestOf(index) < BigInt(count)) return { index: exact, inRange: undefined };
    const op = count === 1 ? 'eq' : 'lt';
    return {
      index: exact,
      inRange: this.#compare(op, index, literal(index.type, count === 1 ? 0n : BigInt(count))),
    };
  }

  #rewrite(node: Expression, operands: readonly Expression[]): Expression {
    if (operands.length > 0 && operands.every((o): o is Literal => o.kind === 'literal')) {
      const value = foldConstant(node, operands);
      if (value !== undefined) return literal(node.type, value);
    }
    const [a, b, c] = operands;
    switch (node.kind) {
      case 'signal': {
        const value = this.#substitutes ? this.#constants.get(node.signal) : undefined;
        return value === undefined ? node : literal(node.type, value);
      }
      case 'literal':
      case 'memory-contents':
        return node;
      case 'memory-read':
        return this.#memoryRead(node.memory, need(a));
      case 'unary':
        return this.#unary(node, need(a));
      case 'binary':
        return this.#binary(node, need(a), need(b));
      case 'shift':
        return this.#shift(node.direction, need(a), node.amount, node.type);
      case 'shift-dynamic':
        return this.#dynamicShift(node, need(a), need(b));
      case 'concat':
        return operands.length === 1 ? recast(need(a), node.type) : { ...node, parts: operands };
      case 'slice':
        return recast(slice(need(a), node.lsb, node.type.width, this.#maySplit), node.type);
      case 'part-select':
        return recast(this.#partSelect(need(a), need(b), node.type.width), node.type);
      case 'mux':
        return this.#mux(need(a), need(b), need(c), node.type);
      case 'extend':
        return extend(need(a), node.type);
      case 'recast':
        return recast(need(a), node.type);
    }
  }

  #memoryRead(memory: Memory, address: Expression): Expression {
    if (memory.packed) {
      const type = bitsGround(memory.word.width * memory.depth);
      const contents: Expression = { kind: 'memory-contents', type, memory };
      return recast(this.#partSelect(contents, address, memory.word.width), memory.word);
    }
    const zero = literal(memory.word, 0n);
    const found = this.indexOf(address, memory.depth);
    if (found === undefined) return zero;
    const word: Expression = { kind: 'memory-read', type: memory.word, memory, address: found.index };
    return found.inRange === undefined ? word : this.#mux(found.inRange, word, zero, memory.word);
  }

  #partSelect(operand: Expression, index: Expression, width: number): Expression {
    const type = bitsGround(width);
    const zero = literal(type, 0n);
    const found = this.indexOf(index, Math.floor(operand.type.width / width));
    if (found === undefined) return zero;
    const element: Expression =
      found.index.kind === 'literal'
        ? slice(operand, Number(found.index.value) * width, width, this.#maySplit)
        : { kind: 'part-select', type, operand, index: found.index };
    return found.inRange === undefined ? element : this.#mux(found.inRange, element, zero, type);
  }

  #unary(node: Unary, operand: Expression): Expression {
    if (operand.type.width === 1 && node.op !== 'not' && node.op !== 'negate')
      return recast(operand, node.type);
    if (node.op === 'negate') return { ...node, operand: extend(operand, node.type) };
    if (node.op === 'not' && node.type.kind === 'bool') {
      if (operand.kind === 'unary' && operand.op === 'not') return operand.operand;
      if (operand.kind === 'binary' && this.#maySplit(operand)) {
        const op = opposite[operand.op];
        if (op !== undefined) return { ...operand, op };
      }
    }
    if (node.op === 'not') return complementOfExtension(node, operand) ?? { ...node, operand };
    return { ...node, operand };
  }

  #binary(node: Binary, left: Expression, right: Expression): Expression {
    switch (node.op) {
      case 'eq':
      case 'ne':
      case 'lt':
      case 'le':
      case 'gt':
      case 'ge':
        return this.#compare(node.op, left, right);
      case 'mul':
        if (isValue(left, 0n) || isValue(right, 0n)) return literal(node.type, 0n);
        return { ...node, left: extend(left, node.type), right: extend(right, node.type) };
      case 'add':
      case 'sub':
        if (isValue(right, 0n)) return recast(left, node.type);
        if (isValue(left, 0n) && node.op === 'add') return recast(right, node.type);
        if (node.op === 'sub' && isSame(left, right)) return literal(node.type, 0n);
        return { ...node, left, right };
      case 'and':
      case 'or':
      case 'xor':
        return bitwise(node, left, right);
    }
  }

  #compare(op: Binary['op'], left: Expression, right: Expression): Expression {
    if (left.kind === 'literal' && right.kind !== 'literal') {
      return this.#compare(mirrored[op] ?? op, right, left);
    }
    const narrow = narrowComparison(left, right);
    if (narrow !== undefined) return this.#compare(op, narrow[0], narrow[1]);
    if (isSame(left, right)) {
      return literal(boolGround, op === 'eq' || op === 'le' || op === 'ge' ? 1n : 0n);
    }
    const made: Expression = { kind: 'binary', op, type: boolGround, left, right };
    const outcome =
      left.kind === 'literal' && right.kind === 'literal'
        ? foldConstant(made, [left, right])
        : right.kind === 'literal'
          ? decided(op, left, right.value)
          : undefined;
    if (outcome !== undefined) return literal(boolGround, outcome);
    return this.constantOf(made) ?? made;
  }

  /** The constant that a node is where constant wires are taken for their values. */
  constantOf(node: Expression): Literal | undefined {
    if (node.kind === 'literal') return node;
    if (this.#constants.size === 0 || this.#substitutes) return undefined;
    this.#folding ??= new Simplifier(new Map(), this.#constants, true);
    const folded = this.#folding.simplify(node);
    return folded.kind === 'literal' ? folded : undefined;
  }

  #shift(
    direction: 'left' | 'right',
    operand: Expression,
    amount: number,
    type: Expression['type'],
  ): Expression {
    if (amount === 0) return recast(operand, type);
    if (direction === 'right' && amount >= operand.type.width) {
      if (!operand.type.signed) return literal(type, 0n);
      return this.#shift('right', operand, operand.type.width - 1, type);
    }
    if (direction === 'right' && operand.kind === 'extend' && !operand.operand.type.signed) {
      if (amount >= operand.operand.type.width) return literal(type, 0n);
    }
    return { kind: 'shift', direction, type, operand, amount };
  }

  #dynamicShift(
    node: Extract<Expression, { kind: 'shift-dynamic' }>,
    operand: Expression,
    amount: Expression,
  ): Expression {
    const width = operand.type.width;
    if (isValue(operand, 0n)) return operand;
    if (amount.kind === 'literal')
      return this.#constantShift(node.direction, operand, amount.value, node.type);
    const needed = bitsToHold(width);
    if (amount.type.width <= Math.max(needed, 16)) return { ...node, operand, amount };
    const low = recast(slice(amount, 0, needed, this.#maySplit), uintGround(needed));
    const beyond = this.#compare('ge', amount, literal(amount.type, BigInt(width)));
    const last = this.#constantShift(node.direction, operand, BigInt(width), node.type);
    return this.#mux(beyond, last, { ...node, operand, amount: low }, node.type);
  }

  #constantShift(
    direction: 'left' | 'right',
    operand: Expression,
    amount: bigint,
    type: Expression['type'],
  ): Expression {
    const width = operand.type.width;
    const by = amount < BigInt(width) ? Number(amount) : width;
    if (direction === 'right') return this.#shift('right', operand, by, type);
    if (by === width) return literal(type, 0n);
    if (by === 0) return recast(operand, type);
    const grown: Expression = {
      kind: 'shift',
      direction,
      type: resized(operand.type, width + by),
      operand,
      amount: by,
    };
    return recast(slice(grown, 0, width, this.#maySplit), type);
  }

  #mux(
    condition: Expression,
    whenTrue: Expression,
    whenFalse: Expression,
    type: Expression['type'],
  ): Expression {
    const decision = this.constantOf(condition);
    if (decision !== undefined) return recast(decision.value !== 0n ? whenTrue : whenFalse, type);
    if (isSame(whenTrue, whenFalse)) return recast(whenTrue, type);
    if (type.width === 1 && type.kind === 'bool') {
      if (isValue(whenTrue, 1n) && isValue(whenFalse, 0n)) return recast(condition, type);
      if (isValue(whenTrue, 0n) && isValue(whenFalse, 1n)) {
        return this.#unary({ kind: 'unary', op: 'not', type: boolGround, operand: condition }, condition);
      }
    }
    return { kind: 'mux', type, condition, whenTrue, whenFalse };
  }
}

const isLeaf = (node: Expression): boolean =>
  node.kind === 'literal' || node.kind === 'signal' || node.kind === 'memory-contents';

function need(operand: Expression | undefined): Expression {
  if (operand === undefined) throw new Error('a node without its operand');
  return operand;
}
