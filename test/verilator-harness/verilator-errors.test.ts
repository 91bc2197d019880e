import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import type { SimDesign } from '../../verilator-harness/engine.js';
import { StimulusBuilder } from '../../verilator-harness/stimulus-builder.js';
import {
  VerilatorEngine,
  type VerilatorOptions,
} from '../../verilator-harness/verilator/verilator-engine.js';
import { hasTool } from '../support/tools.js';
import { cached } from './fixtures/cache.js';

const folder = mkdtempSync(join(tmpdir(), 'crossweave-errors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tiny = `module tiny (input logic clk_i, input logic rst_ni, input logic [3:0] a_i, output logic [3:0] b_o);
  always_ff @(posedge clk_i or negedge rst_ni) if (!rst_ni) b_o <= '0; else b_o <= a_i;
endmodule
`;
const design: SimDesign = {
  top: 'tiny',
  ports: [
    { name: 'a_i', direction: 'input', width: 4, signed: false },
    { name: 'b_o', direction: 'output', width: 4, signed: false },
  ],
  sources: [{ path: 'rtl/tiny.sv', text: tiny }],
  dpi: [],
};

async function findings(
  change: Partial<SimDesign>,
  options: VerilatorOptions = cached,
): Promise<readonly Diagnostic[]> {
  const changed = { ...design, ...change };
  const stimulus = new StimulusBuilder(changed.ports).step(1).build();
  try {
    await new VerilatorEngine(options).run({ design: changed, stimulus, monitors: [], cycleLimit: 9 });
  } catch (error) {
    if (error instanceof CrossweaveError) return error.diagnostics;
    throw error;
  }
  throw new Error('the run did not fail');
}

/** A program that stands for a tool. */
function fakeTool(name: string, script: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe.runIf(hasTool('verilator') && hasTool('g++'))('errors of the tools', () => {
  it('CW-T002: sources that Verilator refuses, with its messages and the place', async () => {
    const text = tiny.replace('endmodule', 'assign b_o = missing;\nendmodule');
    const [finding, ...rest] = await findings({ sources: [{ path: 'rtl/tiny.sv', text }] });
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({
      code: 'CW-T002',
      severity: 'error',
      message: 'Verilator refuses the design `tiny`',
      where: { kind: 'source', place: { file: 'rtl/tiny.sv', line: 3, column: 14 } },
      actual: 'verilator ended with status 1',
    });
    const [command, ...lines] = finding!.output!.split('\n');
    expect(command).toBe(
      '$ verilator --cc -O3 --assert +define+CROSSWEAVE_ASSERT --x-assign unique --x-initial unique --no-timing ' +
        '-Wall -Wno-fatal -Wno-SYNCASYNCNET --prefix Vdut --top-module tiny --Mdir ../objects rtl/tiny.sv',
    );
    expect(lines.join('\n')).toContain("Can't find definition of variable: 'missing'");
  });

  it('CW-T003: C sources that do not compile', async () => {
    const [finding] = await findings({ dpi: [{ path: 'analog/x.cpp', text: 'int broken(' }] });
    expect(finding).toMatchObject({
      code: 'CW-T003',
      severity: 'error',
      message: 'the simulator of `tiny` does not compile',
      where: { kind: 'source', place: { file: '../sources/analog/x.cpp', line: 1, column: 12 } },
      actual: 'g++ ended with status 1',
    });
    expect(finding!.output).toMatch(/^\$ g\+\+ -std=gnu\+\+17 -O2 -march=native [^\n]*\n(.*\n)*.*error: /);
  });

  it('CW-T006: every pin that differs, at once', async () => {
    const text = tiny
      .replace('[3:0] a_i,', '[4:0] a_i, input logic extra_i,')
      .replace('b_o <= a_i', 'b_o <= a_i[3:0]');
    const gone = { name: 'gone_o', direction: 'output', width: 1, signed: false } as const;
    const hint =
      'the RTL must be that of this configuration; generate it again, or take back the change of the port';
    const finding = (pin: string, expected: string, actual: string): Diagnostic => ({
      code: 'CW-T006',
      severity: 'error',
      message: `pin \`${pin}\` of \`tiny\` differs from the configuration`,
      expected,
      actual,
      hint,
    });
    expect(
      await findings({ sources: [{ path: 'rtl/tiny.sv', text }], ports: [...design.ports, gone] }),
    ).toEqual([
      finding('a_i', 'input of 4 bits', 'input of 5 bits'),
      finding('gone_o', 'output of 1 bit', 'no such pin'),
      finding('extra_i', 'no such pin', 'input of 1 bit'),
    ]);
  });

  it('CW-T007: a cache that cannot be written', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const [finding] = await findings({}, { cacheFolder: join(file, 'cache') });
    expect(finding).toMatchObject({
      code: 'CW-T007',
      severity: 'error',
      message: 'the folder of compiled simulators cannot be written',
      where: { kind: 'file', file: join(file, 'cache') },
      hint: 'free some space, or set CROSSWEAVE_CACHE to a folder of yours',
    });
    expect(finding!.actual).toMatch(/^ENOTDIR/);
  });

  it('CW-T009: a tool that does not end, and nothing of the build is left', async () => {
    const cacheFolder = join(folder, 'slow');
    const verilator = fakeTool('verilator', 'echo thinking; sleep 60');
    const begin = performance.now();
    expect(await findings({}, { cacheFolder, buildTimeoutSeconds: 0.3, tools: { verilator } })).toMatchObject(
      [
        {
          code: 'CW-T009',
          severity: 'error',
          message: 'verilator did not end within 0.3 s',
          output: expect.stringMatching(/^\$ verilator .*\nthinking$/),
        },
      ],
    );
    expect(performance.now() - begin).toBeLessThan(10_000);
    expect(readdirSync(cacheFolder)).toEqual([]);
  });

  it('CW-T001: a tool that does not start', async () => {
    const options = { cacheFolder: join(folder, 'none'), tools: { verilator: join(folder, 'not-there') } };
    expect(await findings({}, options)).toMatchObject([
      {
        code: 'CW-T001',
        severity: 'error',
        message: 'not-there does not run',
        hint: '`crossweave doctor` shows all tools',
      },
    ]);
    expect(readdirSync(options.cacheFolder)).toEqual([]);
  });

  it('CW-T007: a disk that fills up while a tool writes', async () => {
    const verilator = fakeTool('filling', 'echo "%Error: cannot write: No space left on device" >&2; exit 1');
    expect(await findings({}, { cacheFolder: join(folder, 'full'), tools: { verilator } })).toMatchObject([
      {
        code: 'CW-T007',
        message: 'the folder of compiled simulators cannot be written',
        actual: 'no space left on device',
        hint: 'free some space, or set CROSSWEAVE_CACHE to a folder of yours',
      },
    ]);
  });

  it('keeps what a failed build leaves out of the cache', async () => {
    const cacheFolder = join(folder, 'failing-cache');
    const failing = fakeTool('failing', 'echo "%Error: no" >&2; exit 3');
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const [finding] = await findings({}, { cacheFolder, tools: { verilator: failing } });
      expect(finding).toMatchObject({ code: 'CW-T002', actual: 'failing ended with status 3' });
    }
    expect(readdirSync(cacheFolder)).toEqual([]);
  });
});
