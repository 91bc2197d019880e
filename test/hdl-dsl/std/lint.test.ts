import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { printDesign } from '../../../hdl-dsl/print/index.js';
import { hasTool } from '../../support/tools.js';
import { configurations } from './support/configurations.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossweave-std-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every configuration has a name of its own', () => {
  const names = configurations.map((make) => make().name);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

test.skipIf(!hasTool('verilator'))('every configuration is free of lint, with and without assertions', () => {
  const files = new Map(
    configurations.flatMap((make) => printDesign(make(), { command: 'make' })).map((f) => [f.path, f.text]),
  );
  for (const [path, text] of files) writeFileSync(join(folder, path), text);
  const flags = ['--lint-only', '-Wall', '-Wno-MULTITOP', ...files.keys()];
  const lint = (...more: string[]): string => {
    const { stdout, stderr } = spawnSync('verilator', [...flags, ...more], { cwd: folder, encoding: 'utf8' });
    return `${stdout}${stderr}`.trim();
  };
  expect(lint()).toBe('');
  expect(lint('--assert', '+define+CROSSWEAVE_ASSERT', '-Wno-SYNCASYNCNET')).toBe('');
  // It sees every module: a fault in the last one is told.
  const [path, text = ''] = [...files].at(-1) ?? ['', ''];
  writeFileSync(
    join(folder, path),
    text.replace('endmodule', '  logic [3:0] nobody; assign nobody = 2;\nendmodule'),
  );
  expect(lint()).toContain("Signal is not used: 'nobody'");
});
