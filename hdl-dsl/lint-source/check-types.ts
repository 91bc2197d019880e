import { ts } from 'ts-morph';
import type { Diagnostic } from '../../base/diagnostic.js';

/** CW-L011 for a file that does not type-check. Where a type is wrong or an import leads nowhere, TypeScript goes on with `any`, behind
 *  which no signal is seen: the check would pass for want of sight. */
export function checkTypes(program: ts.Program, file: ts.SourceFile, name: string): Diagnostic[] {
  const faults = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  const [first] = faults;
  if (first === undefined) return [];
  const { line, character } = file.getLineAndCharacterOfPosition(first.start ?? 0);
  const text = ts.flattenDiagnosticMessageText(first.messageText, ' ').replace(/\s+/g, ' ');
  return [
    {
      code: 'CW-L011',
      severity: 'error',
      message: 'the source does not type-check, so not every signal in it is known',
      where: { kind: 'source', place: { file: name, line: line + 1, column: character + 1 } },
      expected: 'no error of TypeScript',
      actual: `TS${first.code}: ${shorten(text)}${faults.length > 1 ? ` (and ${faults.length - 1} more)` : ''}`,
      hint: 'mend the types first; if `tsc` is content, name the tsconfig that it uses',
    },
  ];
}

function shorten(text: string): string {
  return text.length <= 160 ? text : `${text.slice(0, 157)}...`;
}
