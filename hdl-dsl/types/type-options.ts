import type { Naming } from '../ir/index.js';

/** What a declaration may say besides its type. `L` is the literal form of the type's values. */
export interface TypeOptions<L> {
  /** Value of a register after reset. Without it the register has no reset. */
  readonly reset?: L;
  /** Value of a wire or output in branches that do not drive it. */
  readonly default?: L;
  /** Comment carried over to the printed declaration. */
  readonly comment?: string;
  /** How much the name binds; default `reserved`. */
  readonly naming?: Naming;
  /** SystemVerilog attributes, such as `{ ASYNC_REG: 'TRUE' }`. */
  readonly attributes?: Readonly<Record<string, string>>;
}
