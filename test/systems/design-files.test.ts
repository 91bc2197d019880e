import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { bool, build, input, module, output } from '../../hdl-dsl/index.js';
import { printModules } from '../../hdl-dsl/print/print-design.js';
import { generate } from '../../systems/index.js';
import { machineDiagrams, machineFiles } from '../../systems/machine-files.js';
import { run } from '../project/run.js';
import { hasTool } from '../support/tools.js';

const scratch = mkdtempSync(join(tmpdir(), 'crossweave-design-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const designs = [
  { name: 'tiny', config: 'tiny', settings: [] },
  { name: 'little', config: 'signed-array', settings: ['name=little', 'rows=5', 'columns=4', 'adcs=2'] },
  { name: 'noisy', config: 'tiny', settings: ['name=noisy', 'nonideal={"read":0.1}'] },
] as const;

interface Core {
  readonly name: string;
  readonly filesets: Readonly<
    Record<string, { files: (string | Record<string, object>)[]; file_type?: string }>
  >;
  readonly targets: Readonly<Record<string, { filesets: string[]; toplevel: string; default_tool?: string }>>;
}

describe.each(designs)('the design $name', ({ name, config, settings }) => {
  const out = join(scratch, name);
  let core: Core;
  let text: string;
  const pathsOf = (target: string): string[] =>
    (core.targets[target]?.filesets ?? []).flatMap((set) =>
      (core.filesets[set]?.files ?? []).map((file) =>
        typeof file === 'string' ? file : (Object.keys(file)[0] ?? ''),
      ),
    );

  beforeAll(async () => {
    await generate({ config, settings, out });
    text = readFileSync(join(out, `${name}.core`), 'utf8');
    core = parse(text) as Core;
  });

  test('has a FuseSoC core file whose files are there', () => {
    expect(text).toMatch(/^CAPI=2:\n# Made by `crossweave generate config\.json`\. DO NOT EDIT\.\n/);
    expect(core.name).toBe(`crossweave:generated:${name}:0`);
    expect(Object.keys(core.targets)).toEqual(['default', 'lint', 'sim', 'synth']);
    const present = readdirSync(out, { recursive: true, encoding: 'utf8' });
    for (const target of Object.keys(core.targets)) {
      expect(pathsOf(target).length).toBeGreaterThan(2);
      expect(pathsOf(target).filter((path) => !present.includes(path))).toEqual([]);
    }
    const rtl = present.filter((path) => path.startsWith('rtl/')).sort();
    expect(
      pathsOf('lint')
        .filter((path) => path.startsWith('rtl/'))
        .sort(),
    ).toEqual(rtl);
    expect(core.targets.sim?.default_tool).toBe(name === 'noisy' ? 'verilator' : 'icarus');
  });

  test.runIf(hasTool('verilator'))('has a target that lints without a warning', async () => {
    const { toplevel = '' } = core.targets.lint ?? {};
    const args = ['--lint-only', '-Wall', '--top-module', toplevel, ...pathsOf('lint')];
    expect(await run('verilator', args, { cwd: out })).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });

  test('has a netlist of its modules, and bindings', () => {
    const { modules } = JSON.parse(readFileSync(join(out, 'netlist.json'), 'utf8')) as { modules: object };
    const rtl = readdirSync(join(out, 'rtl')).map((file) => file.replace(/\.sv$/, ''));
    expect(Object.keys(modules).sort()).toEqual([...rtl, `${name}_xbar`].sort());
    expect(readFileSync(join(out, 'ts', `${name}.ts`), 'utf8')).toContain("from 'crossweave/testbench';");
  });

  test('is the same when it is made again', async () => {
    const again = join(scratch, `${name}-again`);
    const { files } = await generate({ config: join(out, 'config.json'), out: again });
    for (const file of files)
      expect(readFileSync(join(again, file), 'utf8')).toBe(readFileSync(join(out, file), 'utf8'));
  });
});

test('locators are there on demand, and said in the headers', async () => {
  const out = join(scratch, 'located');
  const { warnings } = await generate({ config: 'tiny', out, locators: true });
  const rtl = readFileSync(join(out, 'rtl', 'tiny_sequencer.sv'), 'utf8');
  expect(rtl).toContain('by `crossweave generate config.json --locators`. DO NOT EDIT.');
  expect(rtl).toMatch(/\/\/ .*generators\/common\/sequencer\.ts:\d+/);
  expect(readFileSync(join(scratch, 'tiny', 'rtl', 'tiny_sequencer.sv'), 'utf8')).not.toMatch(
    /sequencer\.ts:\d+/,
  );
  expect(warnings).toEqual([]);
});

test('a state machine has a diagram', () => {
  const Blinker = module({
    name: 'blinker',
    ports: () => ({ go: input(bool), lit: output(bool) }),
    build(m, _p, io) {
      const control = m.machine('control', {
        initial: 'Off',
        states: {
          Off: (s) => {
            m.when(io.go, () => s.goto('On'));
          },
          On: (s) => s.goto('Off'),
        },
      });
      io.lit.drive(control.is('On'));
    },
  });
  const { names } = printModules(build(Blinker, {}), { command: 'a test' });
  expect(machineFiles(names)).toEqual([
    {
      path: 'doc/blinker_control.mmd',
      text: 'stateDiagram-v2\n  Off\n  On\n  [*] --> Off\n  Off --> On\n  On --> Off\n',
    },
  ]);
  expect(machineDiagrams(names).map(({ name }) => name)).toEqual(['blinker_control']);
});
