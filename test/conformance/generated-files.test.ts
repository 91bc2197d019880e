import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrayShape } from '../../compiler/shape.js';
import { generate } from '../../systems/generate.js';
import { root, run } from '../project/run.js';
import { hasTool } from '../support/tools.js';
import { configurations } from './configurations.js';
import type { MacroArrayConfig } from './macro-array-config.js';

let folder = '';
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'crossweave-files-')));
  for (const config of configurations) await generate({ config, out: join(folder, config.name) });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every file below a folder with its text. */
function filesIn(place: string): Map<string, string> {
  const entries = readdirSync(place, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.sort().map((path) => [relative(place, path), readFileSync(path, 'utf8')]));
}

function designOf(name: string): string {
  return join(folder, name);
}

function named(name: string): MacroArrayConfig {
  const config = configurations.find((one) => one.name === name);
  if (config === undefined) throw new Error(`no configuration ${name}`);
  return config;
}

describe('generated files', () => {
  it('are the same bytes in another folder', async () => {
    for (const config of configurations) {
      const again = join(folder, 'again', 'deeper', config.name);
      await generate({ config, out: again });
      const files = filesIn(again);
      expect(files.size, config.name).toBeGreaterThanOrEqual(10);
      expect(files, config.name).toEqual(filesIn(designOf(config.name)));
    }
  });

  it('are the same bytes from another installation, working folder, time zone and language', async () => {
    const config = named('noise_all');
    writeFileSync(join(folder, 'given.json'), JSON.stringify(config));
    const copy = join(folder, 'an other place');
    for (const name of ['dist', 'configs', 'package.json']) {
      cpSync(join(root, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    const elsewhere = join(folder, 'else', 'where');
    mkdirSync(elsewhere, { recursive: true });
    const main = join(copy, 'dist', 'cli', 'main.js');
    const far = await run(process.execPath, [main, 'generate', '../../given.json', '--out', 'far'], {
      cwd: elsewhere,
      env: { TZ: 'Asia/Kathmandu', LC_ALL: 'tr_TR.UTF-8', HOME: elsewhere, USER: 'someone' },
    });
    expect(far.status, far.stderr).toBe(0);
    const here = join(root, 'dist', 'cli', 'main.js');
    const near = await run(process.execPath, [here, 'generate', 'given.json', '--out', 'near'], {
      cwd: folder,
    });
    expect(near.status, near.stderr).toBe(0);
    expect(filesIn(join(elsewhere, 'far'))).toEqual(filesIn(join(folder, 'near')));
    // Both are the compiled program; this is the source.
    expect(filesIn(join(folder, 'near'))).toEqual(filesIn(designOf(config.name)));
  });

  it('of a design generated again over another one are those of the new one', async () => {
    const place = join(folder, 'over');
    await generate({ config: { ...named('noise_all'), name: 'tiny' }, out: place });
    await generate({ config: { ...named('one'), name: 'tiny' }, out: place });
    const fresh = join(folder, 'fresh');
    await generate({ config: { ...named('one'), name: 'tiny' }, out: fresh });
    expect(filesIn(place)).toEqual(filesIn(fresh));
  });

  it('hold no date, time, user, machine path or carriage return', () => {
    const machine = [root, tmpdir(), folder, homedir(), process.cwd()].filter((path) => path !== '/');
    const date =
      /\b(19|20)\d\d-\d\d-\d\d\b|\b\d\d?:\d\d:\d\d\b|\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} /;
    for (const { name } of configurations) {
      for (const [path, text] of filesIn(designOf(name))) {
        expect(
          machine.filter((one) => text.includes(one)),
          `${name}/${path}`,
        ).toEqual([]);
        expect(text, `${name}/${path}`).not.toMatch(date);
        expect(text, `${name}/${path}`).not.toContain('\r');
        expect(text.endsWith('\n'), `${name}/${path}`).toBe(true);
      }
    }
  });
});

/** Output of a program that succeeded, with the lines taken out that say nothing; else everything. */
function said(program: string, args: readonly string[], cwd: string, harmless = /^$/): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  const lines = `${stdout}${stderr}`.split('\n').filter((line) => line !== '' && !harmless.test(line));
  return [...(status === 0 ? [] : [`exit status ${status}`]), ...lines].join('\n');
}

/** RTL and stubs of a design, as its file list orders them. */
function synthesisFiles(name: string): string[] {
  const list = readFileSync(join(designOf(name), 'files.f'), 'utf8')
    .trim()
    .split('\n');
  return list.map((path) => path.replace(/^(analog\/.*_xbar)\.sv$/, '$1_stub.sv'));
}

/** One of each kind, for the tools that are the same for all of it. */
const fewNames = [
  'one',
  'ragged_flip',
  'drop_low_pair',
  'column_strip',
  'per_plane_flip',
  'noise_all',
  'array_one',
  'array_ragged',
  'mixed_xnor_all',
  'mixed_ramp',
  'raella_ragged',
  'raella_one_group',
  'raella_layers',
];

describe('generated RTL with the stubs', () => {
  it.runIf(hasTool('verilator')).each(configurations.map(({ name }) => name))('%s has no lint', (name) => {
    const files = synthesisFiles(name);
    expect(files.filter((file) => file.endsWith('_stub.sv'))).toHaveLength(1);
    expect(said('verilator', ['--lint-only', '-Wall', '--top-module', name, ...files], designOf(name))).toBe(
      '',
    );
  });

  it.runIf(hasTool('iverilog')).each(fewNames)('%s compiles in Icarus', (name) => {
    // Icarus says "sorry" where it ignores a qualifier.
    const args = ['-g2012', '-s', name, '-o', '/dev/null', ...synthesisFiles(name)];
    expect(said('iverilog', args, designOf(name), /sorry: /)).toBe('');
  });

  it.runIf(hasTool('yosys'))('reads into Yosys', () => {
    for (const name of fewNames) {
      const script = `read_verilog -sv ${synthesisFiles(name).join(' ')}; hierarchy -check -top ${name}; proc; check -assert`;
      expect(said('yosys', ['-q', '-p', script], designOf(name), /Replacing memory/), name).toBe('');
    }
  });
});

describe('the stand-alone test-bench', () => {
  const make = (name: string, ...args: string[]) =>
    run('make', ['-C', join(designOf(name), 'tb'), ...args], { timeoutSeconds: 110 });

  /** Changes the last digit of a word of the expected outputs. */
  function spoil(name: string, line: number): void {
    const file = join(designOf(name), 'tb', `${name}_expected.hex`);
    const words = readFileSync(file, 'utf8').split('\n');
    words[line] = words[line]!.replace(/.$/, (digit) => (Number.parseInt(digit, 16) ^ 1).toString(16));
    writeFileSync(file, words.join('\n'));
  }

  const engines = [
    ['icarus', 'half_even_saturate', hasTool('iverilog')],
    ['icarus', 'array_ragged', hasTool('iverilog')],
    ['icarus', 'raella_narrow', hasTool('iverilog')],
    ['verilator', 'drop_low_flip', hasTool('verilator') && hasTool('g++')],
    ['verilator', 'array_noise', hasTool('verilator') && hasTool('g++')],
  ] as const;
  for (const [engine, name, available] of engines) {
    it.runIf(available)(
      `of ${name} passes in ${engine}, and fails where another word is expected`,
      async () => {
        const quick = ['-s', engine, 'OPT=-O0'];
        const passed = await make(name, ...quick);
        const outputs = 8 * arrayShape(named(name)).columns;
        expect(passed.stdout).toContain(`PASS ${outputs} outputs`);
        expect(passed.status).toBe(0);
        spoil(name, outputs - 1);
        const failed = await make(name, ...quick);
        expect(failed.stdout).toContain(`FAIL 1 of ${outputs} outputs`);
        expect(failed.status).not.toBe(0);
      },
    );
  }
});
