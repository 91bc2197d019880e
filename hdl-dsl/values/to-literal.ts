import { report } from '../build/report.js';
import type { Literal } from '../ir/index.js';
import { literalNode } from '../nodes/basic-nodes.js';
import { fromPattern, groundName, groundRange, resized, toPattern } from '../nodes/ground.js';
import { bitsToHold } from '../types/ground-types.js';
import { groundOf, type PackedType } from '../types/packed-types.js';
import { fixedConstant } from './fixed-constant.js';
import { parseNumber, type TextNumber } from './text-constant.js';

/** A JavaScript value as a constant of `type`. A vector takes an array of its elements, or one value for all.
 *  Reports CW-E002 for a value of the wrong kind, CW-E003 for one out of range, and gives 0 instead. */
export function toLiteral(type: PackedType, value: unknown): Literal {
  const ground = groundOf(type);
  if (type.kind === 'vec') return literalNode(ground, vectorPattern(type, value));
  if (type.kind === 'bool') {
    return literalNode(
      ground,
      typeof value === 'boolean' ? BigInt(value) : wrongKind('true or false', ground, value),
    );
  }
  if (type.kind === 'enum') {
    const member = type.enumeration.members.find((m) => m.name === value);
    return literalNode(
      ground,
      member?.value ?? wrongKind(`one of ${type.members.join(', ')}`, ground, value),
    );
  }
  if (type.kind === 'fixed') return literalNode(ground, fixedConstant(type, value));
  return literalNode(ground, integerOf(ground, value) ?? 0n);
}

/** A JavaScript value as a constant just as wide as it needs, of the kind of `type`; as wide as it says if it is text
 *  with a size. */
export function factorLiteral(type: Literal['type'], value: unknown): Literal {
  const given = readNumber(value);
  if (given === undefined || (given.value < 0n && !type.signed))
    return literalNode(type, integerOf(type, value) ?? 0n);
  if (given.size !== undefined) {
    const sized = resized(type, given.size);
    return literalNode(sized, integerOf(sized, value) ?? 0n);
  }
  const size = given.value < 0n ? -1n - given.value : given.value;
  const bits = size === 0n ? 0 : bitsToHold(size);
  return literalNode(resized(type, Math.max(1, type.signed ? bits + 1 : bits)), given.value);
}

/** The number that a value means as a constant of `ground`; reported where it means none. */
function integerOf(ground: Literal['type'], value: unknown): bigint | undefined {
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return wrongKind('a bigint, because numbers are exact to 2^53 only', ground, value);
  }
  const given = readNumber(value);
  if (given === undefined) {
    return typeof value === 'string'
      ? unreadable(ground, value, 'digits of a base, such as 42, 0xff, 0b1010, 1_000 or 8b1010_0101')
      : wrongKind('an integer (number or bigint)', ground, value);
  }
  if (given.size === undefined) return inRange(ground, given.value);
  if (given.value >> BigInt(given.size) > 0n) {
    return unreadable(ground, value, `digits that fit in the ${given.size} bits it says`);
  }
  if (given.size !== ground.width)
    return unreadable(ground, value, `a size of ${ground.width} bits, or none`);
  return fromPattern(given.value, ground);
}

function readNumber(value: unknown): TextNumber | undefined {
  if (typeof value === 'bigint') return { value };
  if (typeof value === 'number') return Number.isSafeInteger(value) ? { value: BigInt(value) } : undefined;
  return typeof value === 'string' ? parseNumber(value) : undefined;
}

function unreadable(ground: Literal['type'], value: unknown, expected: string): undefined {
  report({
    code: 'CW-E030',
    message: `the text of a constant of ${groundName(ground)} cannot be read`,
    expected,
    actual: describe(value),
    hint: 'a size, as in `8b0000_0001`, is that of the type; leave it out to let the type say it',
  });
}

function vectorPattern(type: PackedType & { kind: 'vec' }, value: unknown): bigint {
  const elements = Array.isArray(value) ? value : new Array<unknown>(type.length).fill(value);
  if (elements.length !== type.length) {
    report({
      code: 'CW-E002',
      message: 'a constant vector of the wrong length',
      expected: `${type.length} elements`,
      actual: `${elements.length}`,
      hint: 'give one value for each element, or one value for all of them',
    });
    return 0n;
  }
  const width = groundOf(type.element).width;
  return elements.reduceRight<bigint>(
    (all, element) => (all << BigInt(width)) | toPattern(toLiteral(type.element, element).value, width),
    0n,
  );
}

function inRange(ground: Literal['type'], value: bigint): bigint {
  const { min, max } = groundRange(ground);
  if (value >= min && value <= max) return value;
  report({
    code: 'CW-E003',
    message: `literal ${value} does not fit in ${groundName(ground)}`,
    expected: `${min} to ${max}`,
    actual: String(value),
    hint: 'widen the type, or write the constant that you mean after wrapping',
  });
  return 0n;
}

function wrongKind(expected: string, ground: Literal['type'], value: unknown): bigint {
  report({
    code: 'CW-E002',
    message: `a constant of ${groundName(ground)} is of the wrong kind`,
    expected,
    actual: describe(value),
    hint: 'constants are true or false, a member name, or an integer, as the type asks',
  });
  return 0n;
}

function describe(value: unknown): string {
  if (typeof value === 'string') return `\`${value}\``;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value);
  return value === null ? 'null' : `a value of type ${typeof value}`;
}
