import type { z } from 'zod';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import { checkDesign } from '../check/check-design.js';
import type { Module } from '../ir/index.js';
import { captureSource } from '../source/source-ref.js';
import { Elaboration } from './elaboration.js';
import type { ModuleDefinition } from './module-definition.js';
import type { PortSpecs } from './ports.js';
import { collectFindings } from './report.js';

/** Runs a definition with parameters and gives the intermediate form, unchecked by the passes of `checkDesign`.
 *  @throws {CrossweaveError} CW-E... all findings of the construction itself (types, widths, names of declarations) */
export function elaborate<S extends z.ZodType, P extends PortSpecs>(
  definition: ModuleDefinition<S, P>,
  params: z.input<S>,
): Module {
  const { module, findings } = construct(definition, params);
  if (findings.length > 0) throw new CrossweaveError(findings);
  return module;
}

/** Elaborates and checks.
 *  @throws {CrossweaveError} CW-E... all findings of construction and of every pass, at once */
export function build<S extends z.ZodType, P extends PortSpecs>(
  definition: ModuleDefinition<S, P>,
  params: z.input<S>,
): Module {
  const { module, findings } = construct(definition, params);
  const found = [...findings, ...checkDesign(module)];
  if (found.some((d) => d.severity === 'error')) throw new CrossweaveError(found);
  return module;
}

function construct<S extends z.ZodType, P extends PortSpecs>(
  definition: ModuleDefinition<S, P>,
  params: z.input<S>,
): { readonly module: Module; readonly findings: readonly Diagnostic[] } {
  const source = captureSource();
  const findings: Diagnostic[] = [];
  const { module } = collectFindings(findings, () => new Elaboration().moduleOf(definition, params, source));
  return { module, findings };
}
