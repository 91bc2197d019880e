import type { Enumeration, GroundType } from '../ir/index.js';
import { bitsToHold } from '../types/ground-types.js';

/** Ground types by width, one frozen object a kind and width. */
const shared = {
  bool: new Map<number, GroundType>(),
  bits: new Map<number, GroundType>(),
  uint: new Map<number, GroundType>(),
  sint: new Map<number, GroundType>(),
};

function sharedType(kind: keyof typeof shared, width: number): GroundType {
  let type = shared[kind].get(width);
  if (type === undefined) {
    type = Object.freeze({ kind, width, signed: kind === 'sint' });
    shared[kind].set(width, type);
  }
  return type;
}

export const boolGround: GroundType = sharedType('bool', 1);
export const bitsGround = (width: number): GroundType => sharedType('bits', width);
export const uintGround = (width: number): GroundType => sharedType('uint', width);
export const sintGround = (width: number): GroundType => sharedType('sint', width);

/** Ground type of an enumeration: as wide as its largest encoding. */
export function enumGround(enumeration: Enumeration): GroundType {
  const width = bitsToHold(
    enumeration.members.reduce((most, { value }) => (value > most ? value : most), 0n),
  );
  return Object.freeze({ kind: 'enum', width, signed: false, enumeration });
}

/** A numeric ground type of another width. */
export function resized(type: GroundType, width: number): GroundType {
  return type.kind === 'sint'
    ? sintGround(width)
    : type.kind === 'bits'
      ? bitsGround(width)
      : uintGround(width);
}

/** Same kind, width and enumeration. */
export function sameGround(a: GroundType, b: GroundType): boolean {
  return a.kind === b.kind && a.width === b.width && a.enumeration === b.enumeration;
}

/** `uint(4)`, `state_e`, ... as messages name a type. */
export function groundName(type: GroundType): string {
  if (type.kind === 'bool') return 'bool';
  return type.enumeration === undefined ? `${type.kind}(${type.width})` : `enum ${type.enumeration.name}`;
}

/** Smallest and largest number of a type. */
export function groundRange(type: GroundType): { readonly min: bigint; readonly max: bigint } {
  return type.signed
    ? { min: -(1n << BigInt(type.width - 1)), max: (1n << BigInt(type.width - 1)) - 1n }
    : { min: 0n, max: (1n << BigInt(type.width)) - 1n };
}

/** The unsigned pattern of `value` in `width` bits. */
export function toPattern(value: bigint, width: number): bigint {
  return BigInt.asUintN(width, value);
}

/** The number that the low bits of `pattern` mean under `type`. */
export function fromPattern(pattern: bigint, type: GroundType): bigint {
  return type.signed ? BigInt.asIntN(type.width, pattern) : BigInt.asUintN(type.width, pattern);
}
