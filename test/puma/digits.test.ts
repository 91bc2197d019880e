import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { argmax, forward } from '../../compiler/network.js';
import { assembleText } from '../../compiler/puma/index.js';
import { loadMachine } from '../../config/load-machine.js';
import { parseConfig } from '../../config/parse-config.js';
import type { MachineImage } from '../../config/puma/image.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import { runMachine } from '../../sim-models/puma/machine/index.js';
import { cosimMachine } from '../../systems/puma-machine/cosim-machine.js';
import { pumaMvmu } from '../../systems/puma-mvmu/index.js';
import { runGolden } from '../../systems/run-golden.js';
import { digitsWorkload } from '../../systems/workloads/digits.js';
import { digitsData } from '../../systems/workloads/digits-data.js';
import { root } from '../project/run.js';
import { hasTool } from '../support/tools.js';
import { long } from './support/long.js';

const folder = join(root, 'configs', 'programs');
const images = 400;
const [pixels, hidden, classes] = [64, 48, 10];
const { network, heldOut } = digitsData();

const programs = [
  { name: 'core', results: images * pixels },
  { name: 'tile', results: 2 * hidden + images * pixels },
] as const;

/** A program for the first `count` images, with no others in memory. */
function assembled(name: string, count: number): { config: PumaMachineConfig; image: MachineImage } {
  const { config } = loadMachine(`puma-digits-${name}`);
  const source = readFileSync(join(folder, `digits-${name}.s`), 'utf8');
  const text = source.replace(/^\.const IMAGES +400$/m, `.const IMAGES ${count}`);
  expect(text === source).toBe(false);
  const { image, warnings } = assembleText(text, config, { folder });
  expect(warnings).toEqual([]);
  const memory = image.memory.map((part) => ({ ...part, values: part.values.slice(0, count * pixels) }));
  return { config, image: { ...image, memory } };
}

/** Scores of an image in the arithmetic of the programs: words of 12 fraction bits, one rounding a product, biases added
 *  to it, everything saturated; the second layer is scaled by 1/4. */
function exactScores(image: ArrayLike<number>): number[] {
  const word = (value: number) => Math.round(value * 4096);
  const saturate = (value: number) => Math.max(-32768, Math.min(32767, value));
  const narrow = (sum: number) => {
    const floor = Math.floor(sum / 4096);
    const rest = sum - floor * 4096;
    return saturate(rest > 2048 || (rest === 2048 && floor % 2 !== 0) ? floor + 1 : floor);
  };
  let inputs = Array.from(image, (pixel) => pixel * 256);
  for (const [k, { weights, bias, activation }] of network.layers.entries()) {
    const scale = k === 0 ? 1 : 1 / 4;
    inputs = weights.map((row, j) => {
      const sum = row.reduce((total, weight, i) => total + word(weight * scale) * (inputs[i] ?? 0), 0);
      const result = saturate(narrow(sum) + word((bias[j] ?? 0) * scale));
      return activation === 'relu' ? Math.max(0, result) : result;
    });
  }
  return inputs;
}

/** How far a score of the programs may be from the real one, times 1/4: every weight and bias is rounded by half a unit,
 *  and every product once. */
function scoreBound(image: ArrayLike<number>): number {
  const half = 2 ** -13;
  const [inputs = [], units = []] = forward(network, image);
  const unitError = half * (inputs.reduce((sum, value) => sum + value, 0) + 2);
  const largestColumn = Math.max(
    ...(network.layers[1]?.weights ?? []).map((row) =>
      row.reduce((sum, weight) => sum + Math.abs(weight) / 4 + half, 0),
    ),
  );
  return largestColumn * unitError + half * (units.reduce((sum, value) => sum + value, 0) + 2);
}

it('the data files are those of the network and the images', () => {
  const made = mkdtempSync(join(tmpdir(), 'crossweave-digits-'));
  try {
    execFileSync(process.execPath, [join(root, 'scripts', 'make-digits-program.mjs'), made]);
    const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
    expect(readdirSync(made).sort()).toEqual(files.sort());
    for (const file of files) {
      const text = readFileSync(join(folder, file), 'utf8');
      expect(text).toBe(readFileSync(join(made, file), 'utf8'));
      expect(text.length).toBeLessThan(100_000);
    }
  } finally {
    rmSync(made, { recursive: true });
  }
});

/** With CROSSWEAVE_UPDATE=1 the figures of the page are written anew instead of being compared. */
const update = process.env.CROSSWEAVE_UPDATE === '1';

describe.each(programs)('digits on a $name', ({ name, results }) => {
  const { config, image } = assembled(name, images);
  const run = runMachine(config, image);
  const wordsOf = (k: number) => [...run.memory.values.subarray(results + 11 * k, results + 11 * (k + 1))];

  it('gives each image the scores of the arithmetic, and its class', () => {
    expect(run.end).toEqual({ reason: 'stopped' });
    expect(run.unconsumed).toEqual({ words: [], fifos: [], packetsOutside: 0 });
    for (const [k, { pixels: image }] of heldOut.entries()) {
      const scores = exactScores(image);
      expect(wordsOf(k)).toEqual([...scores, argmax(scores)]);
    }
  });

  it('is right as often as the workload of the matrix-vector unit', async () => {
    const right = heldOut.filter(({ label }, k) => wordsOf(k)[classes] === label).length;
    const mvmu = parseConfig({ system: 'puma-mvmu', name: 'digits', rows: 65, columns: 48 });
    if (mvmu.system !== 'puma-mvmu') throw new Error('no unit');
    const workload = digitsWorkload(mvmu, images);
    const golden = await runGolden({ system: pumaMvmu, config: mvmu, workload }, 'outputs');
    const score = workload.classification?.score(golden.outputs);
    expect(right).toBe(390);
    expect(score?.correct).toBe(right);
    expect(workload.classification?.float.correct).toBe(right);
  });

  it('errs from real scores by no more than its roundings, so that only ties that close may fall otherwise', () => {
    let close = 0;
    for (const [k, { pixels: image }] of heldOut.entries()) {
      const real = (forward(network, image).at(-1) ?? []).map((score) => score / 4);
      const words = wordsOf(k);
      const bound = scoreBound(image);
      for (const [j, score] of real.entries())
        expect(Math.abs((words[j] ?? 0) / 4096 - score)).toBeLessThan(bound);
      const best = argmax(real);
      const second = Math.max(...real.filter((_, j) => j !== best));
      if ((real[best] ?? 0) - second <= 2 * bound) close++;
      else expect(words[classes]).toBe(best);
    }
    expect(close).toBeLessThan(images / 20);
  });

  it('takes the cycles and the energy that the page says', () => {
    const page = join(root, 'docs', 'puma-assembly.md');
    const text = readFileSync(page, 'utf8');
    const energy = run.energy.totalPj / 1000 / images;
    const figures = `${Math.round(run.cycles / images)} cycles and ${energy.toFixed(1)} nJ`;
    const head = `<!-- value: digits-${name} -->`;
    const start = text.indexOf(head) + head.length;
    const end = text.indexOf('<!-- end -->', start);
    expect(start).toBeGreaterThan(head.length);
    if (update) writeFileSync(page, `${text.slice(0, start)}${figures}${text.slice(end)}`);
    else expect(text.slice(start, end)).toBe(figures);
  });
});

const engine = long ? 'verilator' : 'builtin';

describe.skipIf(long && !(hasTool('verilator') && hasTool('g++')))('digits on the RTL', () => {
  it.each(programs)(
    'of a $name are what the golden machine says',
    async ({ name }) => {
      const count = long ? images : 2;
      const { config, image } = assembled(name, count);
      const { verdict, explanation, golden } = await cosimMachine(config, image, { engine, words: long });
      expect(verdict, explanation).toBe('match');
      expect(golden.end).toEqual({ reason: 'stopped' });
    },
    long ? 600_000 : 60_000,
  );
});
