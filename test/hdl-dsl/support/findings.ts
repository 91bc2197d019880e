import { readFileSync } from 'node:fs';
import { CrossweaveError } from '../../../base/crossweave-error.js';
import type { Diagnostic } from '../../../base/diagnostic.js';
import { renderDiagnostic } from '../../../base/render-diagnostic.js';

/** What `run` throws; fails if it throws nothing or something else. */
export function findingsOf(run: () => unknown): readonly Diagnostic[] {
  try {
    run();
  } catch (error) {
    if (error instanceof CrossweaveError) return error.diagnostics;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** The codes of what `run` throws, sorted; none if it returns. */
export function codesOf(run: () => unknown): readonly string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof CrossweaveError) return error.diagnostics.map((d) => d.code).sort();
    throw error;
  }
  return [];
}

/** The findings of `run` as printed, with quoted lines; line and column numbers masked. */
export function textOf(run: () => unknown): string {
  return findingsOf(run)
    .map((d) => renderDiagnostic(d, { readSource: (file) => readFileSync(file, 'utf8') }))
    .join('\n\n')
    .replace(/:\d+:\d+/g, ':L:C')
    .replace(/^ *\d+ \|/gm, '    L |');
}
