import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CosimOptions, ProgressEvent } from '../../systems/api.js';
import { cosim, diff, generate } from '../../systems/index.js';
import { caught } from '../support/caught.js';
import { exactOutputs, mvmuConfig, signedArrayConfig } from '../support/exact-mvmu.js';

const config = mvmuConfig({
  name: 'compact',
  rows: 5,
  columns: 3,
  weightBits: 4,
  inputBits: 4,
  adcBits: 4,
  output: { bits: 8, fraction: 2, rounding: 'half-even', overflow: 'saturate' },
});
/** Steps, slices. */
const [steps, slices] = [4, 2];
const array = signedArrayConfig({ name: 'little', rows: 5, columns: 3, adcs: 2 });

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossweave-cosim-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (more: Partial<CosimOptions> = {}) =>
  cosim({ config, out: join(folder, 'compact'), engine: 'builtin', ...more });

describe('cosim on the built-in engine', () => {
  it('matches, tells what it compared, and leaves a run that diff confirms', async () => {
    const result = await run({ vectors: 7 });
    const outputs = 7 * config.columns;
    expect(result).toMatchObject({
      verdict: 'match',
      reason: 'equal',
      engine: 'builtin',
      independent: ['digital'],
      workload: 'random',
      vectors: 7,
      level: 'sums',
      compared: { total: outputs * (1 + steps), codes: 0, sums: outputs * steps, outputs },
      divergences: 0,
      first: null,
      cached: false,
      warnings: [],
      waveforms: [],
      out: join(folder, 'compact'),
    });
    // 4 steps of 3 columns and 6 clocks, after 5 inputs, before 3 outputs; 2 slices of 5 rows programmed first.
    expect(result.cycles).toBe(10 + 7 * (5 + 18 + 3));
    expect(readdirSync(result.run).sort()).toEqual([
      'golden.trace',
      'report.html',
      'result.json',
      'rtl.trace',
    ]);
    expect(JSON.parse(readFileSync(join(result.run, 'result.json'), 'utf8'))).toEqual(result);
    expect(readFileSync(result.report, 'utf8')).toContain('compact');
    expect(await diff({ run: result.run })).toMatchObject({ verdict: 'match', compared: result.compared });
  });

  it('compares as much as the level says', async () => {
    const compared = async (level: 'outputs' | 'sums' | 'codes') =>
      (await run({ vectors: 2, level })).compared;
    expect(await compared('outputs')).toEqual({ total: 6, codes: 0, sums: 0, outputs: 6 });
    expect(await compared('sums')).toEqual({ total: 30, codes: 0, sums: 24, outputs: 6 });
    expect(await compared('codes')).toEqual({
      total: 30 + 24 * slices,
      codes: 24 * slices,
      sums: 24,
      outputs: 6,
    });
  });

  it('counts the flags of a signed array as outputs', async () => {
    const result = await cosim({
      config: array,
      out: join(folder, 'little'),
      engine: 'builtin',
      vectors: 4,
      level: 'codes',
    });
    expect(result).toMatchObject({
      verdict: 'match',
      compared: { total: 36, codes: 12, sums: 0, outputs: 24 },
    });
  });

  it('dumps what the RTL computed, codes in trace order', async () => {
    const dump = join(folder, 'dump.json');
    const workload = join(folder, 'work.json');
    const weights = [
      [1, -2, 7],
      [0, 3, -8],
      [5, 5, 5],
      [-1, 0, 1],
      [2, 2, -2],
    ];
    const inputs = [
      [1, 2, 3, 4, 5],
      [-8, 7, 0, -1, 6],
    ];
    writeFileSync(workload, JSON.stringify({ weights, inputs }));
    const result = await run({ dump, workload, level: 'outputs' });
    expect(result).toMatchObject({ verdict: 'match', workload: 'work.json', vectors: 2, level: 'codes' });
    const { outputs, codes } = JSON.parse(readFileSync(dump, 'utf8'));
    const phase = { weights: Int32Array.from(weights.flat()), inputs: Int32Array.from(inputs.flat()) };
    expect(outputs.flat()).toEqual([...exactOutputs(config, phase)]);
    // Code of step t, column j, slice s: input bit t times the cells of u = w + 8.
    const expected = inputs.map((x) =>
      Array.from({ length: steps * 3 * slices }, (_, k) => {
        const [t, j, s] = [Math.floor(k / 6), Math.floor(k / 2) % 3, k % 2];
        return x.reduce((sum, v, i) => sum + ((v >> t) & 1) * (((weights[i]![j]! + 8) >> (2 * s)) & 3), 0);
      }),
    );
    expect(codes).toEqual(expected);
  });

  it('gives a run the same name for the same contents, another for another seed, engine level or configuration', async () => {
    const id = async (more: Partial<CosimOptions>) => (await run({ vectors: 3, ...more })).run;
    const first = await id({});
    expect(await id({})).toBe(first);
    const others = [
      await id({ seed: 1 }),
      await id({ vectors: 4 }),
      await id({ level: 'codes' }),
      await id({ settings: ['adcBits=3'] }),
    ];
    expect(new Set([first, ...others]).size).toBe(5);
    expect(readdirSync(join(folder, 'compact', 'runs')).sort()).toEqual(
      [first, ...others].map((path) => path.split('/').at(-1)).sort(),
    );
  });

  it('writes a waveform of every phase where asked for', async () => {
    const { waveforms, run: place } = await run({ vectors: 1, trace: 'vcd' });
    expect(waveforms).toEqual([join(place, 'waves.vcd')]);
    expect(readFileSync(waveforms[0]!, 'utf8')).toMatch(/\$enddefinitions/);
  });

  it('tells its stages in order, each done', async () => {
    const events: ProgressEvent[] = [];
    await run({ vectors: 1, onProgress: (event) => events.push(event) });
    const started = events.filter((event) => event.status === 'start').map((event) => event.stage);
    expect(started).toEqual(['generate', 'run', 'golden', 'compare', 'report']);
    const done = events.filter((event) => event.status === 'done').map((event) => event.stage);
    expect([...done].sort()).toEqual([...started].sort());
  });

  it('walks a chain of phases on what each side gave before', async () => {
    const result = await cosim({
      config: 'digits',
      out: join(folder, 'digits'),
      engine: 'builtin',
      vectors: 2,
      level: 'outputs',
    });
    expect(result).toMatchObject({ verdict: 'match', vectors: 2 });
    const digits = await cosim({
      config: 'digits',
      out: join(folder, 'digits'),
      engine: 'builtin',
      vectors: 2,
      level: 'outputs',
      workload: 'digits',
    });
    expect(digits).toMatchObject({ verdict: 'match', workload: 'digits', compared: { outputs: 2 * 2 * 48 } });
    expect(digits.accuracy).toEqual({
      float: expect.any(Number),
      golden: digits.accuracy?.rtl,
      rtl: expect.any(Number),
    });
  });

  it('leaves the design that it was generated as, and nothing where it refuses', async () => {
    await run({ vectors: 1 });
    const plain = join(folder, 'plain');
    await generate({ config, out: plain });
    const names = (place: string) =>
      readdirSync(place)
        .filter((name) => name !== 'runs')
        .sort();
    expect(names(join(folder, 'compact'))).toEqual(names(plain));

    const absent = join(folder, 'absent');
    for (const [code, more] of [
      ['CW-W106', { workload: 'randon' }],
      ['CW-W108', { vectors: 0 }],
      ['CW-F008', { rtl: join(folder, 'nowhere'), engine: 'verilator' }],
      ['CW-C030', { rtl: plain }],
    ] as const) {
      const error = await caught(() => run({ out: absent, ...more }));
      expect(error.diagnostics.map((one) => one.code)).toEqual([code]);
      expect(existsSync(absent), code).toBe(false);
    }
  });
});
