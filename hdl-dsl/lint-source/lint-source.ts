import { relative } from 'node:path';
import { ts } from 'ts-morph';
import type { Diagnostic } from '../../base/diagnostic.js';
import { checkTypes } from './check-types.js';
import { loadProgram } from './load-program.js';
import type { RuleContext, SourceFinding } from './rule.js';
import { rules } from './rules/index.js';
import { SignalTypes } from './signal-types.js';
import { Suppressions } from './suppressions.js';

/** What a check of sources found. */
export interface SourceReport {
  /** Files looked at. */
  readonly files: number;
  readonly findings: readonly Diagnostic[];
}

/** Finds what JavaScript hides about signals: conditions, comparisons and operators that compute while the circuit is built, values
 *  thrown away, branches without statements. Types are known, so nothing else is touched.
 *  @param paths source files, or one tsconfig; none: the `tsconfig.json` of the working folder
 *  @throws {CrossweaveError} CW-L010 for a file that cannot be read */
export function lintSource(paths: readonly string[]): SourceReport {
  const { program, files } = loadProgram(paths);
  const types = new SignalTypes(program.getTypeChecker());
  const named = files
    .map((file) => ({ file, name: relative(process.cwd(), file.fileName) || file.fileName }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    files: named.length,
    findings: named.flatMap(({ file, name }) => lintFile(file, name, program, types)),
  };
}

function lintFile(file: ts.SourceFile, name: string, program: ts.Program, types: SignalTypes): Diagnostic[] {
  const suppressions = new Suppressions(name, file.text);
  const findings: Diagnostic[] = checkTypes(program, file, name);
  const context: RuleContext = {
    types,
    report(node, finding) {
      const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
      if (suppressions.allow(finding.code, line + 1)) return;
      findings.push(diagnostic(finding, name, line + 1, character + 1));
    },
  };
  const visit = (node: ts.Node): void => {
    for (const rule of rules) rule(node, context);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return [...findings, ...suppressions.findings()];
}

function diagnostic(finding: SourceFinding, file: string, line: number, column: number): Diagnostic {
  const { code, message, expected, actual, hint } = finding;
  const where = { kind: 'source', place: { file, line, column } } as const;
  return { code, severity: 'error', message, where, expected, actual, hint };
}
