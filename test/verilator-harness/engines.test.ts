import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { CrossweaveError } from '../../base/crossweave-error.js';
import { createEngine } from '../../verilator-harness/create-engine.js';
import type { Engine, Monitor, SimJob, SimResult } from '../../verilator-harness/engine.js';
import { StimulusBuilder } from '../../verilator-harness/stimulus-builder.js';
import { readVcdWindow } from '../../verilator-harness/vcd-window.js';
import { hasTool } from '../support/tools.js';
import { cached } from './fixtures/cache.js';
import { echo } from './fixtures/echo.js';
import { design as probe } from './fixtures/probe.js';

const folder = mkdtempSync(join(tmpdir(), 'crossweave-engines-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const builtin = createEngine('builtin');
const verilator = createEngine('verilator', cached);
const withVerilator = hasTool('verilator') && hasTool('g++');
const icarus = createEngine('icarus', cached);
const withIcarus = hasTool('iverilog');
const engines: readonly Engine[] = [
  builtin,
  ...(withVerilator ? [verilator] : []),
  ...(withIcarus ? [icarus] : []),
];

const monitors: readonly Monitor[] = [
  {
    name: 'wide',
    valid: 'odd_o',
    tags: ['count_o'],
    data: 'wide_back_o',
    elements: 3,
    elementBits: 53,
    signed: true,
  },
  {
    name: 'bytes',
    valid: 'odd_o',
    tags: [],
    data: 'wide_back_o',
    elements: 25,
    elementBits: 8,
    signed: false,
  },
  {
    name: 'small',
    valid: 'done_o',
    tags: ['odd_o'],
    data: 'small_back_o',
    elements: 1,
    elementBits: 5,
    signed: true,
  },
];

function job(build: (s: StimulusBuilder) => StimulusBuilder, more: Partial<SimJob> = {}): SimJob {
  const stimulus = build(new StimulusBuilder(echo.ports)).build();
  return { design: echo, stimulus, monitors, cycleLimit: 500, ...more };
}

/** What must not depend on the engine. */
function essence({ end, cycles, captures, monitors: recorded }: SimResult) {
  return {
    end,
    cycles,
    captures: Array.from(captures),
    monitors: recorded.map(({ values, tags, cycles: at, firings }) => ({
      values: Array.from(values),
      type: values.constructor.name,
      tags: Array.from(tags),
      cycles: Array.from(at),
      firings,
    })),
  };
}

describe.each(engines)('engine $name', (engine) => {
  it('samples before the clock edge', async () => {
    const wide = (1n << 159n) - 1n - (1n << 53n);
    const result = await engine.run(
      job((s) =>
        s
          .mark(1)
          .poke('wide_i', wide)
          .table(4, { small_i: Int32Array.of(-16, 15, -1, 3), large_i: -(2 ** 52) }, [
            'count_o',
            'small_back_o',
            'large_back_o',
            'twice_o',
          ])
          .table(1, { start_i: 1, delay_i: 3 })
          .poke('start_i', 0)
          .wait('done_o', 2)
          .step(2),
      ),
    );
    expect(essence(result)).toMatchObject({
      end: { reason: 'finished' },
      cycles: 9,
      captures: [0, 0, 0, -32, 1, -16, -(2 ** 52), 30, 2, 15, -(2 ** 52), -2, 3, -1, -(2 ** 52), 6],
      monitors: [
        {
          type: 'Float64Array',
          firings: 4,
          cycles: [1, 3, 5, 7],
          tags: [1, 3, 5, 7],
          values: [-1, -2, -1, -1, -2, -1, -1, -2, -1, -1, -2, -1],
        },
        { type: 'Int32Array', firings: 4 },
        { type: 'Int32Array', firings: 2, cycles: [7, 8], tags: [1, 0], values: [3, 3] },
      ],
    });
  });

  it('ends as a hang where a wait is in vain, and at the limit of cycles', async () => {
    const wait = await engine.run(job((s) => s.mark(5).step(3).wait('done_o', 7).step(1)));
    expect(wait).toMatchObject({ end: { reason: 'hang', mark: 5, port: 'done_o' }, cycles: 10 });
    const limit = await engine.run(job((s) => s.step(501)));
    expect(limit).toMatchObject({ end: { reason: 'hang', mark: -1 }, cycles: 500 });
    expect(limit.end).not.toHaveProperty('port');
    const bare = await engine.run(job((s) => s.step(501), { monitors: [] }));
    expect(bare).toMatchObject({ end: { reason: 'hang', mark: -1 }, cycles: 500 });
    const both = await engine.run(job((s) => s.wait('done_o', 1000)));
    expect(both).toMatchObject({ end: { reason: 'hang', mark: -1, port: 'done_o' }, cycles: 500 });
    const row = await engine.run(job((s) => s.step(499).table(3, {}, ['count_o'])));
    expect(row).toMatchObject({
      end: { reason: 'hang', mark: -1 },
      cycles: 500,
      captures: Float64Array.of(499, 500),
    });
  });

  it('names the assertion that fails', async () => {
    const result = await engine.run(job((s) => s.mark(2).step(4).poke('trap_i', 1).step(3)));
    expect(result).toMatchObject({
      end: {
        reason: 'assertion',
        mark: 2,
        cycle: 4,
        name: 'TrapStaysShut',
        unit: 'echo.u_guard',
        message: 'the trap was sprung',
      },
      cycles: 5,
    });
    // What was recorded at the failing edge counts.
    expect(Array.from(result.monitors[0]!.cycles)).toEqual([1, 3]);
  });

  it('has no warnings about printed RTL', async () => {
    expect((await engine.run(job((s) => s.step(1)))).warnings).toEqual([]);
  });

  it('writes the waveform of a window', async () => {
    const file = join(folder, `${engine.name}.vcd`);
    await engine.run(job((s) => s.step(20), { vcd: { file, fromCycle: 5, toCycle: 6 } }));
    const { signals } = readVcdWindow(file, { from: 5, to: 8, signals: ['echo.count_o'] });
    expect(signals).toEqual([
      {
        name: 'echo.count_o',
        width: 16,
        changes: [
          { tick: 50, value: '101' },
          { tick: 55, value: '110' },
          { tick: 65, value: '111' },
        ],
      },
    ]);
  });

  it('CW-T010: refuses a waveform that cannot be written', async () => {
    const file = join(folder, 'missing', 'wave.vcd');
    await expect(engine.run(job((s) => s.step(1), { vcd: { file } }))).rejects.toMatchObject({
      diagnostics: [
        {
          code: 'CW-T010',
          severity: 'error',
          message: 'the waveform cannot be written',
          where: { kind: 'file', file },
        },
      ],
    });
  });
});

const op = fc.oneof(
  fc.nat(3).map((n) => (s: StimulusBuilder) => s.mark(n)),
  fc.nat(9).map((n) => (s: StimulusBuilder) => s.step(n)),
  fc.nat(9).map((n) => (s: StimulusBuilder) => s.wait('done_o', n)),
  fc.bigInt(0n, 2n ** 200n - 1n).map((n) => (s: StimulusBuilder) => s.poke('wide_i', n)),
  fc.integer({ min: -16, max: 15 }).map((n) => (s: StimulusBuilder) => s.poke('small_i', n)),
  fc.bigInt(-(2n ** 52n), 2n ** 52n - 1n).map((n) => (s: StimulusBuilder) => s.poke('large_i', n)),
  fc.nat(6).map((n) => (s: StimulusBuilder) => s.table(1, { start_i: 1, delay_i: n }).poke('start_i', 0)),
  fc.nat(1).map((n) => (s: StimulusBuilder) => (n === 0 ? s : s.poke('trap_i', 0))),
  fc
    .array(fc.integer({ min: -16, max: 15 }), { maxLength: 5 })
    .map(
      (xs) => (s: StimulusBuilder) =>
        s.table(xs.length, { small_i: Int32Array.from(xs) }, [
          'small_back_o',
          'twice_o',
          'large_back_o',
          'done_o',
        ]),
    ),
);

describe.each([
  { name: 'verilator', other: verilator, isThere: withVerilator, numRuns: 100 },
  { name: 'icarus', other: icarus, isThere: withIcarus, numRuns: 40 },
])('builtin and $name', ({ other, isThere, numRuns }) => {
  it.runIf(isThere)('do the same on random stimuli', async () => {
    const ends = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(op, { maxLength: 30 }), fc.nat(60), async (ops, cycleLimit) => {
        const random = job((s) => ops.reduce((t, add) => add(t), s), { cycleLimit: cycleLimit + 10 });
        const [a, b] = await Promise.all([builtin.run(random), other.run(random)]);
        expect(essence(a)).toEqual(essence(b));
        ends.set(a.end.reason, (ends.get(a.end.reason) ?? 0) + 1);
      }),
      { seed: 8, numRuns },
    );
    expect([...ends.keys()].sort()).toEqual(['finished', 'hang']);
  });
});

describe('the built-in engine', () => {
  it('CW-A101: refuses a design that is SystemVerilog only', async () => {
    const stimulus = new StimulusBuilder(probe.ports).step(1).build();
    const refused = builtin.run({ design: probe, stimulus, monitors: [], cycleLimit: 9 });
    await expect(refused).rejects.toBeInstanceOf(CrossweaveError);
    await expect(refused).rejects.toMatchObject({
      diagnostics: [
        {
          code: 'CW-A101',
          severity: 'error',
          message: 'the built-in engine cannot simulate `probe` from SystemVerilog files',
          hint: 'use `--engine verilator`',
        },
      ],
    });
  });
});
