import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MixedSignalArrayConfig, MixedSignalStyle } from '../../../config/mixed-signal-array.js';
import { cosim, diff, generate } from '../../../systems/index.js';
import { run } from '../../project/run.js';
import { referenceMixedSignal } from '../../support/reference-mixed-signal.js';
import { hasTool } from '../../support/tools.js';

const unit = (style: MixedSignalStyle): MixedSignalArrayConfig => ({
  system: 'mixed-signal-array',
  name: 'little',
  style,
  rows: 5,
  columns: 3,
  weightBits: style === 'xnor-capacitor' ? 1 : 3,
  inputBits: style === 'xnor-capacitor' ? 1 : 4,
  adcs: 2,
  adcBits: 4,
  adcStep: 1,
});

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossweave-mixed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('cosim of a mixed-signal array', () => {
  it.each([
    ['xnor-capacitor', 1],
    ['multibit-capacitor', 1],
    ['bit-serial-sram', 3],
    ['resistive-ramp', 1],
  ] as const)('of style %s matches, and leaves a run that diff confirms', async (style, codesPerOutput) => {
    const config = unit(style);
    const steps = style === 'bit-serial-sram' || style === 'resistive-ramp' ? 4 : 1;
    const options = {
      config,
      out: join(folder, style),
      engine: 'builtin',
      vectors: 7,
      level: 'codes',
    } as const;
    const result = await cosim(options);
    const codes = 7 * steps * 3 * codesPerOutput;
    // The counts of comparisons are outputs.
    const outputs = 7 * 3 + (style === 'resistive-ramp' ? 7 : 0);
    expect(result).toMatchObject({
      verdict: 'match',
      workload: 'random',
      compared: { total: codes + outputs, codes, sums: 0, outputs },
      divergences: 0,
      first: null,
      warnings: [],
    });
    expect(await diff({ run: result.run })).toMatchObject({ verdict: 'match', compared: result.compared });
    const report = readFileSync(join(result.run, 'report.html'), 'utf8');
    expect(report).toContain(`weights (${style})`);
    expect(report).toContain(style === 'resistive-ramp' ? 'Ramp codes' : 'Shift and add');
    expect(report.includes('cycles a product, start to done')).toBe(style !== 'resistive-ramp');
  });

  it('runs a workload file, and tells the comparisons of each vector', async () => {
    const config = unit('resistive-ramp');
    const weights = [
      [3, -4, 0],
      [2, -4, -1],
      [1, -4, 2],
      [0, -4, 3],
      [-1, -4, -2],
    ];
    const inputs = [
      [0, 0, 0, 0, 0],
      [15, 15, 15, 15, 15],
      [1, 0, 0, 0, 0],
    ];
    const workload = join(folder, 'work.json');
    writeFileSync(workload, JSON.stringify({ weights, inputs }));
    const dump = join(folder, 'dump.json');
    const result = await cosim({ config, out: join(folder, 'ramp'), engine: 'builtin', workload, dump });
    expect(result.verdict).toBe('match');
    const { outputs, ramps } = referenceMixedSignal(
      config,
      Int32Array.from(weights.flat()),
      Int32Array.from(inputs.flat()),
    );
    // No input: a comparison for each of 2 groups and 4 steps. One: level 7 is 3 steps of 2, level 4 is 2 in step 0.
    expect(ramps[0]).toBe(8);
    expect(ramps[2]).toBe(8 + 3 + 2);
    expect(JSON.parse(readFileSync(dump, 'utf8'))).toMatchObject({
      outputs: [outputs.slice(0, 3), outputs.slice(3, 6), outputs.slice(6)],
    });
  });
});

describe.skipIf(!hasTool('iverilog'))('the stand-alone test-bench in Icarus', () => {
  it.each(['xnor-capacitor', 'resistive-ramp'] as const)(
    'of style %s passes, and fails where another word is expected',
    async (style) => {
      const out = join(folder, style);
      await generate({ config: unit(style), out });
      const make = () => run('make', ['-C', join(out, 'tb'), '-s', 'icarus'], { timeoutSeconds: 60 });
      expect((await make()).stdout).toContain('PASS 24 outputs');
      const file = join(out, 'tb', 'little_expected.hex');
      const words = readFileSync(file, 'utf8').split('\n');
      // The first digits are the count of comparisons, where there is one.
      const at = style === 'resistive-ramp' ? 7 : words[5]!.length - 1;
      const digit = Number.parseInt(words[5]![at]!, 16) ^ 1;
      words[5] = words[5]!.slice(0, at) + digit.toString(16) + words[5]!.slice(at + 1);
      writeFileSync(file, words.join('\n'));
      const failed = await make();
      expect(failed.stdout).toContain('FAIL 1 of 24 outputs');
      if (style === 'resistive-ramp') expect(failed.stdout).toMatch(/expected out_data \w+, ramps \w+; got/);
      expect(failed.status).not.toBe(0);
    },
  );
});
