import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { analyze } from '../../../systems/analyze/analyze.js';
import type { AnalyzeOptions, AnalyzeResult } from '../../../systems/analyze-api.js';
import { generate } from '../../../systems/generate.js';
import { caught } from '../../support/caught.js';

let parent: string;
let out: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'crossweave-analyze-'));
  out = join(parent, 'unit');
});
afterEach(() => rmSync(parent, { recursive: true }));

const small = { config: 'raella-crossbar-small', workload: 'digits-mlp', vectors: 3 } as const;

function withoutTime({ seconds, ...result }: AnalyzeResult) {
  expect(seconds).toBeGreaterThan(0);
  return result;
}

describe('an analysis', () => {
  it('leaves its result and a page that loads nothing in a run of its own', async () => {
    const result = await analyze({ ...small, out });
    expect(result).toMatchObject({ system: 'raella-crossbar', workload: 'digits-mlp', vectors: 3 });
    expect(result.layers.map(({ name, rows, outputs }) => [name, rows, outputs])).toEqual([
      ['dense-1', 64, 64],
      ['dense-2', 64, 32],
      ['dense-3', 32, 10],
    ]);
    expect(result.layers.at(-1)!.slicing).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    expect(Object.keys(result.accuracy!)).toEqual(['float', 'integer', 'crossbars']);
    expect(readdirSync(out).sort()).toEqual(['.crossweave.json', 'runs']);
    expect(readdirSync(result.run).sort()).toEqual(['analysis.html', 'analysis.json']);
    expect(JSON.parse(readFileSync(join(result.run, 'analysis.json'), 'utf8'))).toEqual(result);
    const page = readFileSync(result.report, 'utf8');
    expect(page.match(/<svg class="plot"/g)).toHaveLength(4);
    expect(/<script|\bsrc=|\bhref=|url\(|@import|<link/i.exec(page)?.[0]).toBeUndefined();
    expect(/https?:/.exec(page.replaceAll(/xmlns(:\w+)?="[^"]*"/g, ''))?.[0]).toBeUndefined();
    expect(page.includes('read voltage: 0.2 V (thesis, section 6.1.1)')).toBe(true);
  });

  it('is the same again, and stays when the design is generated', async () => {
    const random = { config: 'tiny', workload: 'random', vectors: 3, out };
    const first = await analyze(random);
    const page = readFileSync(first.report, 'utf8');
    await generate({ config: 'tiny', out });
    const second = await analyze(random);
    expect(withoutTime(second)).toEqual(withoutTime(first));
    expect(readFileSync(second.report, 'utf8') === page).toBe(true);
    expect(existsSync(join(out, 'rtl'))).toBe(true);
    expect(readdirSync(join(out, 'runs'))).toHaveLength(1);
    const others = [await analyze({ ...random, vectors: 2 }), await analyze({ ...random, seed: 1 })];
    expect(new Set([first, ...others].map(({ run }) => run)).size).toBe(3);
  });

  it('of a unit of PUMA takes its workloads, and networks where it has 8 bits', async () => {
    const random = await analyze({ config: 'tiny', workload: 'random', vectors: 4, seed: 2, out });
    expect(random.total.sums).toHaveLength(1);
    expect(random).not.toHaveProperty('setups');
    const digits = await analyze({ config: 'digits', workload: 'digits', vectors: 2, out });
    expect(digits.layers).toHaveLength(2);
    expect(Object.keys(digits.accuracy!)).toEqual(['float', 'crossbars']);
    const network = await analyze({ config: 'isaac-crossbar', workload: 'digits-mlp', vectors: 2, out });
    expect(network.layers.map(({ slicing, crossbars }) => [slicing, crossbars])).toEqual([
      [[2, 2, 2, 2], 2],
      [[2, 2, 2, 2], 1],
      [[2, 2, 2, 2], 1],
    ]);
    // 64 of 128 rows, 64 of 128, 32 of 128; weighted by MACs.
    expect(network.total.convertsPerMac).toBeCloseTo((32 / (4096 + 2048 + 320)) * (64 + 32 + 10), 12);
    // A sum of 64 cells of 2 bits fits 8 bits, so nothing is lost.
    expect(network.total.sums[0]!.fits).toBe(1);
    expect(network.accuracy!.crossbars).toBe(network.accuracy!.integer);
    const narrow = await analyze({
      config: 'isaac-crossbar',
      settings: ['adcBits=2'],
      workload: 'digits-mlp',
      vectors: 20,
      out,
    });
    expect(narrow.accuracy!.crossbars).toBeLessThan(narrow.accuracy!.integer! / 2);
    expect(narrow.total.sums[0]!.fits).toBeLessThan(0.5);
  });
});

describe('an analysis is refused', () => {
  const refusal = async (options: Partial<AnalyzeOptions>) => {
    const { diagnostics } = await caught(() => analyze({ ...small, out, ...options }));
    expect(existsSync(out)).toBe(false);
    return diagnostics;
  };

  it('of what has no column sums', async () => {
    expect(await refusal({ config: 'puma-core' })).toEqual([
      {
        code: 'CW-W112',
        severity: 'error',
        message: 'there is nothing to analyse in puma-core',
        expected: 'a configuration of raella-crossbar, raella-ima, raella-tile or puma-mvmu',
        actual: 'puma-core',
        hint: 'their column sums go through ADCs, slice by slice and step by step',
      },
    ]);
  });

  it('of a workload that is no network, on RAELLA', async () => {
    const names =
      'mnist-cnn, mnist-mlp, mnist-mlp-skewed, digits-mlp, laplace-512, gaussian-512, skewed-512, laplace-1152, skewed-2304';
    expect(await refusal({ workload: 'random' })).toEqual([
      {
        code: 'CW-W113',
        severity: 'error',
        message: 'the workload "random" is no network to analyse on raella-crossbar',
        expected: names,
        actual: '"random"',
        hint: 'slicings are chosen, and errors measured, in layers of a network',
      },
    ]);
    expect(await refusal({ workload: 'digit-mlp' })).toMatchObject([{ hint: 'did you mean "digits-mlp"?' }]);
  });

  it('of a network on a unit of other widths', async () => {
    expect(await refusal({ config: 'puma-mvmu' })).toEqual([
      {
        code: 'CW-W113',
        severity: 'error',
        message: 'the network "digits-mlp" does not fit this unit',
        expected: 'weightBits 8, inputBits 8, signedInputs false, and an offset encoding',
        actual: 'weightBits 16, inputBits 16, signedInputs true, encoding offset',
        hint: 'take isaac-crossbar, change the keys with --set, or analyse the workload "random" or "digits"',
      },
    ]);
  });

  it('of more inputs than there are', async () => {
    expect(await refusal({ vectors: 5000 })).toEqual([
      {
        code: 'CW-W108',
        severity: 'error',
        message: 'the workload cannot have so many vectors',
        expected: expect.stringMatching(/^1 \.\. \d+$/),
        actual: '5000',
        hint: 'that many inputs of "digits-mlp" are held out',
      },
    ]);
  });

  it('with options out of their range', async () => {
    expect(await refusal({ seed: -1, vectors: 0.5 })).toEqual([
      {
        code: 'CW-C021',
        severity: 'error',
        message: 'the value of the option `seed` is not one it takes',
        expected: 'a whole number 0..4294967295',
        actual: '-1',
      },
      {
        code: 'CW-C021',
        severity: 'error',
        message: 'the value of the option `vectors` is not one it takes',
        expected: 'a whole number 1..1000000',
        actual: '0.5',
      },
    ]);
  });

  it('into a folder of somebody else, before anything is computed', async () => {
    writeFileSync(out, 'mine');
    const { diagnostics } = await caught(() => analyze({ ...small, out }));
    expect(diagnostics).toMatchObject([{ code: 'CW-F002', actual: 'a file of that name' }]);
    expect(readFileSync(out, 'utf8')).toBe('mine');
  });
});
