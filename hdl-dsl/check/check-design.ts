import type { Diagnostic } from '../../base/diagnostic.js';
import { type Finding, toDiagnostic } from '../build/report.js';
import type { Module } from '../ir/index.js';
import { checkDrivers } from './check-drivers.js';
import { checkLoops } from './check-loops.js';
import { checkModuleNames, checkNames } from './check-names.js';
import { checkScope } from './check-scope.js';
import { checkUnused } from './check-unused.js';
import { modulesBelow } from './modules-below.js';

/** The passes over each module, by name, in the order of their findings. Width and kind are checked earlier, where
 *  a value is made. */
export const modulePasses: Readonly<Record<string, (module: Module) => readonly Finding[]>> = Object.freeze({
  scope: checkScope,
  drivers: checkDrivers,
  loops: checkLoops,
  unused: checkUnused,
  names: checkNames,
});

/** Runs every pass over a module and all modules below it, and gives all findings. */
export function checkDesign(top: Module): Diagnostic[] {
  const modules = modulesBelow(top);
  const passes = Object.values(modulePasses);
  const findings = [...modules.flatMap((m) => passes.flatMap((pass) => pass(m))), ...checkModuleNames(top)];
  return findings.map(toDiagnostic);
}
