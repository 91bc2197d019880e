import type { Expression, GroundType, Signal } from '../../../hdl-dsl/index.js';

/** The number an expression means, straight from the definitions of its nodes: the reference that the builder is
 *  tested against. Signals come from `values`; memories are left out. */
export function evaluate(e: Expression, values: ReadonlyMap<Signal, bigint>): bigint {
  const at = (x: Expression): bigint => evaluate(x, values);
  const bitsOf = (x: Expression): bigint => BigInt.asUintN(x.type.width, at(x));
  switch (e.kind) {
    case 'literal':
      return e.value;
    case 'signal': {
      const value = values.get(e.signal);
      if (value === undefined) throw new Error(`no value for ${e.signal.name}`);
      return value;
    }
    case 'unary': {
      const pattern = bitsOf(e.operand);
      const ones = pattern.toString(2).replaceAll('0', '').length;
      const all = (1n << BigInt(e.operand.type.width)) - 1n;
      if (e.op === 'not') return meaning(e.type, all ^ pattern);
      if (e.op === 'negate') return meaning(e.type, -at(e.operand));
      if (e.op === 'reduce-and') return BigInt(pattern === all);
      if (e.op === 'reduce-or') return BigInt(pattern !== 0n);
      return e.op === 'reduce-xor' ? BigInt(ones % 2) : BigInt(ones);
    }
    case 'binary': {
      const [a, b] = [at(e.left), at(e.right)];
      const results: Record<typeof e.op, bigint> = {
        add: a + b,
        sub: a - b,
        mul: a * b,
        and: a & b,
        or: a | b,
        xor: a ^ b,
        eq: BigInt(a === b),
        ne: BigInt(a !== b),
        lt: BigInt(a < b),
        le: BigInt(a <= b),
        gt: BigInt(a > b),
        ge: BigInt(a >= b),
      };
      return meaning(e.type, results[e.op]);
    }
    case 'shift':
      return meaning(e.type, shift(e.direction, at(e.operand), BigInt(e.amount)));
    case 'shift-dynamic':
      return meaning(e.type, shift(e.direction, at(e.operand), at(e.amount)));
    case 'concat':
      return e.parts.reduce((all, part) => (all << BigInt(part.type.width)) | bitsOf(part), 0n);
    case 'slice':
      return meaning(e.type, bitsOf(e.operand) >> BigInt(e.lsb));
    case 'part-select': {
      const width = BigInt(e.type.width);
      const last = BigInt(e.operand.type.width) / width - 1n;
      const index = at(e.index);
      return index > last ? 0n : meaning(e.type, bitsOf(e.operand) >> (index * width));
    }
    case 'mux':
      return at(e.condition) === 1n ? at(e.whenTrue) : at(e.whenFalse);
    case 'extend':
      return at(e.operand);
    case 'recast':
      return meaning(e.type, at(e.operand));
    default:
      throw new Error(`${e.kind} is not evaluated`);
  }
}

/** Every node has the operands that its rule in the intermediate form asks for. */
export function checkShape(e: Expression): void {
  const same = (a: GroundType, b: GroundType): void => {
    if (a.width !== b.width || a.signed !== b.signed)
      throw new Error(`${e.kind}: ${a.width} and ${b.width} bits`);
  };
  if (e.kind === 'binary') {
    if (e.op === 'mul') {
      if (e.type.width !== e.left.type.width + e.right.type.width) throw new Error('width of a product');
    } else same(e.left.type, e.right.type);
    if (e.op === 'add' || e.op === 'sub') same(e.type, e.left.type);
    for (const x of [e.left, e.right]) checkShape(x);
  }
  if (e.kind === 'mux') {
    same(e.whenTrue.type, e.whenFalse.type);
    same(e.type, e.whenTrue.type);
    for (const x of [e.condition, e.whenTrue, e.whenFalse]) checkShape(x);
  }
  if (e.kind === 'extend' && e.type.width <= e.operand.type.width) throw new Error('an extension widens');
  if (e.kind === 'recast' && e.type.width !== e.operand.type.width)
    throw new Error('a recast keeps the width');
  if (e.kind === 'slice' && e.lsb + e.type.width > e.operand.type.width)
    throw new Error('a slice lies within');
  if ('operand' in e) checkShape(e.operand);
}

function shift(direction: 'left' | 'right', value: bigint, amount: bigint): bigint {
  return direction === 'left' ? value << amount : value >> amount;
}

function meaning(type: GroundType, value: bigint): bigint {
  return type.signed ? BigInt.asIntN(type.width, value) : BigInt.asUintN(type.width, value);
}
