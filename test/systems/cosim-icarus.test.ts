import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cosim } from '../../systems/cosim.js';
import { readVcdWindow } from '../../verilator-harness/vcd-window.js';
import { mvmu, noise } from '../conformance/configuration-of.js';
import { hasTool } from '../support/tools.js';

const folder = mkdtempSync(join(tmpdir(), 'crossweave-icarus-cosim-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const config = mvmu('little', { rows: 4, columns: 3, weightBits: 4, inputBits: 3 });
const options = { config, engine: 'icarus', vectors: 4, out: join(folder, 'little') } as const;

describe.runIf(hasTool('iverilog'))('cosim on icarus', () => {
  it('matches the golden model, in digital and analog, and records a waveform', async () => {
    const result = await cosim({ ...options, trace: 'vcd', level: 'codes' });
    expect(result).toMatchObject({
      verdict: 'match',
      reason: 'equal',
      engine: 'icarus',
      independent: ['digital', 'analog'],
      vectors: 4,
      warnings: [],
    });
    expect(result.compared.codes).toBeGreaterThan(50);
    const { signals } = readVcdWindow(join(result.run, 'waves.vcd'), { from: 0, to: result.cycles });
    expect(signals.find(({ name }) => name === 'little.done_o')?.changes.map((c) => c.value)).toContain('1');
  });

  /** The design again, with a change in its accumulators. */
  async function runEdited(what: RegExp) {
    const rtl = join(folder, `rtl-${what.source.length}`);
    cpSync(join(options.out, 'rtl'), rtl, { recursive: true });
    const file = join(rtl, 'little_accumulator.sv');
    const text = readFileSync(file, 'utf8');
    const edited = text.replace(what, '');
    expect(edited).not.toBe(text);
    writeFileSync(file, edited);
    return cosim({ ...options, rtl });
  }

  it('CW-T012: tells of RTL that gives what nothing has set', async () => {
    await expect(runEdited(/results_q\[.*<= result;/)).rejects.toMatchObject({
      diagnostics: [
        {
          code: 'CW-T012',
          message: expect.stringMatching(/^`out_data_o` of `little` is unknown at clock cycle \d+$/),
          expected: 'every bit 0 or 1',
          actual: 'hexadecimal xxxx',
        },
      ],
      exitStatus: 1,
    });
  });

  it('names the assertion that fails, here of sums that go on from nothing', async () => {
    expect(await runEdited(/first_i \? \S+ : /)).toMatchObject({
      verdict: 'mismatch',
      reason: 'assertion',
      message: expect.stringMatching(
        /^assertion AccumulatorNeverOverflows of little\.u_accumulator_0 failed in vector 0, cycle \d+: the sum of all steps fits the accumulator$/,
      ),
    });
  });

  it('CW-A102: refuses a macro with noise', async () => {
    const noisy = { ...config, nonideal: noise({ read: 0.1 }) };
    await expect(cosim({ ...options, config: noisy, out: join(folder, 'noisy') })).rejects.toMatchObject({
      diagnostics: [
        {
          code: 'CW-A102',
          severity: 'error',
          message: 'Icarus Verilog cannot simulate `little`: its analog macro calls C',
          actual: 'analog/little_xbar_dpi.cpp',
        },
      ],
      exitStatus: 2,
    });
  });
});
