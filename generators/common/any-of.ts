import { any, type Bool, bool, literal } from '../../hdl-dsl/index.js';

/** Whether one of any number of conditions holds; false for none. */
export function anyOf(conditions: readonly Bool[]): Bool {
  const [first, ...others] = conditions;
  return first === undefined ? literal(bool, false) : any(first, ...others);
}
