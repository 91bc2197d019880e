import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { interfaceOf, writeBindings } from '../../hdl-dsl/bindings/index.js';
import { printDesign } from '../../hdl-dsl/print/index.js';
import { painter } from '../hdl-dsl/bindings/sample.js';
import { hasTool } from '../support/tools.js';
import { root, run } from './run.js';

/** A user's project: outside the checkout, with the package installed and generated designs in it. */
let project: string;

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'crossweave-user-'));
  mkdirSync(join(project, 'node_modules', '@types'), { recursive: true });
  symlinkSync(root, join(project, 'node_modules', 'crossweave'));
  symlinkSync(join(root, 'node_modules', '@types', 'node'), join(project, 'node_modules', '@types', 'node'));
  cpSync(join(root, 'test', 'project', 'fixtures', 'bindings'), project, { recursive: true });
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }\n');
  const compilerOptions = {
    target: 'ES2023',
    module: 'nodenext',
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noImplicitOverride: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noImplicitReturns: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    rootDir: '.',
    outDir: 'built',
    types: ['node'],
    // The declarations of our dependencies are theirs.
    skipLibCheck: true,
  };
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['*.ts', '*/ts/*.ts'] }),
  );
  const cli = join(root, 'dist', 'cli', 'main.js');
  const made = await run(process.execPath, [cli, 'generate', 'tiny', '--out', 'tiny'], { cwd: project });
  expect(made.status, made.stderr).toBe(0);
  const top = painter();
  for (const folder of ['rtl', 'ts']) mkdirSync(join(project, 'painter', folder), { recursive: true });
  for (const { path, text } of printDesign(top, { command: 'a test' }))
    writeFileSync(join(project, 'painter', 'rtl', path), text);
  const model = interfaceOf(top, { command: 'a test', sources: ['rtl/painter.sv'], dpi: [] });
  writeFileSync(join(project, 'painter', 'ts', 'painter.ts'), await writeBindings(model));
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

test('the bindings of a design are these', () => {
  expect(readFileSync(join(project, 'painter', 'ts', 'painter.ts'), 'utf8')).toMatchSnapshot();
});

test('the bindings carry no date, path or version, and the way to make them again', () => {
  const text = readFileSync(join(project, 'tiny', 'ts', 'tiny.ts'), 'utf8');
  expect(text).toContain('// Made by `crossweave generate config.json`. DO NOT EDIT.\n');
  expect(text).not.toContain(project);
  expect(text).not.toMatch(/\b20\d\d-\d\d|\d+\.\d+\.\d+/);
});

describe("a user's test-benches", () => {
  test('type-check strictly, what they may not do included, and compile', async () => {
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const { status, stdout } = await run(process.execPath, [tsc, '-p', '.'], { cwd: project });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });

  const bench = async (...args: string[]) => {
    const [name = '', ...rest] = args;
    const ended = await run(process.execPath, [join('built', `${name}.js`), ...rest], { cwd: project });
    expect(ended.stderr).toBe('');
    expect(ended.status).toBe(0);
    return JSON.parse(ended.stdout) as unknown;
  };

  // -8 * (1 + 2 + 3 - 4 + 5) = -56, which the narrowing divides by 4.
  const outputs = [-14, -14, -14];

  test.runIf(hasTool('verilator'))('drive a generated design in Verilator', async () => {
    expect(await bench('tiny-bench', 'verilator')).toEqual({ engine: 'verilator', clocks: 17, outputs });
  });

  test.runIf(hasTool('iverilog'))('drive the same design in Icarus Verilog', async () => {
    expect(await bench('tiny-bench', 'icarus')).toEqual({ engine: 'icarus', clocks: 17, outputs });
  });

  test.runIf(hasTool('iverilog'))('use structs, enumerations, vectors, flows and wide ports', async () => {
    expect(await bench('painter-bench')).toEqual({
      painted: [
        { red: 1, green: 2 },
        { red: 2, green: 1 },
      ],
      marks: [
        [0, 0],
        [1, 1],
      ],
      lowest: -7,
      wide: '1',
      current: { mode: 'Swap', pixel: { red: 1, green: 2 } },
    });
  });
});
