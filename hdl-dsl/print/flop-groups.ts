import type { Expression, Module, Register, Statement } from '../ir/index.js';
import type { RegisterForm } from './register-form.js';

/** Registers that share one `always_ff`. */
export interface FlopGroup {
  readonly registers: readonly Register[];
  readonly enable: Expression | undefined;
}

/** Registers by having a reset and by enable, in order of declaration. Enables are shared where they are one
 *  statement. */
export function flopGroups(module: Module, forms: ReadonlyMap<Register, RegisterForm>): FlopGroup[] {
  const groups = new Map<
    string | Statement,
    { registers: Register[]; hasReset: boolean; enable: Expression | undefined }[]
  >();
  for (const register of module.registers) {
    const form = forms.get(register);
    if (form === undefined || form.form === 'direct') continue;
    const enabled = form.form === 'enabled' ? form : undefined;
    const hasReset = register.reset !== undefined;
    const key = enabled?.statement ?? 'plain';
    const candidates = groups.get(key) ?? [];
    groups.set(key, candidates);
    const group = candidates.find((g) => g.hasReset === hasReset && sameEnable(g.enable, enabled?.enable));
    if (group) group.registers.push(register);
    else candidates.push({ registers: [register], hasReset, enable: enabled?.enable });
  }
  return [...groups.values()].flat();
}

// Enables of nested conditions are made anew for each register.
function sameEnable(a: Expression | undefined, b: Expression | undefined): boolean {
  if (a === b) return true;
  if (a?.kind !== 'binary' || b?.kind !== 'binary') return false;
  return a.op === 'and' && b.op === 'and' && a.left === b.left && sameEnable(a.right, b.right);
}
