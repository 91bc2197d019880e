import type { ClockDomain, Expression, Module, Register } from '../ir/index.js';
import type { RegisterForm } from './register-form.js';

/** Registers that share one `always_ff`. */
export interface FlopGroup {
  readonly clock: ClockDomain;
  readonly hasReset: boolean;
  readonly registers: readonly Register[];
  /** Text of the enable. */
  readonly enable: string | undefined;
}

/** Registers by clock, by having a reset and by enable, in order of declaration.
 *  @param textOf text of an enable; equal texts are one enable */
export function flopGroups(
  module: Module,
  forms: ReadonlyMap<Register, RegisterForm>,
  textOf: (enable: Expression) => string,
): FlopGroup[] {
  const groups = new Map<string, FlopGroup & { registers: Register[] }>();
  for (const register of module.registers) {
    const form = forms.get(register);
    if (form === undefined || form.form === 'direct') continue;
    const enable = form.form === 'enabled' ? textOf(form.enable) : undefined;
    const { clock } = register;
    const hasReset = register.reset !== undefined;
    const key = `${clock.name} ${hasReset} ${enable ?? ''}`;
    const group = groups.get(key) ?? { clock, hasReset, registers: [], enable };
    group.registers.push(register);
    groups.set(key, group);
  }
  return [...groups.values()];
}
