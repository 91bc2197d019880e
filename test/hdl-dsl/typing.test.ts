import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { bitsToHold, elaborate, indexWidth } from '../../hdl-dsl/index.js';
import { checkedWidths } from './support/check-width.js';
import { codesOf } from './support/findings.js';
import { M as Signals } from './support/typing.js';
import { Assignments } from './support/typing-assign.js';
import { Widths as BitsWidths } from './support/typing-bits.js';
import { Widths as SIntWidths } from './support/typing-sint.js';
import { Widths as UIntWidths } from './support/typing-uint.js';

const folder = fileURLToPath(new URL('support', import.meta.url));
const files = readdirSync(folder).filter((file) => file.startsWith('typing'));

describe('types of the language', () => {
  let program: ts.Program;
  beforeAll(() => {
    const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
    const configured = ts.getParsedCommandLineOfConfigFile('tsconfig.json', { noEmit: true }, host);
    expect(configured).toBeDefined();
    program = ts.createProgram(
      files.map((file) => join(folder, file)),
      configured?.options ?? {},
    );
  });

  it.each(files)('refuse in the editor what %s marks as wrong, and nothing else', (file) => {
    const source = program.getSourceFile(join(folder, file));
    const found = ts
      .getPreEmitDiagnostics(program, source)
      .map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n'));
    expect(source?.text.match(/@ts-expect-error/g)?.length).toBeGreaterThanOrEqual(5);
    expect(found).toEqual([]);
  });

  /** What the checker says of a file with this text beside the others. */
  function messagesOf(text: string): readonly string[] {
    const file = join(folder, 'typing-made.ts');
    const host = ts.createCompilerHost(program.getCompilerOptions());
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (name, options) =>
      name === file
        ? ts.createSourceFile(name, text, options)
        : (program.getSourceFile(name) ?? read(name, options));
    const made = ts.createProgram([file], program.getCompilerOptions(), host, program);
    return made
      .getSemanticDiagnostics(made.getSourceFile(file))
      .map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n'));
  }

  it('tell the widths in the words of the user', () => {
    const text = `import { input, module, output, uint } from '../../../hdl-dsl/index.js';
      module({
        name: 'm',
        ports: () => ({ a: input(uint(8)), y: output(uint(8)) }),
        build: (_m, _p, io) => io.y.drive(io.a.add(1)),
      });`;
    expect(messagesOf(text)).toEqual([
      "Argument of type 'UInt<9>' is not assignable to parameter of type 'NumberConstant | UInt<8>'.\n" +
        "  Type 'UInt<9>' is not assignable to type 'UInt<8>'.\n" +
        "    Types of property 'widthType' are incompatible.\n" +
        "      Type '9' is not assignable to type '8'.",
    ]);
  });

  it('compute widths up to 256 as numbers are computed, and any beyond', () => {
    const known = (n: number): string => (n <= 256 ? String(n) : 'any');
    const facts: string[] = [];
    for (let n = 0; n <= 258; n++) {
      facts.push(`Same<BitsToHold<${n}>, ${n <= 256 ? bitsToHold(n) : 'any'}>`);
      facts.push(`Same<IndexWidth<${n}>, ${n <= 256 ? indexWidth(n) : 'any'}>`);
      facts.push(`Same<Width<${n}>, ${n === 0 ? 'any' : known(n)}>`, `Same<Amount<${n}>, ${known(n)}>`);
    }
    const width = fc.integer({ min: 1, max: 256 });
    for (const [a, b] of fc.sample(fc.tuple(fc.oneof(width, fc.integer({ min: 1, max: 16 })), width), {
      seed: 4,
      numRuns: 150,
    })) {
      facts.push(`Same<Sum<${a}, ${b}>, ${known(a + b)}>`, `Same<Max<${a}, ${b}>, ${Math.max(a, b)}>`);
      facts.push(`Same<Less<${a}, ${b}>, ${Math.max(1, a - b)}>`, `Same<Next<${b}>, ${known(b + 1)}>`);
      facts.push(`Same<Times<${a}, ${b % 40}>, ${b % 40 === 0 ? 0 : known(a * (b % 40))}>`);
    }
    for (const any of ['any', 'number', '3 | 4', '1.5', '-1'])
      facts.push(`Same<Width<${any}>, any>`, `Same<Amount<${any}>, any>`);
    for (const of of ['Sum', 'Max', 'Less', 'Times'])
      facts.push(`Same<${of}<any, 3>, any>`, `Same<${of}<3, any>, any>`);
    for (let n = 1; n <= 10; n++) facts.push(`Same<LargestOf<${n}>, ${n <= 8 ? 2 ** n - 1 : 'any'}>`);
    const head = `import type { Amount, BitsToHold, IndexWidth, LargestOf, Less, Max, Next, Sum, Times, Width } from '../../../hdl-dsl/types/width.js';
      type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
      export const wrong: true = false;\n`;
    const lines = facts.map((fact, i) => `export const fact${i}: ${fact} = true; // ${fact}`);
    expect(facts.length).toBeGreaterThan(1500);
    expect(messagesOf(head + lines.join('\n'))).toEqual(["Type 'false' is not assignable to type 'true'."]);
  });

  it('say the width that the value has', () => {
    elaborate(UIntWidths, {});
    elaborate(SIntWidths, {});
    elaborate(BitsWidths, {});
    const wrong = checkedWidths.filter(([type, width]) => type !== 'any' && type !== width);
    // Those that the files mark as wrong.
    expect(wrong).toHaveLength(15);
    expect(checkedWidths.length).toBeGreaterThan(400);
  });

  it('are refused again by elaboration, for code without types', () => {
    const countsOf = (run: () => unknown) => {
      const counts: Record<string, number> = {};
      for (const code of codesOf(run)) counts[code] = (counts[code] ?? 0) + 1;
      return counts;
    };
    // Four of CW-E014 have any width in the types, so that only elaboration refuses them.
    expect(countsOf(() => elaborate(Assignments, {}))).toEqual({
      'CW-E002': 2,
      'CW-E003': 1,
      'CW-E011': 3,
      'CW-E012': 4,
      'CW-E014': 13,
      'CW-E015': 1,
      'CW-E026': 5,
      'CW-E030': 1,
    });
    expect(countsOf(() => elaborate(Signals, {}))).toEqual({
      'CW-E002': 2,
      'CW-E011': 2,
      'CW-E015': 5,
      'CW-E019': 1,
    });
  });
});
