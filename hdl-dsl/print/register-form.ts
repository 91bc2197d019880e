import type { Assign, Expression, Register, Statement } from '../ir/index.js';
import { forEachLeaf } from '../ir/statement-walk.js';
import { boolGround } from '../nodes/ground.js';
import { isWhole } from './coverage.js';

/** How a register is printed. `always`: one assignment; `enabled`: one assignment under one condition, which becomes
 *  the flop's enable; `direct`: guarded writes inside the flop, for wide registers, whose whole next state would be
 *  slow to simulate; `hold`: never assigned; `block`: next state in an `always_comb`. */
export type RegisterForm =
  | { readonly form: 'always'; readonly assign: Assign }
  | { readonly form: 'enabled'; readonly assign: Assign; readonly enable: Expression }
  | { readonly form: 'direct'; readonly statements: readonly Statement[] }
  | { readonly form: 'hold' }
  | { readonly form: 'block' };

/** Wider registers are written in place. */
const widestNextState = 64;

/** @param statements those of the module, with only the register's own assignments */
export function registerForm(register: Register, statements: readonly Statement[]): RegisterForm {
  const [only] = statements;
  if (only === undefined) return { form: 'hold' };
  if (statements.length === 1) {
    if (only.kind === 'assign' && isWhole(only)) return { form: 'always', assign: only };
    const enabled = singleUpdate(only);
    if (enabled !== undefined) return { form: 'enabled', ...enabled };
  }
  if (register.type.width <= widestNextState) return { form: 'block' };
  // Bits that neither reset nor an assignment ever writes would have no driver.
  return register.reset !== undefined || writesAllBits(statements, register)
    ? { form: 'direct', statements }
    : { form: 'block' };
}

function writesAllBits(statements: readonly Statement[], register: Register): boolean {
  let bits = 0n;
  forEachLeaf(statements, (leaf) => {
    if (leaf.kind === 'assign') bits |= ((1n << BigInt(leaf.width)) - 1n) << BigInt(leaf.lsb);
  });
  return bits === (1n << BigInt(register.type.width)) - 1n;
}

function singleUpdate(statement: Statement): { assign: Assign; enable: Expression } | undefined {
  if (statement.kind !== 'when' || statement.otherwise.length > 0 || statement.then.length !== 1)
    return undefined;
  const [inner] = statement.then;
  if (inner === undefined) return undefined;
  if (inner.kind === 'assign') {
    return isWhole(inner) ? { assign: inner, enable: statement.condition } : undefined;
  }
  const below = singleUpdate(inner);
  if (below === undefined) return undefined;
  const enable: Expression = {
    kind: 'binary',
    op: 'and',
    type: boolGround,
    left: statement.condition,
    right: below.enable,
  };
  return { assign: below.assign, enable };
}
