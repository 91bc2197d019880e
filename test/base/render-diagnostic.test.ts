import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../base/diagnostic.js';
import { renderDiagnostic, renderDiagnostics } from '../../base/render-diagnostic.js';

const mismatch: Diagnostic = {
  code: 'CW-E014',
  severity: 'error',
  message: 'width mismatch in assignment to `sum_d`',
  where: { kind: 'source', place: { file: 'generators/column-sum.ts', line: 58, column: 9 } },
  expected: '12 bits',
  actual: '13 bits (an add keeps its carry)',
  related: [
    {
      message: 'declared at',
      where: { kind: 'source', place: { file: 'generators/column-sum.ts', line: 41, column: 17 } },
    },
  ],
  hint: 'declare `sum_d` as 13 bits, or write `.truncate(12)` to drop the carry',
};
const text = [...Array.from({ length: 57 }, () => ''), '    sum.assign(acc.add(partial));', ''].join('\n');

describe('a rendered diagnostic', () => {
  it('has the form of the style page', () => {
    expect(renderDiagnostic(mismatch, { readSource: () => text })).toBe(
      [
        'error CW-E014: width mismatch in assignment to `sum_d`',
        '  --> generators/column-sum.ts:58:9',
        '   58 |     sum.assign(acc.add(partial));',
        '      |         ^ expected 12 bits, got 13 bits (an add keeps its carry)',
        '  declared at generators/column-sum.ts:41:17',
        '  hint: declare `sum_d` as 13 bits, or write `.truncate(12)` to drop the carry',
      ].join('\n'),
    );
  });

  it('does without the source, without a place, and with a place in a JSON document', () => {
    const lines = (d: Diagnostic) => renderDiagnostic(d, { readSource: () => undefined }).split('\n');
    expect(lines(mismatch).slice(1, 3)).toEqual([
      '  --> generators/column-sum.ts:58:9',
      '  expected 12 bits, got 13 bits (an add keeps its carry)',
    ]);
    const { where: _, ...nowhere } = mismatch;
    expect(lines(nowhere)[1]).toBe('  expected 12 bits, got 13 bits (an add keeps its carry)');
    expect(lines({ ...mismatch, where: { kind: 'json', file: 'config.json', path: 'output.bits' } })[1]).toBe(
      '  --> config.json: `output.bits`',
    );
    expect(lines({ ...mismatch, where: { kind: 'json', path: 'rows' } })[1]).toBe('  --> `rows`');
    expect(lines({ ...mismatch, where: { kind: 'file', file: 'out/x' } })[1]).toBe('  --> out/x');
  });

  it('keeps tabs before the caret, shows tool output as it came, and colours on demand', () => {
    const tabbed = renderDiagnostic(
      {
        ...mismatch,
        where: { kind: 'source', place: { file: 'a.ts', line: 1, column: 3 } },
        output: 'one\n\ntwo\n',
      },
      { readSource: () => '\t\tx\n' },
    );
    expect(tabbed).toContain('    1 | \t\tx\n      | \t\t^ expected');
    expect(tabbed.endsWith('\n  | one\n  | \n  | two')).toBe(true);
    expect(renderDiagnostic({ code: 'CW-E001', severity: 'warning', message: 'm' }, { colour: true })).toBe(
      '\u001b[1;33mwarning\u001b[0m \u001b[1mCW-E001\u001b[0m: m',
    );
  });

  it('quotes a piece of a long line, with the caret under the place', () => {
    const long = `${'x'.repeat(5000)}!${'y'.repeat(5000)}`;
    const at = (column: number): Diagnostic => ({
      ...mismatch,
      where: { kind: 'source', place: { file: 'f', line: 1, column } },
    });
    const [, , quote, mark] = renderDiagnostic(at(5001), { readSource: () => long }).split('\n');
    expect(quote).toBe(`    1 | ...${'x'.repeat(120)}!${'y'.repeat(79)}...`);
    expect(mark!.indexOf('^')).toBe(quote!.indexOf('!'));
    const [, , start, first] = renderDiagnostic(at(1), { readSource: () => long }).split('\n');
    expect(start).toBe(`    1 | ${'x'.repeat(200)}...`);
    expect(first!.indexOf('^')).toBe(8);
  });

  it('tells equal findings once', () => {
    const other: Diagnostic = { ...mismatch, message: 'another' };
    const all = renderDiagnostics([mismatch, other, mismatch]);
    expect(all.match(/^error/gm)).toHaveLength(2);
    expect(all).toContain('carry\n\nerror CW-E014: another');
  });
});
