import { describe, expect, test } from 'vitest';
import { CrossweaveError } from '../../base/crossweave-error.js';
import { runFake, sampleResult } from './fake-systems.js';

describe('results', () => {
  test('list', async () => {
    expect(await runFake(['list'])).toMatchObject({
      exitStatus: 0,
      stdout: [
        'Systems',
        '  puma-mvmu     a unit',
        '',
        'Presets',
        '  tiny          4 x 4',
        '',
        'Workloads',
        '  random        random values (puma-mvmu, signed-array)',
        '',
        'Networks, for `crossweave analyze`',
        '  small-mlp     a small network',
        '',
      ].join('\n'),
      stderr: '',
    });
  });

  test('generate passes its options on and tells what it wrote', async () => {
    const run = await runFake(['generate', 'tiny', '--out', 'x/y', '--set', 'rows=3', '--set', 'name=a']);
    expect(run.asked).toMatchObject([{ config: 'tiny', out: 'x/y', settings: ['rows=3', 'name=a'] }]);
    expect(run.stdout).toBe('out/unit: puma-mvmu unit, 1 files, 0.13 s\n  rtl/unit.sv\n');
    expect(run.stderr).toMatch(
      /^generate tiny\n {2}generate the design\n {2}generate the design done in \d\.\d\d s\n$/,
    );
  });

  test('cosim passes its options on', async () => {
    const run = await runFake(
      'cosim tiny --engine verilator --workload digits --vectors 7 --seed 4294967295 --rtl r --trace vcd --level codes --dump d --out o'.split(
        ' ',
      ),
    );
    const { onProgress: _, ...request } = run.asked[0]! as { onProgress?: unknown };
    expect(request).toEqual({
      config: 'tiny',
      settings: [],
      engine: 'verilator',
      workload: 'digits',
      vectors: 7,
      seed: 4294967295,
      rtl: 'r',
      trace: 'vcd',
      level: 'codes',
      dump: 'd',
      out: 'o',
    });
    expect(run.exitStatus).toBe(0);
    expect(run.stdout).toMatch(/^match: all 30 events equal\n/);
    expect(run.stdout).toContain('\nwarning: a note\n');
  });

  test('a mismatch has status 1 and its explanation', async () => {
    const first = {
      unit: 'mvmu0',
      kind: 'out',
      nature: 'value' as const,
      position: { vector: 0 },
      explanation: 'mvmu0 out, vector 0\n  expected 1',
    };
    const cosim = async () => ({ ...sampleResult, verdict: 'mismatch' as const, divergences: 3, first });
    const run = await runFake(['cosim', 'tiny'], { cosim });
    expect(run.exitStatus).toBe(1);
    expect(run.stdout).toContain('\nmvmu0 out, vector 0\n  expected 1\nand 2 more divergences\n');
  });

  test('diff takes one run or two', async () => {
    expect((await runFake(['diff', 'a'])).asked).toEqual([{ run: 'a' }]);
    expect((await runFake(['diff', 'a', 'b'])).asked).toEqual([{ run: 'a', other: 'b' }]);
  });

  test('doctor has status 0 with the tools of the default engine, and 3 without', async () => {
    expect(await runFake(['doctor'])).toMatchObject({
      exitStatus: 0,
      stdout: expect.stringContaining('Ready: '),
    });
    const without = await runFake(['doctor'], {}, { NO_VERILATOR: '1' });
    expect(without.exitStatus).toBe(3);
    expect(without.stdout).toContain('Missing: verilator.');
    expect(without.stdout).toContain('apt-get install verilator\n');
    const json = JSON.parse((await runFake(['doctor', '--json'])).stdout);
    expect(json).toMatchObject({ ready: true, cache: '/home/user/.cache/crossweave' });
  });

  test.each(['CW-C005', 'cw-c005', 'C005'])('explain %s', async (code) => {
    const run = await runFake(['explain', code]);
    expect(run).toMatchObject({ exitStatus: 0, stderr: '' });
    expect(run.stdout).toBe(
      [
        'CW-C005: value out of range',
        '',
        'The number is outside the range that the key takes. The ranges are those of the hardware that can be generated and proved; docs/configuration.md lists them.',
        '',
        'Example',
        '  { "system": "puma-mvmu", "name": "unit", "rows": 1024 }',
        '',
        'Exit status 2',
        '',
      ].join('\n'),
    );
  });

  test.each([['--help'], ['help'], ['help', 'cosim'], ['cosim', '--help'], ['--version']])(
    '%s %s',
    async (...argv) => {
      const run = await runFake(argv);
      expect(run).toMatchObject({ exitStatus: 0, stderr: '' });
      expect(run.stdout.length).toBeGreaterThan(4);
    },
  );

  test('lint-source passes its files on; findings are a result with status 1', async () => {
    const clean = await runFake(['lint-source', 'a.ts', 'b.ts']);
    expect(clean.asked).toEqual([{ paths: ['a.ts', 'b.ts'] }]);
    expect(clean).toMatchObject({ exitStatus: 0, stdout: 'clean: 0 findings in 1 file\n', stderr: '' });
    const finding = { code: 'CW-L002', severity: 'error', message: 'a rule', hint: 'a way out' } as const;
    const lintSource = async () => ({ verdict: 'findings' as const, files: 2, findings: [finding] });
    const found = await runFake(['lint-source'], { lintSource });
    expect(found).toMatchObject({
      exitStatus: 1,
      stdout: 'findings: 1 finding in 2 files\n\nerror CW-L002: a rule\n  hint: a way out\n',
      stderr: '',
    });
    const json = await runFake(['lint-source', '--json'], { lintSource });
    expect(json.exitStatus).toBe(1);
    expect(JSON.parse(json.stdout)).toEqual({ verdict: 'findings', files: 2, findings: [finding] });
  });
});

describe('wrong usage: status 2 and the whole text', () => {
  test.each<[string, string]>([
    [
      '',
      'error CW-C020: a command is missing\n  expected one of list, generate, cosim, analyze, assemble, disassemble, run, diff, lint-source, doctor, explain\n  hint: see `crossweave help`\n',
    ],
    [
      'generat tiny',
      "error CW-C020: unknown command 'generat'\n  expected one of list, generate, cosim, analyze, assemble, disassemble, run, diff, lint-source, doctor, explain, got 'generat'\n  hint: did you mean generate?\n",
    ],
    [
      'help generat',
      "error CW-C020: unknown command 'generat'\n  expected one of list, generate, cosim, analyze, assemble, disassemble, run, diff, lint-source, doctor, explain, got 'generat'\n  hint: did you mean generate?\n",
    ],
    ['cosim tiny --vector 3', "error CW-C020: unknown option '--vector'\n  hint: did you mean --vectors?\n"],
    [
      'list --frobnicate',
      "error CW-C020: unknown option '--frobnicate'\n  hint: see `crossweave help list`\n",
    ],
    [
      'generate',
      "error CW-C020: missing required argument 'config'\n  hint: see `crossweave help generate`\n",
    ],
    [
      'list x',
      "error CW-C020: too many arguments for 'list'. Expected 0 arguments but got 1\n  hint: see `crossweave help list`\n",
    ],
    [
      'cosim tiny --seed',
      "error CW-C020: option '--seed <S>' argument missing\n  hint: see `crossweave help cosim`\n",
    ],
    [
      'explain CW-C9O5',
      'error CW-C023: there is no error code "CW-C9O5"\n  expected CW- and a letter and three digits, such as CW-C002, got "CW-C9O5"\n  hint: did you mean CW-C005?\n',
    ],
    [
      'cosim tiny --vectors 0 --seed -1 --engine veriltor --level sum --trace fst --out --json',
      [
        'error CW-C021: the value of --out is not one it takes\n  expected a path or name, got "--json"\n  hint: write ./ before a name that starts so',
        'error CW-C021: the value of --engine is not one it takes\n  expected one of verilator, builtin, icarus, got "veriltor"\n  hint: did you mean verilator?',
        'error CW-C021: the value of --vectors is not one it takes\n  expected a whole number 1..1000000, got "0"',
        'error CW-C021: the value of --seed is not one it takes\n  expected a whole number 0..4294967295, got "-1"',
        'error CW-C021: the value of --trace is not one it takes\n  expected the word vcd, got "fst"',
        'error CW-C021: the value of --level is not one it takes\n  expected one of outputs, sums, codes, got "sum"\n  hint: did you mean sums?\n',
      ].join('\n\n'),
    ],
    [
      'cosim tiny --rtl r --engine builtin',
      'error CW-C022: --rtl runs SystemVerilog\n  expected --engine verilator or icarus, got --engine builtin\n',
    ],
  ])('%s', async (line, stderr) => {
    const run = await runFake(line.split(' ').filter((word) => word !== ''));
    expect(run.stderr).toBe(stderr);
    expect(run).toMatchObject({ exitStatus: 2, asked: [] });
    if (!line.includes('--json')) expect(run.stdout).toBe('');
  });

  test.each(['1.5', '1e3', '0x10', ' 7', '', '-3', '10000000', '99999999999999999999'])(
    '--vectors %j',
    async (text) => {
      expect((await runFake(['cosim', 'tiny', `--vectors=${text}`])).stderr).toContain('CW-C021');
    },
  );
});

describe('--json prints one object on standard output', () => {
  test.each([
    ['list'],
    ['generate', 'tiny'],
    ['cosim', 'tiny'],
    ['diff', 'a'],
    ['doctor'],
    ['explain', 'CW-C001'],
  ])('%s %s', async (...argv) => {
    const run = await runFake([...argv, '--json']);
    expect(run.stderr).toBe('');
    expect(run.stdout.endsWith('}\n')).toBe(true);
    expect(typeof JSON.parse(run.stdout)).toBe('object');
  });

  test('the result as it is', async () => {
    expect(JSON.parse((await runFake(['cosim', 'tiny', '--json'])).stdout)).toEqual(sampleResult);
  });

  test('errors of a command, with the message on standard error', async () => {
    const diagnostic = { code: 'CW-F004', severity: 'error', message: 'full' } as const;
    const run = await runFake(['generate', 'tiny', '--json'], {
      generate: () => Promise.reject(new CrossweaveError(diagnostic)),
    });
    expect(run).toMatchObject({ exitStatus: 3, stderr: 'error CW-F004: full\n' });
    expect(JSON.parse(run.stdout)).toEqual({ error: { exitStatus: 3, diagnostics: [diagnostic] } });
  });

  test('wrong usage', async () => {
    const run = await runFake(['generate', '--json']);
    expect(JSON.parse(run.stdout)).toMatchObject({
      error: { exitStatus: 2, diagnostics: [{ code: 'CW-C020' }] },
    });
  });

  test('CW-C099: a fault of ours', async () => {
    const run = await runFake(['generate', 'tiny', '--json'], {
      generate: () => Promise.reject(new TypeError('oops')),
    });
    expect(run.exitStatus).toBe(3);
    expect(run.stderr).toMatch(
      /^error CW-C099: a fault in Crossweave: oops\n {2}hint: please report it with the command line and the lines below\n {2}\| TypeError: oops\n {2}\| +at /,
    );
    expect(JSON.parse(run.stdout)).toMatchObject({
      error: { exitStatus: 3, diagnostics: [{ code: 'CW-C099', message: 'a fault in Crossweave: oops' }] },
    });
  });
});
