import { describe, expect, test } from 'vitest';
import { runFake } from './fake-systems.js';
import { sampleCosimProgram, sampleRun } from './sample-programs.js';

describe('run', () => {
  test('passes its options on and shows result, cycles, energy and profile', async () => {
    const run = await runFake('run core --program a.s --cycle-limit 500 --set lanes=2'.split(' '));
    expect(run.asked).toEqual([{ config: 'core', program: 'a.s', settings: ['lanes=2'], cycleLimit: 500 }]);
    expect(run).toMatchObject({ exitStatus: 0, stderr: '' });
    expect(run.stdout).toBe(
      [
        'stopped: every unit halted, after 1,234 cycles',
        '  energy       45.600 nJ',
        '  area         0.8041 mm2',
        '',
        'Units',
        '  core 0  halted  at 7  overflow  a.s:9: hlt',
        '',
        'Packets sent',
        '  to tile 3, FIFO 1  5 6',
        '',
        'Data memory',
        '  words 64..72  constant  1 2 3 4 5 6 7 8 ... (9 words)',
        '',
        'Cycles by unit',
        '  core 0  mvm             1 x  9 cycles',
        '  core 0  MVMU 0 running  1 x  520 cycles',
        '',
        'Cycles by instruction',
        '  core 0  at 2  1 x  9 cycles  mvm 0b01, r0, r0',
        '  core 0  at 7  1 x  1 cycles  hlt               a.s:9',
        '',
        'Energy',
        '  products  43.970 nJ  1 MVMs of 43970 pJ',
        '',
      ].join('\n'),
    );
  });

  test.each(['deadlock', 'trapped', 'limit'] as const)('%s has status 1', async (end) => {
    const waits = ['core 0 waits in `load` at address 2 since cycle 9'];
    const runProgram = async () => ({ ...sampleRun, end, waits, unconsumed: ['FIFO 1: 2 packets'] });
    const run = await runFake(['run', 'core', '--program', 'a.s'], { runProgram });
    expect(run.exitStatus).toBe(1);
    expect(run.stdout).toContain(`${end}: `);
    expect(run.stdout).toContain('\nWaiting\n  core 0 waits in `load`');
    expect(run.stdout).toContain('\nNever consumed\n  FIFO 1: 2 packets\n');
  });

  test('--json prints the result', async () => {
    const run = await runFake(['run', 'core', '--program', 'a.s', '--json']);
    expect(JSON.parse(run.stdout)).toEqual(sampleRun);
  });

  test.each([
    [['run', 'core'], 'CW-C020'],
    [['run', 'core', '--program', ''], 'CW-C021'],
    [['run', 'core', '--program', 'a.s', '--cycle-limit', '0'], 'CW-C021'],
    [['run', 'core', '--program', 'a.s', '--engine', 'builtin'], 'CW-C020'],
  ])('%j is refused with %s', async (argv, code) => {
    const run = await runFake(argv);
    expect(run).toMatchObject({ exitStatus: 2, stdout: '', asked: [] });
    expect(run.stderr).toContain(`error ${code}: `);
  });
});

describe('cosim --program', () => {
  test('passes its options on', async () => {
    const run = await runFake(
      'cosim core --program a.s --engine builtin --stalls 3 --seed 5 --trace vcd --cycle-limit 99 --out o'.split(
        ' ',
      ),
    );
    const [{ onProgress: _, ...request }] = run.asked as [{ onProgress?: unknown }];
    expect(request).toEqual({
      config: 'core',
      program: 'a.s',
      settings: [],
      out: 'o',
      engine: 'builtin',
      stalls: 3,
      seed: 5,
      cycleLimit: 99,
      trace: 'vcd',
    });
    expect(run.exitStatus).toBe(0);
    expect(run.stdout).toBe(
      [
        'match: 15 events compared, all equal',
        '  compared     15 events: 5 instructions retired, 4 words to registers, 3 words of products, 2 words of memory, 1 words of packets',
        '  engine       builtin, independent of the golden model: digital',
        '  program      a.s, stalls of seed 3 in 64 of 256 cycles',
        '  cycles       golden 100, RTL 104',
        '  seconds      generate 0.10, golden 0.30, build 0.00 (from the cache), run 0.20',
        '  report       out/core/runs/0123/report.txt',
        'warning: a note',
        '',
      ].join('\n'),
    );
  });

  test('a mismatch has status 1 and its story', async () => {
    const explanation =
      'mismatch: one log differs\n\nfirst divergence: register write of core 0\n  expected  r1  5\n';
    const cosimProgram = async () => ({ ...sampleCosimProgram, verdict: 'mismatch' as const, explanation });
    const run = await runFake(['cosim', 'core', '--program', 'a.s'], { cosimProgram });
    expect(run.exitStatus).toBe(1);
    expect(run.stdout).toMatch(/^mismatch: one log differs\n {2}compared/);
    expect(run.stdout).toContain('\n\nfirst divergence: register write of core 0\n  expected  r1  5\n');
  });

  test.each([
    ['--workload random', 'CW-C022'],
    ['--vectors 3', 'CW-C022'],
    ['--level codes', 'CW-C022'],
    ['--dump d.json', 'CW-C022'],
    ['--rtl r --engine builtin', 'CW-C022'],
    ['--stalls -1', 'CW-C021'],
    ['--seed 4294967295', 'CW-C021'],
    ['--engine verilog', 'CW-C021'],
  ])('%s is refused with %s', async (options, code) => {
    const run = await runFake(['cosim', 'core', '--program', 'a.s', ...options.split(' ')]);
    expect(run).toMatchObject({ exitStatus: 2, stdout: '', asked: [] });
    expect(run.stderr).toContain(`error ${code}: `);
  });

  test.each(['--stalls 1', '--cycle-limit 9'])('%s needs --program', async (options) => {
    const run = await runFake(['cosim', 'tiny', ...options.split(' ')]);
    expect(run).toMatchObject({ exitStatus: 2, asked: [] });
    expect(run.stderr).toContain('error CW-C022: ');
  });

  test('diff of such runs counts their events', async () => {
    const { verdict, reason, message, compared } = sampleCosimProgram;
    const diff = async () => ({ verdict, reason, message, compared, divergences: 0, first: null });
    const run = await runFake(['diff', 'a'], { diff });
    expect(run.stdout).toContain('  compared     15 events: 5 instructions retired, ');
  });
});
