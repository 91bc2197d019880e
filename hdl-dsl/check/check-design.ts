import type { Diagnostic } from '../../base/diagnostic.js';
import { type Finding, toDiagnostic } from '../build/report.js';
import type { Module } from '../ir/index.js';
import { checkClocks } from './check-clocks.js';
import { checkDeadCode } from './check-dead-code.js';
import { checkDrivers } from './check-drivers.js';
import { checkLoops } from './check-loops.js';
import { checkMachines } from './check-machines.js';
import { checkModuleNames, checkNames } from './check-names.js';
import { checkParameters } from './check-parameters.js';
import { checkResets } from './check-resets.js';
import { checkScope } from './check-scope.js';
import { checkSignedness } from './check-signedness.js';
import { checkUnused } from './check-unused.js';
import { checkWidth } from './check-width.js';
import { modulesBelow } from './modules-below.js';
import { type CheckOptions, severityFor } from './severity.js';

/** The passes over each module, by name, in the order of their findings. */
export const modulePasses: Readonly<Record<string, (module: Module) => readonly Finding[]>> = Object.freeze({
  scope: checkScope,
  width: checkWidth,
  signedness: checkSignedness,
  drivers: checkDrivers,
  unused: checkUnused,
  loops: checkLoops,
  clocks: checkClocks,
  resets: checkResets,
  names: checkNames,
  machines: checkMachines,
  'dead-code': checkDeadCode,
  parameters: checkParameters,
});

/** Runs every pass over a module and all modules below it, and gives all findings with their severities.
 *  @throws {CrossweaveError} CW-E047 for a severity that cannot be set */
export function checkDesign(top: Module, options: CheckOptions = {}): Diagnostic[] {
  const severityOf = severityFor(options);
  const passes = Object.values(modulePasses);
  const found = modulesBelow(top).flatMap((module) =>
    passes.flatMap((pass) => pass(module).map((finding) => ({ module: module.name, finding }))),
  );
  const named = checkModuleNames(top).map((finding) => ({ module: top.name, finding }));
  return [...found, ...named].flatMap(({ module, finding }) => {
    const severity = severityOf(module, finding);
    return severity === undefined ? [] : [toDiagnostic({ ...finding, severity })];
  });
}
