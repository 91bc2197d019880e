import type { Expression } from '../ir/index.js';
import type { FixedType } from '../types/fixed-type.js';
import type { Bits } from './bits.js';
import type { Bool } from './bool.js';
import type { Fixed } from './fixed.js';
import type { Handle } from './place.js';
import type { SInt } from './sint.js';
import type { UInt } from './uint.js';

/** Constructors of values, bound late: the classes' methods return one another. */
export interface Makers {
  bool(expression: Expression): Bool;
  bits(expression: Expression): Bits;
  uint(expression: Expression): UInt;
  sint(expression: Expression): SInt;
  fixed(expression: Expression, type: FixedType): Fixed;
  /** The value of a handle's own type. */
  value(handle: Handle): unknown;
}

let bound: Makers | undefined;

/** Called once by `view.ts`. */
export function bindMakers(makers: Makers): void {
  bound = makers;
}

export function makers(): Makers {
  if (bound === undefined) throw new Error('hdl-dsl/values/view.ts is not loaded');
  return bound;
}
