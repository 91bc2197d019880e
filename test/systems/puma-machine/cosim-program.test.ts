import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, test } from 'vitest';
import type { CrossweaveError } from '../../../base/crossweave-error.js';
import { renderDiagnostics } from '../../../base/render-diagnostic.js';
import { cosim, cosimProgram, diff, runProgram } from '../../../systems/index.js';
import { hasTool } from '../../support/tools.js';
import { oneCore, plant, smallCore, twoCores } from './support.js';

const folder = mkdtempSync(join(tmpdir(), 'crossweave-program-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** The text of what was refused. */
async function refusal(work: () => Promise<unknown>): Promise<string> {
  const error = (await work().then(
    () => undefined,
    (thrown: unknown) => thrown,
  )) as CrossweaveError | undefined;
  if (error?.diagnostics === undefined) throw error ?? new Error('nothing was refused');
  return renderDiagnostics(error.diagnostics);
}

describe.runIf(hasTool('iverilog'))('cosim of a program', () => {
  const out = join(folder, 'core');
  const options = { config: 'puma-core-small', out, engine: 'icarus' } as const;
  let good: string;
  let bad: string;

  it('writes the design and the run: program, traces, result, report, waveform', async () => {
    const program = file('one.s', oneCore);
    const stages: string[] = [];
    const result = await cosimProgram({
      ...options,
      program,
      trace: 'vcd',
      onProgress: ({ stage, status }) => stages.push(`${stage} ${status}`),
    });
    expect(result).toMatchObject({ verdict: 'match', stalls: null, first: null, end: { rtl: 'stopped' } });
    expect(result.cycles.rtl).toBe(result.cycles.golden);
    good = result.run;
    for (const name of ['golden.trace', 'rtl.trace', 'program.json', 'report.txt', 'waves.vcd']) {
      expect(existsSync(join(good, name)), name).toBe(true);
    }
    expect(JSON.parse(readFileSync(join(good, 'result.json'), 'utf8'))).toEqual(result);
    expect(readFileSync(join(good, 'report.txt'), 'utf8')).toBe(result.explanation);
    expect(existsSync(join(out, 'rtl', 'puma_core_small_core.sv'))).toBe(true);
    expect(stages).toEqual(
      ['generate', 'golden', 'run', 'report'].flatMap((stage) => [`${stage} start`, `${stage} done`]),
    );
    expect(await diff({ run: good })).toMatchObject({
      verdict: 'match',
      compared: result.compared,
      first: null,
    });
  });

  it('of an image is the same run, and RTL of a folder takes the place of the generated', async () => {
    const again = await cosimProgram({ ...options, program: join(good, 'program.json'), trace: 'vcd' });
    expect(again.run).toBe(good);
    const rtl = join(folder, 'edited');
    mkdirSync(rtl);
    const [edited] = plant(smallCore, '_core_vector_lane', 'result_o = a_i & b_i;', 'result_o = a_i;');
    writeFileSync(join(rtl, edited!.path.slice('rtl/'.length)), edited!.text);
    const program = file('and.s', '  set r0, 12\n  set r1, 10\n  alu.and r2, r0, r1, 1\n  hlt\n');
    const result = await cosimProgram({ ...options, program, rtl });
    bad = result.run;
    expect(result).toMatchObject({
      verdict: 'mismatch',
      reason: 'divergence',
      first: {
        instruction: { address: 2, source: { file: program, line: 3 } },
        expected: { value: 8 },
        got: { value: 12 },
      },
    });
    const found = await diff({ run: bad });
    expect(found).toMatchObject({ verdict: 'mismatch', reason: 'divergence', message: result.message });
    expect(found.first?.explanation).toBe(result.first?.explanation);
  });

  it('is compared with another run, and not with that of another machine', async () => {
    const { first, verdict } = await diff({ run: good, other: bad });
    expect(verdict).toBe('mismatch');
    expect(first?.explanation).toBe(
      'first difference: event 0 of the log write of core 0\n' +
        '  expected  register 84, value 16\n  got       register 64, value 12',
    );
    const program = file('two.s', twoCores);
    const tile = await cosimProgram({
      ...options,
      config: 'puma-tile-small',
      out: join(folder, 'tile'),
      program,
    });
    expect(tile.verdict).toBe('match');
    expect(await refusal(() => diff({ run: good, other: tile.run }))).toBe(
      [
        'error CW-P042: the runs are of different machines',
        '  expected 1 cores, 6 logs, got 2 cores, 12 logs',
        '  hint: compare runs of machines with the same cores and MVMUs',
      ].join('\n'),
    );
  });
});

describe('what is refused', () => {
  test('CW-P040: a machine without a program', async () => {
    expect(await refusal(() => cosim({ config: 'puma-core-small' }))).toBe(
      [
        'error CW-P040: a puma-core runs a program, not a workload',
        '  expected a program, got none',
        '  hint: add --program FILE, an assembly text or an image; `crossweave run` runs it on the golden simulator alone',
      ].join('\n'),
    );
  });

  test('CW-P041: stalls of RTL from a folder', async () => {
    const options = { config: 'puma-core-small', program: 'a.s', rtl: 'r', stalls: 1 };
    expect(await refusal(() => cosimProgram(options))).toBe(
      [
        'error CW-P041: RTL from a folder has no stall points',
        '  expected random stalls of generated RTL, or RTL from a folder without stalls, got both',
        '  hint: leave out the stalls, or the RTL folder',
      ].join('\n'),
    );
  });

  test.each([
    [{ stallRate: 0 }, 'a whole number 1..240'],
    [{ stallRate: 241 }, 'a whole number 1..240'],
    [{ stalls: -1 }, 'a whole number 0..4294967295'],
    [{ seed: 2 ** 31 }, 'a whole number 0..2147483647'],
    [{ cycleLimit: 0.5 }, 'a whole number 1..1000000000'],
    [{ engine: 'spice' as 'icarus' }, 'one of verilator, builtin, icarus'],
  ])('CW-C021: %o', async (option, expected) => {
    const text = await refusal(() => cosimProgram({ config: 'puma-core-small', program: 'a.s', ...option }));
    expect(text).toContain('error CW-C021: ');
    expect(text).toContain(expected);
  });

  test('CW-C014: a program for an array', async () => {
    expect(await refusal(() => runProgram({ config: 'tiny', program: 'a.s' }))).toContain('error CW-C014: ');
  });
});

describe('run', () => {
  test('tells the area of the machine: the published tile is eight cores and what they share', async () => {
    const program = file('area.s', '.core 0\nhlt\n');
    const { areaMm2 } = await runProgram({ config: 'puma-tile', program });
    // Rows of Table 3.5, four vector lanes and half a register file of look-up ROM to a core.
    const core = 0.0033 + 0.0031 + 1.5 * 0.00192 + 2 * 0.012 + 4 * 0.004 + 0.0006;
    const shared = 0.00145 + 0.0054 + 0.086 + 0.09 + 0.012 + 0.0044;
    expect(areaMm2).toBeCloseTo(8 * core + shared, 6);
  });

  const config = 'puma-core-small';

  test('tells result, cycles, energy and where they went', async () => {
    const program = file('run.s', oneCore);
    const result = await runProgram({ config, program });
    expect(result).toMatchObject({
      end: 'stopped',
      waits: [],
      unconsumed: ['words 40 to 47 of data memory: valid, 1 consumer to come'],
    });
    expect(result.units).toMatchObject([{ unit: 'core 0', state: 'halted', line: { file: program } }]);
    expect(result.memory).toMatchObject([{ address: 40, count: 1, values: { length: 8 } }]);
    expect(result.energyPj).toBeCloseTo(result.energy.reduce((sum, { energyPj }) => sum + energyPj, 0));
    expect(result.profile.units[0]?.mvmus.map(({ starts }) => starts)).toEqual([1, 1]);
    const { instructions } = result.profile;
    expect(instructions.map(({ cycles }) => cycles)).toEqual(
      instructions.map(({ cycles }) => cycles).sort((a, b) => b - a),
    );
    expect(instructions.find(({ text }) => text === 'alu-int.add r60, r60, r59')).toMatchObject({
      executions: 6,
    });
  });

  test('sends packets and leaves some', async () => {
    const program = file('tile.s', `${twoCores}.packet 1, 5, 6\n`);
    const result = await runProgram({ config: 'puma-tile-small', program });
    expect(result.packets.map(({ target, fifo, values }) => [target, fifo, values.length])).toEqual([
      [9, 3, 8],
      [1, 2, 4],
      [1, 2, 4],
    ]);
    expect(result.unconsumed).toEqual(['FIFO 1: 1 packet']);
  });

  test('tells of a deadlock, a trap and an endless loop', async () => {
    const deadlock = await runProgram({ config, program: file('d.s', '  load r1, [r0], 4, 1\n  hlt\n') });
    expect(deadlock).toMatchObject({ end: 'deadlock', units: [{ state: 'waiting', pc: 0 }] });
    expect(deadlock.waits[0]).toMatch(
      /^core 0 waits in `load` at address 0 since cycle \d+, for its block to be valid: word 0 /,
    );
    expect(deadlock.waits[1]).toContain('d.s:1: load r1, [r0], 4, 1');
    const trap = await runProgram({ config, program: file('t.s', '  .word 0x1\n') });
    expect(trap).toMatchObject({
      end: 'trapped',
      units: [{ state: 'trapped', trap: 'invalid-instruction', pc: 0 }],
    });
    expect(trap.message).toMatch(
      /^core 0 trapped at address 0: invalid-instruction; everything stopped after \d+ cycles$/,
    );
    const loop = await runProgram({ config, program: file('l.s', 'a: jmp a\n'), cycleLimit: 100 });
    expect(loop).toMatchObject({
      end: 'limit',
      cycles: 100,
      message: 'the program still ran at the cycle limit, 100 cycles',
    });
  });
});
