import type { GroundType } from '../ir/index.js';
import { bitsGround, boolGround, enumGround, sintGround, uintGround } from '../nodes/ground.js';
import type { ScalarType } from './ground-types.js';
import type { TypeOptions } from './type-options.js';

/** Types that are one signal: scalars and vectors of them. */
export type PackedType = ScalarType | PackedVec;
export interface PackedVec {
  readonly kind: 'vec';
  readonly element: PackedType;
  readonly length: number;
  readonly options: TypeOptions<unknown>;
}

/** The ground type of a packed type; a vector is bits. */
export function groundOf(type: PackedType): GroundType {
  switch (type.kind) {
    case 'bool':
      return boolGround;
    case 'bits':
      return bitsGround(type.width);
    case 'uint':
      return uintGround(type.width);
    case 'sint':
    case 'fixed':
      return sintGround(type.width);
    case 'enum':
      return enumGround(type.enumeration);
    case 'vec':
      return bitsGround(groundOf(type.element).width * type.length);
  }
}
