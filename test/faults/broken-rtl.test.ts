import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cosim } from '../../systems/cosim.js';
import { generate } from '../../systems/generate.js';
import { caught } from '../support/caught.js';
import { hasTool } from '../support/tools.js';
import { editText, type Fault, units } from './fault.js';

describe.skipIf(!(hasTool('verilator') && hasTool('g++')))('RTL edited by hand', () => {
  let folder = '';
  const out = () => join(folder, 'unit');
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'crossweave-rtl-'));
    await generate({ config: units.unit, out: out() });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A copy of the RTL with one file changed. */
  function edited(name: string, file: string, ...edits: Fault['edits']): string {
    const rtl = join(folder, name);
    cpSync(join(out(), 'rtl'), rtl, { recursive: true });
    const text = readFileSync(join(rtl, file), 'utf8');
    writeFileSync(join(rtl, file), editText(text, { name, edits }));
    return rtl;
  }
  const run = (rtl: string) => cosim({ config: units.unit, out: out(), rtl, vectors: 4 });

  it('that does not compile is an error of the tool, with its output, and leaves no run', async () => {
    const rtl = edited('syntax', 'unit_shift_add.sv', ['assign sum_o = sum_q;', 'assign sum_o = ;']);
    const runs = () => readdirSync(out()).includes('runs') && readdirSync(join(out(), 'runs')).sort();
    const before = runs();
    const error = await caught(() => run(rtl));
    expect(error.exitStatus).toBe(3);
    expect(error.diagnostics).toHaveLength(1);
    expect(error.diagnostics[0]).toMatchObject({
      code: 'CW-T002',
      severity: 'error',
      message: 'Verilator refuses the design `unit`',
    });
    expect(error.diagnostics[0]?.output).toMatch(/unit_shift_add\.sv:\d+:\d+: syntax error/);
    expect(runs() || []).toEqual(before || []);
  });

  it('that lacks a module is an error of the tool', async () => {
    const rtl = edited('absent', 'unit.sv', ['unit_pipeline u_pipeline', 'unit_pipelime u_pipeline']);
    const error = await caught(() => run(rtl));
    expect(error).toMatchObject({ exitStatus: 3, diagnostics: [{ code: 'CW-T002' }] });
    expect(error.diagnostics[0]?.output).toContain('unit_pipelime');
  });

  it('with other pins is told pin by pin', async () => {
    const rtl = edited(
      'pins',
      'unit.sv',
      [/input {2}logic \[3:0\] ( +)in_data_i/, 'input  logic [2:0] $1in_data_i'],
      ['.data_i(in_data_i)', ".data_i({1'b0, in_data_i})"],
    );
    const error = await caught(() => run(rtl));
    expect(error).toMatchObject({
      exitStatus: 3,
      diagnostics: [{ code: 'CW-T006', message: 'pin `in_data_i` of `unit` differs from the configuration' }],
    });
  });

  it('with lint in it runs, and the warnings are shown', async () => {
    const rtl = edited('lint', 'unit_shift_add.sv', [
      'assign sum_o = sum_q;',
      'logic never_read; assign never_read = valid_i; assign sum_o = sum_q;',
    ]);
    const result = await run(rtl);
    expect(result.verdict).toBe('match');
    expect(result.warnings).toHaveLength(1);
    expect(result.warnings[0]).toMatch(/^%Warning-UNUSEDSIGNAL: .*unit_shift_add\.sv:\d+:\d+: .*never_read/);
  });

  it('with a change that means the same still matches, as a run of its own', async () => {
    const rtl = edited('same', 'unit_shift_add.sv', ['assign sum_o = sum_q;', 'assign sum_o = sum_q + 0;']);
    const [changed, plain] = [await run(rtl), await run(join(out(), 'rtl'))];
    expect([changed.verdict, plain.verdict]).toEqual(['match', 'match']);
    expect(changed.run).not.toBe(plain.run);
    expect(plain.warnings).toEqual([]);
  });

  it('in the design folder is not overwritten', async () => {
    const file = join(out(), 'rtl', 'unit_accumulator.sv');
    const text = editText(readFileSync(file, 'utf8'), { name: 'edit', edits: [["6'sd31", "6'sd30"]] });
    writeFileSync(file, text);
    const result = await cosim({ config: units.unit, out: out(), rtl: join(out(), 'rtl'), vectors: 4 });
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(result).toMatchObject({
      verdict: 'mismatch',
      first: { kind: 'out', expected: { decimal: 31, hex: '0x1f' }, got: { decimal: 30, hex: '0x1e' } },
    });
  });
});
