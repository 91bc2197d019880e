import type { Assign, Expression, Module, Register, Signal, Statement, Wire } from '../ir/index.js';
import { forEachLeaf } from '../ir/statement-walk.js';
import { isWhole } from './coverage.js';
import type { ModulePlan } from './module-plan.js';

/** Registers and wires that can be declared with their enumeration's type: every value they get is a named member
 *  or another such signal. (Tools want a cast from anything else; the others are declared as plain `logic`.) */
export function enumSignals(module: Module, { blocks, forms, stages }: ModulePlan): Set<Signal> {
  const candidates: readonly (Register | Wire)[] = [...module.registers, ...module.wires, ...stages];
  const chosen = new Set<Signal>(candidates.filter((s) => s.type.kind === 'enum' && isMember(s, initial(s))));
  if (chosen.size === 0) return chosen;
  const assigns: Assign[] = [];
  const collect = forEachLeafInto(assigns);
  for (const block of blocks) collect(block.kind === 'assigns' ? block.assigns : block.statements);
  for (const form of forms.values()) if (form.form === 'direct') collect(form.statements);
  const fits = (target: Signal, value: Expression): boolean => {
    if (value.kind === 'literal') return value.type.kind === 'enum' && isMember(target, value.value);
    return (
      value.kind === 'signal' &&
      chosen.has(value.signal) &&
      value.type.enumeration === target.type.enumeration
    );
  };
  for (let before = -1; before !== chosen.size; ) {
    before = chosen.size;
    for (const assign of assigns) {
      if (!isWhole(assign) || !fits(assign.target, assign.value)) chosen.delete(assign.target);
    }
  }
  return chosen;
}

const forEachLeafInto =
  (assigns: Assign[]) =>
  (statements: readonly Statement[]): void =>
    forEachLeaf(statements, (leaf) => leaf.kind === 'assign' && assigns.push(leaf));

const initial = (signal: Register | Wire): bigint =>
  (signal.kind === 'register' ? signal.reset : signal.default) ?? 0n;

function isMember(signal: Signal, value: bigint): boolean {
  return signal.type.enumeration?.members.some((m) => m.value === value) ?? false;
}
