import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import { build } from '../../hdl-dsl/index.js';
import { simulate } from '../../verilator-harness/testbench/index.js';
import { readVcdWindow } from '../../verilator-harness/vcd-window.js';
import { hasTool } from '../support/tools.js';
import {
  Boxed,
  Counter,
  Guarded,
  Light,
  Lights,
  Pipeline,
  plusLater,
  Shapes,
  Store,
  TwoClocks,
  Unset,
} from './designs.js';

const folder = mkdtempSync(join(tmpdir(), 'crossweave-testbench-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The findings of a promise that must fail. */
async function findings(promise: Promise<unknown>): Promise<readonly Diagnostic[]> {
  const error: unknown = await promise.then(
    () => expect.fail('nothing was refused'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CrossweaveError)) throw error;
  return error.diagnostics.map(({ where, ...rest }) => {
    if (where === undefined) return rest;
    if (where.kind !== 'source') return { ...rest, where };
    return { ...rest, where: { kind: 'source', place: { ...where.place, line: 0, column: 0 } } };
  });
}

const here = {
  kind: 'source',
  place: { file: 'test/testbench/conformance.test.ts', line: 0, column: 0 },
} as const;

/** The same test-benches on every engine, by one word. */
const engines = [
  ['builtin', true],
  ['verilator', hasTool('verilator') && hasTool('g++')],
  ['icarus', hasTool('iverilog')],
] as const;

describe.each(engines.filter(([, isThere]) => isThere).map(([engine]) => engine))('on %s', (engine) => {
  it('a counter counts, is loaded and overflows', async () => {
    await using sim = await simulate(Counter, { width: 8 }, { engine });
    expect(sim.engine).toBe(engine);
    const { io } = sim;
    expect([io.count.peek(), io.isZero.peek(), sim.time, sim.cycle]).toEqual([0, true, 15, 0]);
    io.enable.poke(true);
    await sim.step(3);
    expect([io.count.peek(), io.isZero.peek(), sim.time, sim.cycle]).toEqual([3, false, 45, 3]);
    await io.load.send(254);
    expect(io.count.peek()).toBe(254);
    expect(await sim.until(() => io.isZero.peek(), { timeout: 5 })).toBe(2);
    io.enable.poke(false);
    await sim.step(1000);
    expect([io.count.peek(), io.enable.peek()]).toEqual([0, false]);
    await io.load.send('0x2a');
    await sim.reset();
    expect(io.count.peek()).toBe(0);
  });

  it('a pipeline of streams keeps order and words under back-pressure', async () => {
    await using sim = await simulate(Pipeline, {}, { engine });
    const { io } = sim;
    const words = Array.from({ length: 40 }, (_, i) => (i * 37) & 255);
    const sender = sim.fork(async () => {
      for (const [i, word] of words.entries()) {
        await io.words.send(word);
        if (i % 5 === 4) await sim.step(i % 3);
      }
      return sim.time;
    });
    const got: number[] = [];
    let stalls = 0;
    for (let i = 0; i < words.length; i++) {
      got.push(await io.more.receive());
      if (i % 7 > 3) {
        await sim.step(2);
        if (!io.words.ready.peek()) stalls++;
      }
    }
    expect(got).toEqual(words.map((word) => ((word + 1) & 255) + 1));
    expect(stalls).toBeGreaterThan(5);
    expect([await sender, sim.time]).toEqual([715, 755]);
    io.more.ready.poke(true);
    expect(io.more.valid.peek()).toBe(false);
    // Without stalls a word moves every clock.
    const begin = sim.cycle;
    sim.fork(async () => {
      for (const word of words) await io.words.send(word);
    });
    for (const _ of words) await io.more.receive();
    expect(sim.cycle - begin).toBe(words.length + 2);
  });

  it('two clocks run at their own pace, in integer time', async () => {
    const clocks = { fast: { period: 6, phase: 1 }, slow: { period: 10 } };
    await using sim = await simulate(TwoClocks, {}, { engine, clocks });
    const { io } = sim;
    const seen: string[] = [];
    const look = () => seen.push(`${sim.time}: ${io.fast.peek()} ${io.slow.peek()}`);
    look();
    io.isFast.poke(true);
    const slow = sim.fork(async () => {
      for (let i = 0; i < 3; i++) {
        await sim.step(1, { clock: 'slow' });
        look();
      }
    });
    for (let i = 0; i < 5; i++) {
      await sim.step();
      look();
    }
    await slow;
    expect(seen).toEqual([
      '15: 100 200',
      '16: 101 200',
      '22: 102 200',
      '25: 102 201',
      '28: 103 201',
      '34: 104 201',
      '35: 104 202',
      '40: 105 202',
      '45: 105 203',
    ]);
    // A domain alone: the asynchronous reset at once, the synchronous one at its edge.
    const reset = sim.reset({ clock: 'fast' });
    expect([io.fast.peek(), io.slow.peek()]).toEqual([100, 203]);
    await reset;
    expect([io.fast.peek(), io.slow.peek(), sim.time]).toEqual([100, 203, 52]);
    const other = sim.reset({ clock: 'slow' });
    expect(io.slow.peek()).toBe(203);
    await sim.step(1, { clock: 'slow' });
    expect(io.slow.peek()).toBe(200);
    await other;
    expect([sim.cycle, sim.cycleOf('slow')]).toEqual([2, 0]);
  });

  it('edges of two clocks meet where their times do', async () => {
    await using sim = await simulate(
      TwoClocks,
      {},
      { engine, clocks: { fast: { period: 4 }, slow: { period: 4 } } },
    );
    sim.io.isFast.poke(true);
    await sim.step(50);
    const { fast, slow, seen } = sim.io;
    // Both sample what was before the edge.
    expect([fast.peek(), slow.peek(), seen.peek(), sim.time]).toEqual([150, 250, 149, 206]);
  });

  it('a memory starts with its contents and is written at the clock', async () => {
    await using sim = await simulate(Store, {}, { engine });
    const { io } = sim;
    const at = async (address: number) => {
      io.address.poke(address);
      const now = io.now.peek();
      await sim.step();
      expect(io.later.peek()).toBe(now);
      return now;
    };
    const all = async () => {
      const words: bigint[] = [];
      for (let i = 0; i < 8; i++) words.push(await at(i));
      return words;
    };
    expect(await all()).toEqual([1n, 2n, 1n << 39n, 4n, 5n, 6n, 0n, 0n]);
    io.write.poke(true);
    io.data.poke(0xff_ffff_fffen);
    expect(await at(2)).toBe(1n << 39n);
    await at(7);
    io.write.poke(false);
    expect(await all()).toEqual([1n, 2n, 0xff_ffff_fffen, 4n, 5n, 6n, 0n, 0n]);
  });

  it('an enumeration is driven and read by its names', async () => {
    await using sim = await simulate(Lights, {}, { engine });
    const { io } = sim;
    io.wanted.poke('Red');
    io.go.poke(true);
    const seen = [io.light.peek()];
    expect(io.isWanted.peek()).toBe(true);
    for (let i = 0; i < 3; i++) {
      await sim.step();
      seen.push(io.light.peek());
    }
    expect(seen).toEqual(['Red', 'Green', 'Amber', 'Red']);
    io.wanted.poke('Amber');
    expect([io.isWanted.peek(), io.wanted.peek(), io.wanted.peekBits()]).toEqual([false, 'Amber', 2n]);
    io.wanted.pokeBits(3n);
    expect(() => io.wanted.peek()).toThrow('CW-E063: a value of `wanted` does not have its form');
    expect(Light.members).toContain(io.light.peek());
  });

  it('structs, vectors of them, signed numbers and 200 bits keep their values', async () => {
    await using sim = await simulate(Shapes, {}, { engine });
    const { io } = sim;
    const pixels = [
      { red: 1, delta: -16, flags: [true, false, false] },
      { red: 255, delta: 15, flags: [false, false, true] },
      { red: 128, delta: -1, flags: [true, true, true] },
    ];
    io.row.poke(pixels);
    expect(io.turned.peek()).toEqual([...pixels].reverse());
    expect(io.turned.at(0).fields.delta.peek()).toBe(-1);
    io.row.at(2).fields.delta.poke(7);
    io.row.at(0).fields.flags.at(1).poke(true);
    expect(io.turned.peek()).toEqual([
      { ...pixels[2], delta: 7 },
      pixels[1],
      { ...pixels[0], flags: [true, true, false] },
    ]);
    io.pixel.poke(pixels[0]!);
    const wide = (1n << 199n) | 0x1234_5678_9abc_def0_1234_5678n;
    io.wide.poke(wide);
    await sim.step();
    expect(io.held.peek()).toEqual(pixels[0]);
    expect(io.held.peekBits()).toBe((0b001n << 13n) | (0b10000n << 8n) | 1n);
    expect(io.flipped.peek()).toBe(((1n << 200n) - 1n) ^ wide);
    for (const [a, b] of [
      [-32768, -32768],
      [-32768, 32767],
      [32767, 32767],
      [-1, 1],
    ] as const) {
      io.a.poke(a);
      io.b.poke(b);
      expect([io.a.peek(), io.sum.peek(), io.product.peek()]).toEqual([a, a + b, a * b]);
    }
  });

  it('waiting in vain ends by a time-out (CW-E060)', async () => {
    await using sim = await simulate(Pipeline, {}, { engine, timeout: 20 });
    const { io } = sim;
    const hint = 'if it is only slow, allow it more clocks with `{ timeout }`';
    expect(await findings(io.more.receive())).toEqual([
      {
        code: 'CW-E060',
        severity: 'error',
        message: 'waited in vain for a word from `more`',
        expected: 'within 20 clocks',
        actual: 'not until time 215',
        hint,
        where: here,
      },
    ]);
    io.more.idle();
    await io.words.send(1);
    await io.words.send(2);
    expect(await findings(io.words.send(3, { timeout: 1 }))).toEqual([
      {
        code: 'CW-E060',
        severity: 'error',
        message: 'waited in vain for `words` to take a word',
        expected: 'within 1 clock',
        actual: 'not until time 245',
        hint,
        where: here,
      },
    ]);
    io.words.idle();
    expect(await findings(sim.until(() => io.words.ready.peek(), { timeout: 3 }))).toEqual([
      {
        code: 'CW-E060',
        severity: 'error',
        message: 'waited in vain for a condition',
        expected: 'within 3 clocks',
        actual: 'not until time 275',
        hint,
        where: here,
      },
    ]);
    // The simulation goes on.
    expect(await io.more.receive()).toBe(3);
  });

  it('a module of the intermediate form has its pins', async () => {
    await using sim = await simulate(build(Counter, { width: 8 }), {}, { engine });
    const { io } = sim;
    expect(Object.keys(io)).toEqual(['enable_i', 'load_valid_i', 'load_data_i', 'count_o', 'is_zero_o']);
    io.enable_i!.poke(true);
    await sim.step(2);
    expect([io.count_o!.peek(), io.is_zero_o!.peek()]).toEqual([2, false]);
    expect(() => io.count_o!.poke(1)).toThrow('CW-E064: `count_o` cannot be driven');
  });

  it('a waveform has the printed names, clocks and resets', async () => {
    const vcd = join(folder, `${engine}.vcd`);
    const sim = await simulate(Counter, { width: 8 }, { engine, vcd });
    sim.io.enable.poke(true);
    await sim.step(2);
    await sim.close();
    const { signals } = readVcdWindow(vcd, { from: 0, to: 4 });
    const changes = (name: string) =>
      signals
        .find((signal) => signal.name === `counter_8.${name}`)
        ?.changes.map((c) => `${c.tick}:${c.value}`);
    expect(changes('clk_i')).toEqual(['0:0', '5:1', '10:0', '15:1', '20:0', '25:1', '30:0', '35:1']);
    expect(changes('rst_ni')?.slice(-2)).toEqual(['0:0', '15:1']);
    expect(changes('enable_i')).toEqual(['0:0', '15:1']);
    expect(changes('count_q')?.slice(-3)).toEqual(['0:0', '25:1', '35:10']);
  });

  it('a black box is a model here, SystemVerilog there, which may end the simulation', async () => {
    await using sim = await simulate(Boxed, {}, { engine, ...plusLater });
    expect(sim.io.y.peek()).toBe(0);
    sim.io.a.poke(250);
    await sim.step();
    expect(sim.io.y.peek()).toBe(255);
    if (engine === 'builtin') return;
    sim.io.a.poke(255);
    const [finding] = await findings(sim.step(3));
    expect(finding).toMatchObject({ code: 'CW-E061', actual: 'at time 35' });
    // Verilator tells less of statements than Icarus does.
    if (engine === 'icarus') {
      expect(finding).toMatchObject({
        message: '`$fatal` in `boxed.u_adder` ended the simulation',
        expected: 'no room',
      });
    }
  });

  it('an assertion that fails ends the simulation of all (CW-E061)', async () => {
    await using sim = await simulate(Guarded, {}, { engine, reset: false });
    sim.io.ok.poke(true);
    await sim.reset();
    await sim.step(2);
    const process = sim.fork(() => sim.step(100));
    sim.io.ok.poke(false);
    const expected = [
      {
        code: 'CW-E061',
        severity: 'error',
        message: 'assertion `StaysOk` of `guarded` failed',
        expected: 'ok is never taken away',
        actual: 'at time 45',
      },
    ];
    expect(await findings(sim.step(5))).toEqual(expected);
    expect(await findings(process)).toEqual(expected);
    expect(await findings(sim.step())).toEqual(expected);
    expect(sim.time).toBe(45);
  });
});

it('an engine of another name is refused (CW-E064)', async () => {
  expect(await findings(simulate(Counter, { width: 8 }, { engine: 'modelsim' as never }))).toEqual([
    {
      code: 'CW-E064',
      severity: 'error',
      message: 'there is no engine of that name',
      expected: '`builtin`, `verilator`, `icarus`',
      actual: '`modelsim`',
      where: here,
    },
  ]);
});

describe.runIf(hasTool('iverilog'))('on icarus, what is unknown', () => {
  it('is an error where it is looked at (CW-E062), and nowhere else', async () => {
    await using sim = await simulate(Unset, {}, { engine: 'icarus' });
    const { io } = sim;
    const unknown = {
      code: 'CW-E062',
      severity: 'error',
      message: '`value_o` is unknown at time 15',
      expected: 'every bit 0 or 1',
      actual: 'hexadecimal xx',
      hint: 'a register without reset or a memory word is read before it is written; look at it only where it is valid',
    };
    expect(await findings((async () => io.value.peek())())).toEqual([unknown]);
    // While it is not valid, a stream may carry anything.
    const word = sim.fork(() => io.copy.receive());
    await sim.step(2);
    io.set.poke(true);
    expect([await word, io.value.peek()]).toEqual([77, 77]);
  });
});
