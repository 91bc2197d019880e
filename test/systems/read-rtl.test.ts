import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRtl } from '../../systems/read-rtl.js';
import { caught } from '../support/caught.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossweave-rtl-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

describe('readRtl', () => {
  it('reads SystemVerilog and Verilog, by name, and nothing else', () => {
    write('b.sv', 'module b; endmodule\n');
    write('a.v', 'module a; endmodule\n');
    write('notes.txt', 'none');
    write('deeper/c.sv', 'module c; endmodule\n');
    expect(readRtl(folder)).toEqual([
      { path: 'rtl/a.v', text: 'module a; endmodule\n' },
      { path: 'rtl/b.sv', text: 'module b; endmodule\n' },
    ]);
  });

  it("takes a design's folder for its rtl/, without the macros beside it", () => {
    write('rtl/top.sv', 'module top; endmodule\n');
    write('analog/top_xbar.sv', 'module top_xbar; endmodule\n');
    expect(readRtl(folder)).toEqual([{ path: 'rtl/top.sv', text: 'module top; endmodule\n' }]);
  });

  it.each([
    ['has none', '', 'no such file in it'],
    ['is not there', 'absent', 'ENOENT'],
    ['is a file', 'file', 'ENOTDIR'],
    ['has an empty rtl/', 'design', 'no such file in it'],
  ])('refuses a folder that %s (CW-F008)', async (_, name, actual) => {
    write('file', '');
    mkdirSync(join(folder, 'design', 'rtl'), { recursive: true });
    const place = join(folder, name);
    const error = await caught(() => readRtl(place));
    expect(error.diagnostics).toEqual([
      {
        code: 'CW-F008',
        severity: 'error',
        message: 'there is no RTL to run in this folder',
        where: { kind: 'file', file: place },
        expected: 'a folder with .sv or .v files',
        actual,
        hint: 'name the `rtl` folder of a design that `crossweave generate` wrote',
      },
    ]);
    expect(error.exitStatus).toBe(2);
  });
});
