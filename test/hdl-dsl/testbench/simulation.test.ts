import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { CrossweaveError } from '../../../base/crossweave-error.js';
import type { Diagnostic } from '../../../base/diagnostic.js';
import { bool, flow, input, module, output, q, simulate, uint } from '../../../hdl-dsl/index.js';
import { Counter, Lights, Pipeline, Shapes, TwoClocks } from '../../testbench/designs.js';

/** The findings of a promise or function that must fail, lines and columns masked. */
async function findings(run: Promise<unknown> | (() => unknown)): Promise<readonly Diagnostic[]> {
  const error: unknown = await (typeof run === 'function' ? (async () => run())() : run).then(
    () => expect.fail('nothing was refused'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CrossweaveError)) throw error;
  return error.diagnostics.map(({ where, ...rest }) => {
    if (where?.kind !== 'source') return rest;
    return { ...rest, where: { kind: 'source', place: { ...where.place, line: 0, column: 0 } } };
  });
}

const here = {
  where: { kind: 'source', place: { file: 'test/hdl-dsl/testbench/simulation.test.ts', line: 0, column: 0 } },
} as const;
const folder = mkdtempSync(join(tmpdir(), 'crossweave-simulation-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('processes', () => {
  test('go on one at a time, in the order in which they began to wait', async () => {
    const sim = await simulate(Counter, { width: 8 });
    const log: string[] = [];
    const process = (name: string, steps: readonly number[]) =>
      sim.fork(async () => {
        for (const n of steps) {
          await sim.step(n);
          log.push(`${name}${sim.cycle}`);
          // What is no wait for time must not let another process in between.
          await Promise.resolve();
          await (async () => {})();
          log.push(`${name}${sim.cycle}`);
        }
        return name;
      });
    const all = [process('a', [1, 1, 2]), process('b', [2, 1, 1]), process('c', [1, 3])];
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c']);
    expect(log.filter((_, i) => i % 2 === 0)).toEqual(log.filter((_, i) => i % 2 === 1));
    expect(log.filter((_, i) => i % 2 === 0)).toEqual(['a1', 'c1', 'b2', 'a2', 'b3', 'c4', 'a4', 'b4']);
  });

  test('start at once and see what others drive at the same time', async () => {
    const sim = await simulate(Counter, { width: 8 });
    const log: string[] = [];
    sim.fork(async () => {
      sim.io.enable.poke(true);
      log.push('begun');
      await sim.step();
      sim.io.enable.poke(false);
    });
    expect(log).toEqual(['begun']);
    await sim.step();
    expect([sim.io.count.peek(), sim.io.enable.peek()]).toEqual([1, false]);
  });

  test('wait for many things at a time', async () => {
    const sim = await simulate(Pipeline, {});
    const [word] = await Promise.all([sim.io.more.receive(), sim.io.words.send(5), sim.step(4)]);
    expect([word, sim.cycle]).toEqual([7, 4]);
  });

  test('that throw end the simulation of all, with their own error', async () => {
    const sim = await simulate(Counter, { width: 8 });
    const broken = new Error('broken');
    const process = sim.fork(async () => {
      await sim.step(3);
      throw broken;
    });
    await expect(sim.step(10)).rejects.toBe(broken);
    expect(sim.cycle).toBe(3);
    await expect(process).rejects.toBe(broken);
    await expect(sim.step()).rejects.toBe(broken);
    await sim.close();
  });

  test('that throw at once, and that nobody waits for, are told of at the end', async () => {
    const sim = await simulate(Counter, { width: 8 });
    const broken = new Error('broken at once');
    void sim.fork(() => {
      throw broken;
    });
    await expect(sim.close()).rejects.toBe(broken);
    const other = await simulate(Counter, { width: 8 });
    const process = other.fork(async () => {
      throw broken;
    });
    await expect(process).rejects.toBe(broken);
    // Somebody knows.
    await other.close();
  });

  test('that run for ever end with the simulation', async () => {
    const sim = await simulate(Counter, { width: 8 });
    let turns = 0;
    const clocking = sim.fork(async () => {
      for (;;) {
        await sim.step();
        turns++;
      }
    });
    await sim.step(5);
    await sim.close();
    expect(await findings(clocking)).toEqual([
      {
        code: 'CW-E066',
        severity: 'error',
        message: 'the simulation is closed',
        hint: 'close it after the last process has ended',
        ...here,
      },
    ]);
    // The test began to wait for the last clock before the process did.
    expect(turns).toBe(4);
    expect(await findings(sim.step())).toMatchObject([{ code: 'CW-E066' }]);
    await sim.close();
  });

  test('CW-E065: stop at the cycle limit', async () => {
    const sim = await simulate(Counter, { width: 8 }, { cycleLimit: 50 });
    const wait = sim.fork(() => sim.until(() => false, { timeout: 1e9 }));
    expect(await findings(wait)).toEqual([
      {
        code: 'CW-E065',
        severity: 'error',
        message: 'the test-bench did not end within 50 clocks',
        actual: 'time 505',
        hint: 'a process that waits for ever keeps the clocks running; end it, or raise `cycleLimit`',
      },
    ]);
  });
});

describe('values', () => {
  test('of another form are refused (CW-E063)', async () => {
    const sim = await simulate(Shapes, {});
    const { io } = sim;
    const refused = (expected: string, actual: string, port = 'pixel') => [
      {
        code: 'CW-E063',
        severity: 'error',
        message: `a value of \`${port}\` does not have its form`,
        expected,
        actual,
      },
    ];
    const pixel = { red: 1, delta: 0, flags: [true, true, false] };
    expect(await findings(() => io.pixel.poke({ red: 1 } as never))).toEqual(
      refused('fields red, delta, flags', 'fields red'),
    );
    expect(await findings(() => io.pixel.poke({ ...pixel, blue: 1 } as never))).toEqual(
      refused('fields red, delta, flags', 'fields red, delta, flags, blue'),
    );
    expect(await findings(() => io.pixel.poke('red' as never))).toEqual(
      refused('fields red, delta, flags', '`red`'),
    );
    expect(await findings(() => io.row.poke([pixel, pixel]))).toEqual(
      refused('an array of 3', 'an array of 2', 'row'),
    );
    expect(await findings(() => io.row.at(1).poke({ ...pixel, flags: [true] }))).toEqual(
      refused('an array of 3', 'an array of 1', 'row[1].flags'),
    );
    expect(await findings(() => io.row.at(3))).toEqual([
      {
        code: 'CW-E064',
        severity: 'error',
        message: '`row` has no element 3',
        expected: 'an index from 0 to 2',
        actual: '3',
        ...here,
      },
    ]);
    const { io: lights } = await simulate(Lights, {});
    lights.wanted.pokeBits(7n);
    expect(await findings(() => lights.wanted.peek())).toEqual(
      refused('one of Red, Amber, Green', '7', 'wanted'),
    );
  });

  test('that are no constants of their type are refused as everywhere', async () => {
    const { io } = await simulate(Shapes, {});
    expect(await findings(() => io.a.poke(40000))).toMatchObject([
      { code: 'CW-E003', message: 'literal 40000 does not fit in sint(16)', ...here },
    ]);
    expect(await findings(() => io.pixel.fields.red.poke(256))).toMatchObject([{ code: 'CW-E003' }]);
    expect(await findings(() => io.pixel.fields.red.poke(-1))).toMatchObject([{ code: 'CW-E003' }]);
    expect(await findings(() => io.pixel.fields.red.poke(1.5))).toMatchObject([{ code: 'CW-E002' }]);
    const { io: lights } = await simulate(Lights, {});
    expect(await findings(() => lights.wanted.poke('Blue' as never))).toMatchObject([{ code: 'CW-E002' }]);
    expect(await findings(() => lights.go.poke(1 as never))).toMatchObject([{ code: 'CW-E002' }]);
  });

  test('of fixed point are the numbers meant', async () => {
    const Scale = module({
      name: 'scale',
      ports: () => ({ x: input(q(4, 4)), y: output(q(4, 4)), wide: input(q(8, 60)), back: output(q(8, 60)) }),
      build(_, __, io) {
        io.y.drive(io.x);
        io.back.drive(io.wide);
      },
    });
    const { io } = await simulate(Scale, {});
    for (const x of [0, 1.5, -8, 7.9375, -0.0625]) {
      io.x.poke(x);
      expect(io.y.peek()).toBe(x);
    }
    expect(io.y.peekBits()).toBe(255n);
    io.wide.pokeBits((3n << 60n) | (1n << 59n));
    expect(io.back.peek()).toBe(3.5);
    io.wide.pokeBits(-1n);
    expect(io.back.peek()).toBe(-(2 ** -60));
  });

  test('flow in and out without being asked', async () => {
    const Twice = module({
      name: 'twice',
      ports: () => ({ in: input(flow(uint(8))), out: output(flow(uint(9))) }),
      build(m, _, io) {
        const { valid, word } = m.regs({ valid: bool({ reset: false }), word: uint(9) });
        valid.next(io.in.valid);
        word.next(io.in.data.shiftLeft(1));
        io.out.valid.drive(valid);
        io.out.data.drive(word);
      },
    });
    const sim = await simulate(Twice, {});
    const got: number[] = [];
    const receiver = sim.fork(async () => {
      while (got.length < 4) got.push(await sim.io.out.receive());
    });
    for (const word of [1, 2, 3]) await sim.io.in.send(word);
    await sim.step(3);
    await sim.io.in.send(200);
    await receiver;
    expect([got, sim.cycle]).toEqual([[2, 4, 6, 400], 8]);
    expect(await findings(sim.io.out.receive({ timeout: 4 }))).toMatchObject([
      {
        code: 'CW-E060',
        message: 'waited in vain for a word from `out`',
        expected: 'within 4 clocks',
        ...here,
      },
    ]);
  });
});

describe('options', () => {
  test('are checked (CW-E064)', async () => {
    const refused = (message: string, expected: string, actual: string) => [
      { code: 'CW-E064', severity: 'error', message, expected, actual, ...here },
    ];
    expect(await findings(simulate(TwoClocks, {}, { clocks: { fats: {} } as never }))).toEqual(
      refused('the design has no clock of that name', '`fast`, `slow`', '`fats`'),
    );
    expect(await findings(simulate(TwoClocks, {}, { clocks: { fast: { period: 2.5 } } }))).toEqual(
      refused('the period of clock `fast` is refused', 'an integer from 2', '2.5'),
    );
    expect(await findings(simulate(TwoClocks, {}, { clocks: { slow: { phase: -1 } } }))).toEqual(
      refused('the phase of clock `slow` is refused', 'an integer from 0', '-1'),
    );
    expect(await findings(simulate(TwoClocks, {}, { engine: 'verilator' as never }))).toEqual(
      refused(
        'engine `verilator` is not one of `crossweave/hdl`',
        '`builtin`, or `simulate` of `crossweave/testbench`',
        '`verilator`',
      ),
    );
    const sim = await simulate(TwoClocks, {});
    expect(await findings(() => sim.step(1, { clock: 'main' }))).toEqual(
      refused('the design has no clock of that name', '`fast`, `slow`', '`main`'),
    );
    expect(await findings(() => sim.step(-1))).toEqual(
      refused('a number of clocks is none', 'an integer from 0', '-1'),
    );
  });

  test('keep the same run the same, to the byte of its waveform', async () => {
    const record = async (name: string) => {
      const vcd = join(folder, name);
      const sim = await simulate(Pipeline, {}, { vcd });
      const sender = sim.fork(async () => {
        for (let i = 0; i < 20; i++) await sim.io.words.send(i);
      });
      for (let i = 0; i < 20; i++) {
        await sim.io.more.receive();
        await sim.step(i % 3);
      }
      await sender;
      await sim.close();
      return readFileSync(vcd, 'utf8');
    };
    const text = await record('one.vcd');
    expect(text.length).toBeGreaterThan(2000);
    expect(await record('two.vcd')).toBe(text);
  });

  test('a design without clocks still has time', async () => {
    const Wires = module({
      name: 'wires',
      ports: () => ({ a: input(uint(8)), b: output(uint(8)) }),
      build(_, __, io) {
        io.b.drive(io.a.not());
      },
    });
    const sim = await simulate(Wires, {});
    sim.io.a.poke(1);
    await sim.step(3);
    expect([sim.io.b.peek(), sim.time, sim.cycle]).toEqual([254, 45, 3]);
  });
});
