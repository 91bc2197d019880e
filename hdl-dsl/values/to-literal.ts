import { report } from '../build/report.js';
import type { Literal } from '../ir/index.js';
import { literalNode } from '../nodes/basic-nodes.js';
import { groundName, groundRange, toPattern } from '../nodes/ground.js';
import { groundOf, type PackedType } from '../types/packed-types.js';

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
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return literalNode(ground, wrongKind('a bigint, because numbers are exact to 2^53 only', ground, value));
  }
  if (typeof value !== 'bigint' && !Number.isInteger(value)) {
    return literalNode(ground, wrongKind('an integer (number or bigint)', ground, value));
  }
  return literalNode(ground, inRange(ground, BigInt(value as number | bigint)));
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
