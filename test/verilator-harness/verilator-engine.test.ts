import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import type { Monitor, SimJob } from '../../verilator-harness/engine.js';
import { StimulusBuilder } from '../../verilator-harness/stimulus-builder.js';
import { readVcdWindow } from '../../verilator-harness/vcd-window.js';
import { VerilatorEngine } from '../../verilator-harness/verilator/verilator-engine.js';
import { hasTool } from '../support/tools.js';
import { cached } from './fixtures/cache.js';
import { design, job, ports, widths } from './fixtures/probe.js';

const folder = mkdtempSync(join(tmpdir(), 'crossweave-engine-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const engine = new VerilatorEngine(cached);

/** The findings of a run that must fail, with machine paths and numbers of lines masked. */
async function findings(failing: SimJob): Promise<Diagnostic[]> {
  try {
    await engine.run(failing);
  } catch (error) {
    if (error instanceof CrossweaveError) {
      return error.diagnostics.map((d) => ({ ...d, output: d.output?.replace(/\$ \S*\//, '$ ') ?? '' }));
    }
    throw error;
  }
  throw new Error('the run did not fail');
}

/** Bits of each port as the table words want them. */
function pattern(width: number, row: number): Uint32Array {
  return Uint32Array.from({ length: Math.ceil(width / 32) }, (_, k) =>
    Math.imul(0x9e3779b1, row * 7 + k + width),
  );
}

function bitsOf(words: Uint32Array, width: number): bigint {
  return BigInt.asUintN(
    width,
    words.reduceRight((n, w) => (n << 32n) | BigInt(w), 0n),
  );
}

describe.runIf(hasTool('verilator') && hasTool('g++'))('the Verilator engine', () => {
  it('drives and reads ports of every kind of storage', async () => {
    const rows = 9;
    const stimulus = new StimulusBuilder(ports);
    const data = widths.map((width) => Array.from({ length: rows }, (_, row) => pattern(width, row)));
    stimulus.table(
      rows,
      Object.fromEntries(
        widths.map((width, w) => [`a${width}_i`, Uint32Array.from(data[w]!.flatMap((words) => [...words]))]),
      ),
      ['r1_o', 'r8_o', 'r9_o', 'r17_o', 'r32_o', 'r33_o', 'r53_o', 'sum_o'],
    );
    const wide = (
      width: number,
      elements: number,
      elementBits: number,
      signed: boolean,
      tags = ['count_o', 'r9_o'],
    ): Monitor => ({
      name: `r${width}`,
      valid: 'even_o',
      tags,
      data: `r${width}_o`,
      elements,
      elementBits,
      signed,
    });
    const monitors = [
      wide(64, 2, 32, false),
      wide(64, 2, 32, true),
      wide(65, 5, 13, true),
      wide(200, 3, 53, true),
      wide(200, 25, 8, false, ['r9_o', 'r8_o']),
      wide(200, 24, 8, true, ['r8_o']),
      wide(200, 6, 31, true),
    ];
    const result = await engine.run({ design, stimulus: stimulus.build(), monitors, cycleLimit: 100 });
    expect(result.end).toEqual({ reason: 'finished' });
    expect(result.cycles).toBe(rows);

    for (let row = 1; row < rows; row += 1) {
      const before = (width: number) => bitsOf(data[widths.indexOf(width)]![row - 1]!, width);
      const now = (width: number) => bitsOf(data[widths.indexOf(width)]![row]!, width);
      const expected = [1, 8, 9, 17, 32, 33].map((width) => Number(before(width)));
      expected.push(Number(BigInt.asIntN(53, before(53))), Number(now(8) + now(9)));
      expect(Array.from(result.captures.subarray(row * 8, row * 8 + 8))).toEqual(expected);
    }
    for (const [m, { data: port, elements, elementBits, signed, tags: names }] of monitors.entries()) {
      const { values, tags, cycles, firings } = result.monitors[m]!;
      expect(firings).toBe(5);
      expect(Array.from(cycles)).toEqual([0, 2, 4, 6, 8]);
      expect(values).toBeInstanceOf(
        elementBits > 32 || (!signed && elementBits > 31) ? Float64Array : Int32Array,
      );
      for (let firing = 1; firing < firings; firing += 1) {
        const cycle = 2 * firing;
        const width = Number(port.slice(1, -2));
        const held = bitsOf(data[widths.indexOf(width)]![cycle - 1]!, width);
        const fields = Array.from({ length: elements }, (_, e) => {
          const bits = held >> BigInt(e * elementBits);
          return Number(signed ? BigInt.asIntN(elementBits, bits) : BigInt.asUintN(elementBits, bits));
        });
        expect(Array.from(values.subarray(firing * elements, (firing + 1) * elements))).toEqual(fields);
        const tagsHeld: Record<string, number> = {
          count_o: cycle,
          r8_o: Number(bitsOf(data[1]![cycle - 1]!, 8)),
          r9_o: Number(bitsOf(data[2]![cycle - 1]!, 9)),
        };
        const n = names.length;
        expect(Array.from(tags.subarray(n * firing, n * firing + n))).toEqual(names.map((t) => tagsHeld[t]));
      }
    }
  });

  it('is whole for more data than any buffer holds', async () => {
    const cycles = 300_000;
    const monitor: Monitor = {
      name: 'count',
      valid: 'even_o',
      tags: ['count_o'],
      data: 'r200_o',
      elements: 2,
      elementBits: 40,
      signed: false,
    };
    const result = await engine.run(
      job((s) => s.poke('a200_i', 0x1234567890abcdef1234n).step(cycles), {
        monitors: [monitor],
        cycleLimit: cycles,
      }),
    );
    const { values, tags, firings } = result.monitors[0]!;
    expect(firings).toBe(cycles / 2);
    expect(values.length).toBe(cycles);
    expect([values[cycles - 2], values[cycles - 1]]).toEqual([
      0xcdef1234 + 0xab * 2 ** 32,
      0x7890 + 0x123456 * 2 ** 16,
    ]);
    expect(tags.every((tag, k) => tag === 2 * k)).toBe(true);
  });

  it('waits until a port is 1, and looks before each clock', async () => {
    const result = await engine.run(
      job((s) =>
        s
          .table(1, { start_i: 1, delay_i: 5 })
          .poke('start_i', 0)
          .wait('done_o', 4)
          .table(1, {}, ['count_o', 'done_o'])
          .wait('done_o', 0),
      ),
    );
    expect(result).toMatchObject({ end: { reason: 'finished' }, cycles: 6 });
    expect(Array.from(result.captures)).toEqual([5, 1]);
  });

  it('settles pins driven after a wait before it looks at outputs', async () => {
    const { captures } = await engine.run(
      job((s) =>
        s
          .poke('a8_i', 1)
          .wait('even_o', 0)
          .table(2, { a8_i: Int32Array.of(7, 9) }, ['sum_o']),
      ),
    );
    expect(Array.from(captures)).toEqual([7, 9]);
  });

  it('finds an immediate assertion in combinational logic', async () => {
    const result = await engine.run(job((s) => s.step(3).poke('trap_i', 15).step(4)));
    expect(result.end).toMatchObject({
      reason: 'assertion',
      cycle: 3,
      name: 'HeldIsReset',
      unit: 'probe.u_part',
    });
  });

  it('ends as a hang at the limit of a wait, with mark and port', async () => {
    const result = await engine.run(
      job((s) =>
        s.mark(41).step(2).mark(42).table(1, { start_i: 1, delay_i: 5 }).poke('start_i', 0).wait('done_o', 3),
      ),
    );
    expect(result).toMatchObject({ end: { reason: 'hang', mark: 42, port: 'done_o' }, cycles: 6 });
  });

  it('ends as a hang at the limit of cycles, in a step and in a wait', async () => {
    const step = await engine.run(job((s) => s.step(11), { cycleLimit: 10 }));
    expect(step).toMatchObject({ end: { reason: 'hang', mark: -1 }, cycles: 10 });
    const whole = await engine.run(job((s) => s.step(10), { cycleLimit: 10 }));
    expect(whole).toMatchObject({ end: { reason: 'finished' }, cycles: 10 });
    const wait = await engine.run(job((s) => s.wait('done_o', 100), { cycleLimit: 10 }));
    expect(wait).toMatchObject({ end: { reason: 'hang', mark: -1, port: 'done_o' }, cycles: 10 });
  });

  it('names the assertion that fails, its unit, message and cycle', async () => {
    const result = await engine.run(job((s) => s.mark(3).step(7).poke('trap_i', 1).step(5)));
    expect(result.end).toEqual({
      reason: 'assertion',
      mark: 3,
      cycle: 7,
      name: 'TrapIsNotSprung',
      unit: 'probe.u_part',
      message: 'trap_i must not be 1',
    });
    expect(result.cycles).toBe(8);
  });

  it.each([
    [2, { name: '$error', unit: 'probe.u_part', message: '' }],
    [3, { name: '$error', unit: 'probe', message: 'trap 3' }],
    [4, { name: '$finish', unit: 'probe', message: 'at rtl/probe.sv:70' }],
    [5, { name: '$stop', unit: 'probe', message: 'at rtl/probe.sv:71' }],
  ])('tells how the design stopped itself: trap %i', async (trap, stop) => {
    const result = await engine.run(job((s) => s.step(2).poke('trap_i', trap).step(5)));
    expect(result.end).toEqual({ reason: 'assertion', mark: -1, cycle: 2, ...stop });
  });

  it('starts registers without reset at random values, the same in every run', async () => {
    const stray = async () => (await engine.run(job((s) => s.table(1, {}, ['stray_o'])))).captures[0];
    const first = await stray();
    expect(first).not.toBe(0);
    expect(await stray()).toBe(first);
  });

  it('keeps what C code prints apart from the reply', async () => {
    const result = await engine.run(job((s) => s.poke('trap_i', 9).table(3, {}, ['count_o'])));
    expect(result.end).toEqual({ reason: 'finished' });
    expect(Array.from(result.captures)).toEqual([0, 1, 2]);
  });

  it('survives a crash of the simulator: CW-T004', async () => {
    expect(await findings(job((s) => s.poke('trap_i', 6).step(1)))).toEqual([
      {
        code: 'CW-T004',
        severity: 'error',
        message: 'the simulator of `probe` crashed',
        actual: 'signal SIGABRT',
        output: '$ simulator +verilator+rand+reset+2 +verilator+seed+1\nabout to abort',
      },
    ]);
    expect(await findings(job((s) => s.poke('trap_i', 14).step(1)))).toMatchObject([
      { code: 'CW-T004', actual: 'status 5' },
    ]);
  });

  it('stops a simulator that does not end: CW-T005', async () => {
    expect(await findings(job((s) => s.poke('trap_i', 7).step(1), { timeoutSeconds: 0.5 }))).toEqual([
      {
        code: 'CW-T005',
        severity: 'error',
        message: 'the simulator of `probe` did not end within 0.5 s',
        output: '$ simulator +verilator+rand+reset+2 +verilator+seed+1\n',
      },
    ]);
  });

  it('refuses half a reply: CW-T008', async () => {
    expect(await findings(job((s) => s.poke('trap_i', 8).step(1)))).toEqual([
      {
        code: 'CW-T008',
        severity: 'error',
        message: 'the reply of the simulator of `probe` is incomplete',
        output: '$ simulator +verilator+rand+reset+2 +verilator+seed+1\n',
      },
    ]);
  });

  it('CW-T011: no room for what is recorded', async () => {
    expect(await findings(job((s) => s.poke('trap_i', 10).table(3, {}, ['count_o'])))).toEqual([
      {
        code: 'CW-T011',
        severity: 'error',
        message: "the simulator's results cannot be written to the folder for temporary files",
        where: { kind: 'file', file: tmpdir() },
        actual: 'no space left on device',
        hint: 'free some space there, or set TMPDIR to another folder',
        output: '',
      },
    ]);
  });

  it('builds once for all stimuli, and anew for another source', async () => {
    await engine.run(job((s) => s.step(1)));
    const warm = new VerilatorEngine(cached);
    const again = await warm.run(job((s) => s.step(3).poke('a8_i', 7).step(2)));
    expect(again).toMatchObject({ cached: true, cycles: 5, warnings: [] });
    expect(again.seconds.build).toBeLessThan(1);

    // Two at once make it once, and lint warnings stay with the build.
    const [probe, part] = design.sources;
    const text = `${probe!.text}\n// ${Date.now()}\nmodule spare; logic used; endmodule\n`;
    const fresh = { ...design, sources: [{ path: probe!.path, text }, part!] };
    const both = await Promise.all(
      [1, 2].map((n) => engine.run({ ...job((s) => s.step(n)), design: fresh })),
    );
    expect(both.map((r) => [r.end.reason, r.cached, r.cycles])).toEqual([
      ['finished', false, 1],
      ['finished', false, 2],
    ]);
    const later = await warm.run({ ...job((s) => s.step(1)), design: fresh });
    expect(later.cached).toBe(true);
    expect(later.warnings).toEqual(both[0]!.warnings);
    expect(later.warnings.join('\n')).toMatch(/%Warning-\w+: rtl\/probe\.sv:\d+:\d+: /);
  });

  it('writes the waveform of a window of cycles only', async () => {
    const file = join(folder, 'wave.vcd');
    const result = await engine.run(job((s) => s.step(20), { vcd: { file, fromCycle: 5, toCycle: 7 } }));
    expect(result.end).toEqual({ reason: 'finished' });
    const { signals } = readVcdWindow(file, { from: 0, to: 100, signals: ['probe.count_o', 'clk_i'] });
    expect(signals.map((s) => s.name)).toEqual(['probe.clk_i', 'probe.count_o', 'probe.u_part.clk_i']);
    expect(signals[1]!.changes).toEqual([
      { tick: 50, value: '101' },
      { tick: 55, value: '110' },
      { tick: 65, value: '111' },
      { tick: 75, value: '1000' },
    ]);
    expect(readFileSync(file, 'utf8')).not.toContain('#80');
  });

  it('refuses a waveform that cannot be written: CW-T010', async () => {
    const file = join(folder, 'missing', 'wave.vcd');
    expect(await findings(job((s) => s.step(1), { vcd: { file } }))).toMatchObject([
      {
        code: 'CW-T010',
        severity: 'error',
        message: 'the waveform cannot be written',
        where: { kind: 'file', file },
      },
    ]);
    expect(existsSync(file)).toBe(false);
  });
});
