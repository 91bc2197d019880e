import type { DesignFile } from '../base/design-file.js';
import { type Module, mermaidOf } from '../hdl-dsl/index.js';

/** Every state machine of a design as a Mermaid diagram.
 *  @param names names that modules are printed under */
export function machineDiagrams(
  names: ReadonlyMap<Module, string>,
): readonly { readonly name: string; readonly text: string }[] {
  // Modules that are printed once are equal.
  const diagrams = new Map<string, string>();
  for (const [module, name] of names) {
    for (const machine of module.machines ?? []) diagrams.set(`${name}_${machine.name}`, mermaidOf(machine));
  }
  return [...diagrams].map(([name, text]) => ({ name, text }));
}

/** `doc/<module>_<machine>.mmd` for each of them. */
export function machineFiles(names: ReadonlyMap<Module, string>): DesignFile[] {
  return machineDiagrams(names).map(({ name, text }) => ({ path: `doc/${name}.mmd`, text }));
}
