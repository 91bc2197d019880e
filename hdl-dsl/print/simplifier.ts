import type { Binary, Expression, Literal, Memory, Signal, Unary } from '../ir/index.js';
import { operandsOf } from '../ir/operands.js';
import { bitsGround, boolGround, groundRange, resized, uintGround } from '../nodes/ground.js';
import { bitsToHold, indexWidth } from '../types/ground-types.js';
import { foldConstant } from './fold.js';
import { extend, literal, type MaySplit, recast, slice } from './narrow.js';
import { isSame } from './same-node.js';

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

  /** @param uses how many nodes and statements read each node: what is read once may be taken apart
   *  @param constants wires that always have one value. They keep their names, but comparisons that they decide are
   *  folded, since lint asks about those */
  constructor(uses: ReadonlyMap<Expression, number>, constants: ReadonlyMap<Signal, bigint>) {
    this.#uses = uses;
    this.#constants = constants;
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
      case 'literal':
      case 'signal':
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
    const [a, b] = [this.#constantOf(left), this.#constantOf(right)];
    const outcome =
      a !== undefined && b !== undefined
        ? foldConstant({ kind: 'binary', op, type: boolGround, left: a, right: b }, [a, b])
        : b !== undefined
          ? decided(op, left, b.value)
          : a !== undefined
            ? decided(mirrored[op] ?? op, right, a.value)
            : undefined;
    if (outcome !== undefined) return literal(boolGround, outcome);
    return { kind: 'binary', op, type: boolGround, left, right };
  }

  /** The value of a node that reads only constant wires. */
  #constantOf(node: Expression, depth = 4): Literal | undefined {
    if (node.kind === 'literal') return node;
    if (node.kind === 'signal') {
      const value = this.#constants.get(node.signal);
      return value === undefined ? undefined : { kind: 'literal', type: node.type, value };
    }
    if (depth === 0 || this.#constants.size === 0) return undefined;
    const operands: Literal[] = [];
    for (const operand of operandsOf(node)) {
      const constant = this.#constantOf(operand, depth - 1);
      if (constant === undefined) return undefined;
      operands.push(constant);
    }
    const value = foldConstant(node, operands);
    return value === undefined ? undefined : { kind: 'literal', type: node.type, value };
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
    const decision = this.#constantOf(condition);
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

function bitwise(node: Binary, left: Expression, right: Expression): Expression {
  if (isSame(left, right)) return node.op === 'xor' ? literal(node.type, 0n) : recast(left, node.type);
  for (const [constant, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (constant.kind !== 'literal') continue;
    const ones = literal(node.type, -1n);
    const isOnes = ones.kind === 'literal' && ones.value === constant.value;
    if (constant.value === 0n) return node.op === 'and' ? literal(node.type, 0n) : recast(other, node.type);
    if (isOnes && node.op === 'and') return recast(other, node.type);
    if (isOnes && node.op === 'or') return ones;
    if (isOnes) return { kind: 'unary', op: 'not', type: node.type, operand: other };
  }
  return { ...node, left, right };
}

// An extended number against another one, or against a constant that fits, is compared at its own width.
function narrowComparison(
  left: Expression,
  right: Expression,
): readonly [Expression, Expression] | undefined {
  if (left.kind !== 'extend' || left.operand.type.signed !== left.type.signed) return undefined;
  const type = left.operand.type;
  if (right.kind === 'literal') {
    const { min, max } = groundRange(type);
    return right.value >= min && right.value <= max ? [left.operand, literal(type, right.value)] : undefined;
  }
  if (right.kind !== 'extend' || right.operand.type.signed !== type.signed) return undefined;
  const width = Math.max(type.width, right.operand.type.width);
  if (width === left.type.width) return undefined;
  const at = (e: Expression): Expression => extend(e, resized(e.type, width));
  return [at(left.operand), at(right.operand)];
}

/** The outcome of comparing with a constant at or beyond the ends of the range, if there is but one. */
function decided(op: Binary['op'], left: Expression, value: bigint): bigint | undefined {
  const source =
    left.kind === 'extend' && left.operand.type.signed === left.type.signed ? left.operand : left;
  const { min, max } = groundRange(source.type);
  if (value < min || value > max) {
    const above = value > max;
    return op === 'ne' || (above ? op === 'lt' || op === 'le' : op === 'gt' || op === 'ge') ? 1n : 0n;
  }
  if ((op === 'lt' && value === min) || (op === 'gt' && value === max)) return 0n;
  if ((op === 'ge' && value === min) || (op === 'le' && value === max)) return 1n;
  return undefined;
}

/** Largest value of an unsigned index. */
function largestOf(index: Expression): bigint {
  const source = index.kind === 'extend' && !index.operand.type.signed ? index.operand : index;
  return groundRange(uintGround(source.type.width)).max;
}

const opposite: Partial<Record<Binary['op'], Binary['op']>> = {
  eq: 'ne',
  ne: 'eq',
  lt: 'ge',
  ge: 'lt',
  le: 'gt',
  gt: 'le',
};
const mirrored: Partial<Record<Binary['op'], Binary['op']>> = { lt: 'gt', gt: 'lt', le: 'ge', ge: 'le' };

const isLeaf = (node: Expression): boolean =>
  node.kind === 'literal' || node.kind === 'signal' || node.kind === 'memory-contents';

const isValue = (node: Expression, value: bigint): boolean => node.kind === 'literal' && node.value === value;

function need(operand: Expression | undefined): Expression {
  if (operand === undefined) throw new Error('a node without its operand');
  return operand;
}
