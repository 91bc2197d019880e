import type { GroundType } from '../ir/index.js';

/** `logic`, `logic [7:0]`, `logic signed [7:0]`. A signed type always has a range, so that it can be sliced. */
export function declaredType(type: Pick<GroundType, 'width' | 'signed'>): string {
  if (type.signed) return `logic signed [${type.width - 1}:0]`;
  return type.width === 1 ? 'logic' : `logic [${type.width - 1}:0]`;
}
