import type { Scalar } from '../../../hdl-dsl/values/scalar.js';
import type { WidthOf } from '../../../hdl-dsl/values/value-widths.js';

type Shown<W> = 0 extends 1 & W ? 'any' : W;

/** What was checked: the width that the types say, and the value's own. */
export const checkedWidths: (readonly [type: unknown, width: number])[] = [];

/** The width of the type of `value`, written out; `any` where elaboration checks instead. */
export function check<V extends Scalar>(value: V, width: Shown<WidthOf<V>>): void {
  checkedWidths.push([width, value.width]);
}
