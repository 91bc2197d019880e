import type { z } from 'zod';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import { checkDesign } from '../check/check-design.js';
import type { CheckOptions } from '../check/severity.js';
import type { Module } from '../ir/index.js';
import { captureSource, withPlaces } from '../source/source-ref.js';
import type { ClockSpecs } from './clocks.js';
import { Elaboration } from './elaboration.js';
import type { ModuleDefinition } from './module-definition.js';
import type { PortSpecs } from './ports.js';
import { collectFindings, type Finding, toDiagnostic } from './report.js';

/** Runs a definition with parameters and gives the intermediate form, unchecked by the passes of `checkDesign`.
 *  @throws {CrossweaveError} CW-E... all findings of the construction itself (types, widths, names of declarations) */
export function elaborate<S extends z.ZodType, P extends PortSpecs, C extends ClockSpecs>(
  definition: ModuleDefinition<S, P, C>,
  params: z.input<S>,
): Module {
  const { module, findings } = construct(definition, params);
  if (findings.length > 0) throw new CrossweaveError(findings);
  return module;
}

export interface BuildOptions extends CheckOptions {
  /** Takes findings that are no errors, one by one. */
  readonly onWarning?: (finding: Diagnostic) => void;
}

/** Elaborates and checks. Findings below errors go to `onWarning`.
 *  @throws {CrossweaveError} CW-E... all findings of construction and of every pass, at once */
export function build<S extends z.ZodType, P extends PortSpecs, C extends ClockSpecs>(
  definition: ModuleDefinition<S, P, C>,
  params: z.input<S>,
  options: BuildOptions = {},
): Module {
  const { module, findings } = construct(definition, params);
  const found = [...findings, ...checkDesign(module, options)];
  if (found.some((d) => d.severity === 'error')) throw new CrossweaveError(found);
  if (options.onWarning) found.forEach(options.onWarning);
  return module;
}

function construct<S extends z.ZodType, P extends PortSpecs, C extends ClockSpecs>(
  definition: ModuleDefinition<S, P, C>,
  params: z.input<S>,
): { readonly module: Module; readonly findings: readonly Diagnostic[] } {
  const source = captureSource();
  const { module, findings } = withPlaces(() => {
    const collected: Finding[] = [];
    const made = collectFindings(collected, () => new Elaboration().moduleOf(definition, params, source));
    return { module: made.module, findings: collected };
  });
  return { module, findings: findings.map(toDiagnostic) };
}
