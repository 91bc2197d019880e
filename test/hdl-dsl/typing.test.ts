import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

describe('types of the language', () => {
  it('refuse in the editor what typing.ts marks as wrong, and nothing else', () => {
    const file = fileURLToPath(new URL('support/typing.ts', import.meta.url));
    const configured = ts.getParsedCommandLineOfConfigFile(
      'tsconfig.json',
      { noEmit: true },
      {
        ...ts.sys,
        onUnRecoverableConfigFileDiagnostic: () => {},
      },
    );
    expect(configured).toBeDefined();
    const program = ts.createProgram([file], configured?.options ?? {});
    const found = ts
      .getPreEmitDiagnostics(program, program.getSourceFile(file))
      .map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n'));
    expect(program.getSourceFile(file)?.text.match(/@ts-expect-error/g)?.length).toBeGreaterThan(10);
    expect(found).toEqual([]);
  });
});
