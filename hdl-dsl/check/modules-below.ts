import type { Module } from '../ir/index.js';

/** A module and all below it, each once, children before their parents. */
export function modulesBelow(top: Module): readonly Module[] {
  const found = new Set<Module>();
  const visit = (module: Module): void => {
    if (found.has(module)) return;
    for (const { of } of module.instances) if (of.kind === 'module') visit(of);
    found.add(module);
  };
  visit(top);
  return [...found];
}
