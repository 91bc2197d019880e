import { describe, expect, it } from 'vitest';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import type { SimDesign, SimJob, SimResult } from '../../verilator-harness/engine.js';
import { IcarusEngine } from '../../verilator-harness/icarus/icarus-engine.js';
import { StimulusBuilder } from '../../verilator-harness/stimulus-builder.js';
import { hasTool } from '../support/tools.js';
import { cached } from './fixtures/cache.js';

const engine = new IcarusEngine(cached);

/** A register with reset, one without, and room for statements. */
const tiny = (more = '', pins = '') => `module tiny (
  input logic clk_i, input logic rst_ni, input logic [3:0] a_i, ${pins}output logic valid_o, output logic [11:0] b_o
);
  logic [3:0] late_q;
  always_ff @(posedge clk_i or negedge rst_ni) if (!rst_ni) valid_o <= 1'b0; else valid_o <= a_i[0];
  always_ff @(posedge clk_i) if (a_i[1]) late_q <= a_i;
  assign b_o = {8'h5a, late_q};
${more}
endmodule
`;
const design: SimDesign = {
  top: 'tiny',
  ports: [
    { name: 'a_i', direction: 'input', width: 4, signed: false },
    { name: 'valid_o', direction: 'output', width: 1, signed: false },
    { name: 'b_o', direction: 'output', width: 12, signed: true },
  ],
  sources: [{ path: 'rtl/tiny.sv', text: tiny() }],
  dpi: [],
};
const monitor = {
  name: 'b',
  valid: 'valid_o',
  tags: [],
  data: 'b_o',
  elements: 3,
  elementBits: 4,
  signed: false,
};

function run(
  build: (s: StimulusBuilder) => StimulusBuilder,
  change: Partial<SimDesign> = {},
  more: Partial<SimJob> = {},
): Promise<SimResult> {
  const changed = { ...design, ...change };
  const stimulus = build(new StimulusBuilder(changed.ports)).build();
  return engine.run({ design: changed, stimulus, monitors: [monitor], cycleLimit: 100, ...more });
}

async function findings(promise: Promise<unknown>): Promise<readonly Diagnostic[]> {
  const error: unknown = await promise.then(
    () => expect.fail('nothing was refused'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CrossweaveError)) throw error;
  return error.diagnostics;
}

describe.runIf(hasTool('iverilog'))('the icarus engine', () => {
  it('records what is known, and takes no notice of what nobody looks at', async () => {
    const result = await run((s) => s.step(3).poke('a_i', 3).step(1).poke('a_i', 1).step(2));
    expect(result.end).toEqual({ reason: 'finished' });
    expect(result.cycles).toBe(6);
    expect(Array.from(result.monitors[0]!.values)).toEqual([3, 10, 5, 3, 10, 5]);
    expect(Array.from(result.monitors[0]!.cycles)).toEqual([4, 5]);
  });

  it.each<[string, (s: StimulusBuilder) => StimulusBuilder, string, number, string]>([
    ['data that are valid', (s) => s.poke('a_i', 1).step(4), 'b_o', 1, '5ax'],
    ['a capture', (s) => s.step(2).table(1, {}, ['valid_o', 'b_o']), 'b_o', 2, '5ax'],
  ])('CW-T012: reports %s that are unknown, and not some value', async (_, build, pin, cycle, digits) => {
    expect(await findings(run(build))).toEqual([
      {
        code: 'CW-T012',
        severity: 'error',
        message: `\`${pin}\` of \`tiny\` is unknown at clock cycle ${cycle}`,
        expected: 'every bit 0 or 1',
        actual: `hexadecimal ${digits}`,
        hint: 'look for a register without reset that is read too early, or a net without driver',
      },
    ]);
  });

  it('CW-T012: reports a valid and a ready that are unknown', async () => {
    const undriven = {
      sources: [{ path: 'rtl/tiny.sv', text: tiny().replace(/always_ff.*!rst_ni.*\n/, '') }],
    };
    const unknown = {
      code: 'CW-T012',
      message: '`valid_o` of `tiny` is unknown at clock cycle 0',
      actual: 'hexadecimal x',
    };
    expect(await findings(run((s) => s.step(1), undriven))).toMatchObject([unknown]);
    expect(await findings(run((s) => s.wait('valid_o', 5), undriven, { monitors: [] }))).toMatchObject([
      unknown,
    ]);
  });

  it.each([
    ['$error("%0d too large", a_i)', { name: '$error', message: '3 too large' }],
    ['$fatal(1, "no way")', { name: '$fatal', message: 'no way' }],
    ['$finish', { name: '$finish', message: '' }],
  ])('ends as an assertion where the RTL says %s', async (statement, stop) => {
    const text = tiny(`  always @(posedge clk_i) if (rst_ni && a_i == 3) ${statement};`);
    const { end } = await run((s) => s.mark(7).step(2).mark(8).poke('a_i', 3).step(5), {
      sources: [{ path: 'rtl/tiny.sv', text }],
    });
    expect(end).toEqual({ reason: 'assertion', mark: 8, cycle: 2, unit: 'tiny', ...stop });
  });

  it('reads immediate assertions, by their names, and leaves out those of a design with concurrent ones', async () => {
    const immediate =
      '  always_ff @(posedge clk_i) if (rst_ni) NeverThree: assert (a_i != 3) else $error("NeverThree: a is 3");';
    const assertions = (text: string) => ({
      sources: [{ path: 'rtl/tiny.sv', text: tiny(`\`ifdef CROSSWEAVE_ASSERT\n${text}\n\`endif`) }],
    });
    const stimulus = (s: StimulusBuilder) =>
      s.poke('a_i', 1).table(4, { a_i: Int32Array.of(2, 1, 3, 1) }, ['valid_o']);
    const result = await run(stimulus, assertions(immediate.replace(' NeverThree:', '\n    NeverThree:')));
    expect(result).toMatchObject({
      end: { reason: 'assertion', mark: -1, cycle: 2, name: 'NeverThree', unit: 'tiny', message: 'a is 3' },
      cycles: 3,
    });
    // What came after it does not count.
    expect([Array.from(result.captures), result.monitors[0]!.firings]).toEqual([[0, 0, 1], 1]);
    const concurrent = assertions(`${immediate}\n  Never: assert property (@(posedge clk_i) a_i != 3);`);
    expect((await run(stimulus, concurrent)).end).toEqual({ reason: 'finished' });
  });

  it('tells of the warnings on the sources', async () => {
    const text = tiny('  assign spelt = a_i[0];');
    const { warnings } = await run((s) => s.step(1), { sources: [{ path: 'rtl/tiny.sv', text }] });
    expect(warnings).toEqual(["rtl/tiny.sv:8: warning: implicit definition of wire 'spelt'."]);
  });

  it('CW-T002: sources that Icarus refuses, with its messages and the place', async () => {
    const text = tiny('  assign b_o = missing;');
    const [finding] = await findings(run((s) => s.step(1), { sources: [{ path: 'rtl/tiny.sv', text }] }));
    expect(finding).toMatchObject({
      code: 'CW-T002',
      severity: 'error',
      message: 'Icarus Verilog refuses the design `tiny`',
      where: { kind: 'source', place: { file: 'rtl/tiny.sv', line: 8, column: 1 } },
      actual: 'iverilog ended with status 1',
    });
    expect(finding!.output).toContain('$ iverilog -g2012 -Wall -Wno-timescale -DCROSSWEAVE_ASSERT -s TOP');
  });

  it('CW-T006: pins of another width, and inputs too many', async () => {
    const text = tiny('', 'input logic extra_i, ').replace('[3:0] a_i', '[4:0] a_i');
    const hint =
      'the RTL must be that of this configuration; generate it again, or take back the change of the port';
    expect(await findings(run((s) => s.step(1), { sources: [{ path: 'rtl/tiny.sv', text }] }))).toEqual([
      {
        code: 'CW-T006',
        severity: 'error',
        message: 'pin `a_i` of `tiny` differs from the configuration',
        expected: '4 bits',
        actual: '5 bits',
        hint,
      },
      {
        code: 'CW-T006',
        severity: 'error',
        message: 'pin `extra_i` of `tiny` differs from the configuration',
        expected: 'no such pin',
        actual: 'an input',
        hint,
      },
    ]);
  });

  it('CW-T005: ends a simulation that takes too long', async () => {
    const text = tiny('  initial forever #0 late_q = late_q;');
    const [finding] = await findings(
      run((s) => s.step(1), { sources: [{ path: 'rtl/tiny.sv', text }] }, { timeoutSeconds: 0.5 }),
    );
    expect(finding).toMatchObject({
      code: 'CW-T005',
      severity: 'error',
      message: 'the simulator of `tiny` did not end within 0.5 s',
    });
  });

  it('CW-A102: refuses C behind DPI', async () => {
    expect(
      await findings(run((s) => s.step(1), { dpi: [{ path: 'analog/x.cpp', text: 'int x;' }] })),
    ).toEqual([
      {
        code: 'CW-A102',
        severity: 'error',
        message: 'Icarus Verilog cannot simulate `tiny`: its analog macro calls C',
        expected: 'SystemVerilog alone',
        actual: 'analog/x.cpp',
        hint: 'use `--engine verilator`, or a configuration without noise',
      },
    ]);
  });

  it('takes a design from the cache, for another stimulus too', async () => {
    const text = tiny(`  // ${Date.now()}`);
    const sources = [{ path: 'rtl/tiny.sv', text }];
    expect((await run((s) => s.step(1), { sources })).cached).toBe(false);
    expect((await run((s) => s.step(2), { sources })).cached).toBe(true);
  });
});
