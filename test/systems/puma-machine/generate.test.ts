import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { generate } from '../../../systems/index.js';
import { run } from '../../project/run.js';
import { hasTool } from '../../support/tools.js';

const folder = mkdtempSync(join(tmpdir(), 'crossweave-machine-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the design of a tile', () => {
  const out = join(folder, 'tile');
  const everything = () =>
    readdirSync(out, { recursive: true, encoding: 'utf8', withFileTypes: false })
      .filter((path) => /\.\w+$/.test(path))
      .sort()
      .map((path) => [path, readFileSync(join(out, path), 'utf8')] as const);

  it('has RTL, macro with stub, netlist, bindings and core file, and no test-bench', async () => {
    const { files, warnings } = await generate({ config: 'puma-tile-small', out });
    expect(warnings).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining([
        'config.json',
        'rtl/puma_tile_small.sv',
        'rtl/puma_tile_small_core.sv',
        'analog/puma_tile_small_mvmu_xbar.sv',
        'analog/puma_tile_small_mvmu_xbar_stub.sv',
        'netlist.json',
        'ts/puma_tile_small.ts',
        'puma_tile_small.core',
      ]),
    );
    expect(files.filter((path) => /^(tb|files\.f)/.test(path))).toEqual([]);
    const core = parse(readFileSync(join(out, 'puma_tile_small.core'), 'utf8')) as {
      filesets: Record<string, { files: string[] }>;
      targets: Record<string, { filesets: string[] }>;
    };
    expect(Object.keys(core.targets)).toEqual(['default', 'lint', 'synth']);
    for (const { filesets } of Object.values(core.targets)) {
      for (const name of filesets) expect(files).toEqual(expect.arrayContaining(core.filesets[name]!.files));
    }
  });

  it('is the same when it is generated again', async () => {
    const before = new Map(everything());
    await generate({ config: join(out, 'config.json'), out });
    const after = new Map(everything());
    expect([...after.keys()]).toEqual([...before.keys()]);
    // Names alone: the files are long.
    expect([...before.keys()].filter((path) => before.get(path) !== after.get(path))).toEqual([]);
  });

  it.runIf(hasTool('verilator'))('is free of lint', async () => {
    const rtl = readdirSync(join(out, 'rtl')).map((name) => join('rtl', name));
    const stub = join('analog', 'puma_tile_small_mvmu_xbar_stub.sv');
    const args = ['--lint-only', '-Wall', '--top-module', 'puma_tile_small', stub, ...rtl];
    expect(await run('verilator', args, { cwd: out })).toMatchObject({ status: 0, stderr: '' });
  });
});
