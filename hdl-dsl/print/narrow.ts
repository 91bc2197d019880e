import type { Expression, GroundType } from '../ir/index.js';
import { bitsGround, fromPattern, resized, sintGround, toPattern } from '../nodes/ground.js';

/** Decides whether a node may be taken apart: nothing else reads it, so no work is doubled. */
export type MaySplit = (node: Expression) => boolean;

/** A constant. */
export function literal(type: GroundType, value: bigint): Expression {
  return { kind: 'literal', type, value: fromPattern(toPattern(value, type.width), type) };
}

/** The same bits under another type of equal width. */
export function recast(operand: Expression, type: GroundType): Expression {
  if (sameText(operand.type, type)) return operand;
  if (operand.kind === 'literal') return literal(type, operand.value);
  if (operand.kind === 'recast') return recast(operand.operand, type);
  return { kind: 'recast', type, operand };
}

/** Extension by the operand's signedness. */
export function extend(operand: Expression, type: GroundType): Expression {
  if (operand.type.width === type.width) return recast(operand, type);
  if (operand.kind === 'literal') return literal(type, operand.value);
  if (operand.kind === 'extend' && operand.operand.type.signed === operand.type.signed) {
    return extend(operand.operand, type);
  }
  // A number with zeros above it is positive whatever its type says.
  if (
    operand.kind === 'recast' &&
    operand.operand.kind === 'extend' &&
    !operand.operand.operand.type.signed
  ) {
    return recast(extend(operand.operand.operand, bitsGround(type.width)), type);
  }
  return { kind: 'extend', type, operand };
}

/** Bits lsb .. lsb + width - 1, taken as near to the named signals as goes, as `bits`. */
export function slice(operand: Expression, lsb: number, width: number, maySplit: MaySplit): Expression {
  const type = bitsGround(width);
  const whole = operand.type.width;
  if (lsb === 0 && width === whole) return recast(operand, type);
  const inner = (e: Expression, at: number, w: number): Expression => slice(e, at, w, maySplit);
  switch (operand.kind) {
    case 'literal':
      return literal(type, toPattern(operand.value, whole) >> BigInt(lsb));
    case 'recast':
      return inner(operand.operand, lsb, width);
    case 'slice':
      return inner(operand.operand, operand.lsb + lsb, width);
    case 'concat':
      return sliceOfConcat(operand.parts, lsb, width, inner);
    case 'extend':
      return sliceOfExtension(operand.operand, lsb, width, inner);
    case 'shift':
      if (operand.direction === 'right') {
        return sliceOfExtension(operand.operand, lsb + operand.amount, width, inner);
      }
      return sliceOfConcat([operand.operand, literal(bitsGround(operand.amount), 0n)], lsb, width, inner);
    default:
      return (
        (maySplit(operand) ? sliceOfOperator(operand, lsb, width, inner) : undefined) ?? {
          kind: 'slice',
          type,
          operand,
          lsb,
        }
      );
  }
}

type Inner = (operand: Expression, lsb: number, width: number) => Expression;

function sliceOfConcat(parts: readonly Expression[], lsb: number, width: number, inner: Inner): Expression {
  const chosen: Expression[] = [];
  let base = 0;
  for (const part of [...parts].reverse()) {
    const from = Math.max(lsb, base);
    const to = Math.min(lsb + width, base + part.type.width);
    if (from < to) chosen.unshift(inner(part, from - base, to - from));
    base += part.type.width;
  }
  const [only] = chosen;
  if (chosen.length === 1 && only !== undefined) return only;
  return { kind: 'concat', type: bitsGround(width), parts: chosen };
}

// Bits of the operand as if it went on for ever with zeros or its sign.
function sliceOfExtension(operand: Expression, lsb: number, width: number, inner: Inner): Expression {
  const type = bitsGround(width);
  const own = operand.type.width;
  if (lsb + width <= own) return inner(operand, lsb, width);
  if (!operand.type.signed) {
    return lsb >= own ? literal(type, 0n) : extend(inner(operand, lsb, own - lsb), type);
  }
  const from = Math.min(lsb, own - 1);
  const kept = recast(inner(operand, from, own - from), sintGround(own - from));
  return recast(extend(kept, sintGround(width)), type);
}

function sliceOfOperator(node: Expression, lsb: number, width: number, inner: Inner): Expression | undefined {
  const type = bitsGround(width);
  const part = (e: Expression): Expression => inner(e, lsb, width);
  if (node.kind === 'mux') {
    const [whenTrue, whenFalse] = [part(node.whenTrue), part(node.whenFalse)];
    const isOne =
      whenTrue.kind === 'literal' && whenFalse.kind === 'literal' && whenTrue.value === whenFalse.value;
    if (isOne) return whenTrue;
    // Two numbers stay numbers, and the choice between them is read as bits.
    if (whenTrue.kind === 'recast' && whenFalse.kind === 'recast') {
      const [a, b] = [whenTrue.operand, whenFalse.operand];
      if (a.type.signed && b.type.signed) {
        return recast({ ...node, type: a.type, whenTrue: a, whenFalse: b }, type);
      }
    }
    return { ...node, type, whenTrue, whenFalse };
  }
  if (node.kind === 'unary' && node.op === 'not') return { ...node, type, operand: part(node.operand) };
  if (node.kind === 'binary' && (node.op === 'and' || node.op === 'or' || node.op === 'xor')) {
    return { ...node, type, left: part(node.left), right: part(node.right) };
  }
  // The low bits of a sum or product need only the low bits of the operands.
  if (lsb !== 0) return undefined;
  const low = (e: Expression): Expression => {
    if (e.type.width <= width) return extend(e, resized(e.type, width));
    return recast(inner(e, 0, width), resized(e.type, width));
  };
  if (node.kind === 'binary' && (node.op === 'add' || node.op === 'sub' || node.op === 'mul')) {
    const narrow = { ...node, type: resized(node.type, width), left: low(node.left), right: low(node.right) };
    return recast(narrow, type);
  }
  if (node.kind === 'unary' && node.op === 'negate') {
    return recast({ ...node, type: resized(node.type, width), operand: low(node.operand) }, type);
  }
  return undefined;
}

/** Types that read the same in SystemVerilog; enumerations and booleans keep their own way of writing. */
function sameText(a: GroundType, b: GroundType): boolean {
  if (a.kind === b.kind) return a.enumeration === b.enumeration;
  return a.signed === b.signed && isPlain(a) && isPlain(b);
}

const isPlain = (type: GroundType): boolean => type.kind !== 'enum' && type.kind !== 'bool';
