import { beforeAll, describe, expect, it } from 'vitest';
import { machineMvmuConfig } from '../../../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../../../config/puma-machine.js';
import { mvmuGeometry } from '../../../../generators/puma/mvmu/geometry.js';
import { CoreBench, type CoreRun } from './support/core-bench.js';
import { smallCore } from './support/small-core.js';

/** Cycles in execute, as the table of docs/puma-isa.md has them. */
const table = {
  beats: (W: number, L: number) => Math.ceil(W / L),
  div: (W: number, L: number, f: number) => Math.ceil(W / L) * (16 + f + 2),
  lookup: (W: number) => 11 * W,
  load: (width: number, blocks: number, L: number) => 1 + blocks * (2 + Math.ceil(width / L)),
  store: (width: number, blocks: number, L: number) => 1 + blocks * (Math.ceil(width / L) + 2),
};

/** M of the page. */
function runningCycles(config: PumaMachineConfig): number {
  const { passes, steps } = mvmuGeometry(machineMvmuConfig(config));
  return passes * steps * Math.ceil(config.dimension / config.mvmu.adcs) + 6;
}

describe.each([
  { lanes: 4, fraction: 12 },
  { lanes: 1, fraction: 0 },
  { lanes: 16, fraction: 15 },
] as const)('cycles with $lanes lanes', ({ lanes, fraction }) => {
  const config = smallCore({ lanes, fraction, dimension: 16, registers: 64 });
  let bench: CoreBench;
  let g: number;
  beforeAll(() => {
    bench = new CoreBench(config);
    g = bench.general;
  });

  /** Cycles of an instruction between a `set` and a `hlt`. */
  function cyclesOf(name: string, fields: Readonly<Record<string, number>>): number | undefined {
    const { encoder } = bench;
    const run = bench.execute([
      encoder.core('set', { dest: g + 63, immediate: 16 }),
      encoder.core(name, fields),
      encoder.core('hlt'),
    ]);
    expect(run.retired.map(({ pc }) => pc)).toEqual([0, 1, 2]);
    expect(run.retired[0]?.cycle).toBe(2);
    expect(run.durations[2]).toBe(1);
    expect(run.cycles).toBe((run.retired[2]?.cycle ?? 0) + 1);
    return run.durations[1];
  }

  it.each([1, 3, 4, 5, 16, 17])('a vector of %i', (W) => {
    const one = { dest: g + 32, src1: g, vecWidth: W };
    const L = lanes;
    expect(cyclesOf('alu.add', { ...one, src2: g + 5 })).toBe(table.beats(W, L));
    expect(cyclesOf('alui.mul', { ...one, immediate: 5 })).toBe(table.beats(W, L));
    expect(cyclesOf('alu.rand', { dest: g + 32, vecWidth: W })).toBe(table.beats(W, L));
    expect(cyclesOf('copy', { ...one, width: 1 })).toBe(table.beats(W, L));
    expect(cyclesOf('alu.div', { ...one, src2: g + 5 })).toBe(table.div(W, L, fraction));
    expect(cyclesOf('alu.subsample', { ...one, src3: 1 })).toBe(W);
    expect(cyclesOf('alu.tanh', one)).toBe(table.lookup(W));
  });

  it('instructions of one word', () => {
    expect(cyclesOf('set', { dest: g, immediate: 5 })).toBe(1);
    expect(cyclesOf('alu-int.add', { dest: g, src1: g, src2: g })).toBe(1);
    expect(cyclesOf('brn.ne', { src1: g, src2: g, pc: 40 })).toBe(1);
    expect(cyclesOf('copy', { dest: g, src1: g, width: 16, vecWidth: 2 })).toBe(table.beats(32, lanes));
  });

  it.each([
    [1, 1],
    [16, 1],
    [5, 3],
    [4, 4],
  ])('blocks of %i words, %i of them', (width, vecWidth) => {
    bench.memory.put(16, new Array<number>(64).fill(7), 1);
    const shape = { address: g + 63, width, vecWidth };
    expect(cyclesOf('load', { ...shape, dest: g })).toBe(table.load(width, vecWidth, lanes));
    expect(cyclesOf('store', { ...shape, src1: g, count: 0 })).toBe(table.store(width, vecWidth, lanes));
    bench.memory.valid.fill(0);
  });

  it('waits of a load and a store are later checks', () => {
    const before = bench.counters;
    bench.memory.delay = 5;
    bench.memory.put(16, [1, 2, 3, 4, 5, 6], 1);
    const shape = { address: g + 63, width: 3, vecWidth: 2 };
    expect(cyclesOf('load', { ...shape, dest: g })).toBe(table.load(3, 2, lanes) + 2 * 5);
    expect(cyclesOf('store', { ...shape, src1: g, count: 0 })).toBe(table.store(3, 2, lanes) + 2 * 5);
    bench.memory.delay = 0;
    bench.memory.valid.fill(0);
    expect(bench.counters.stallMemory - before.stallMemory).toBe(20);
  });

  it('an mvm takes its transfer', () => {
    const free = { mask: 1, filter: g + 60, stride: g + 61 };
    bench.setRegisters(g + 60, [0, 0]);
    expect(cyclesOfMvm(free)).toBe(1 + Math.ceil(16 / lanes));
    bench.setRegisters(g + 60, [16, 3]);
    expect(cyclesOfMvm(free)).toBe(1 + 16);
  });

  function cyclesOfMvm(fields: Readonly<Record<string, number>>) {
    const { encoder } = bench;
    return bench.execute([encoder.core('mvm', fields), encoder.core('hlt')]).durations[0];
  }
});

describe('beside a running mvm', () => {
  const config = smallCore();
  const D = config.dimension;
  const M = runningCycles(config);
  let bench: CoreBench;
  let g: number;
  beforeAll(() => {
    bench = new CoreBench(config);
    g = bench.general;
  });

  /** Runs an mvm of MVMU 1, the instruction, and `hlt`. The transfer ends in cycle 4.
   *  @returns last cycle of the instruction, and of `hlt` */
  function beside(name: string, fields: Readonly<Record<string, number>>): (number | undefined)[] {
    const { encoder } = bench;
    bench.memory.valid.fill(0);
    bench.memory.put(0, new Array<number>(16).fill(1), 0);
    const run = bench.execute([
      encoder.core('mvm', { mask: 2, filter: g, stride: g }),
      encoder.core(name, fields),
      encoder.core('hlt'),
    ]);
    expect(run.retired[0]).toEqual({ cycle: 4, pc: 0 });
    return run.retired.slice(1).map(({ cycle }) => cycle);
  }
  // Idle again in 4 + 1 + M: the first cycle of who waits.
  const idle = 4 + 1 + M;

  it.each<[string, Record<string, number>, number]>([
    ['copy', { dest: 0, src1: 0, width: D }, 5 + 1],
    ['copy', { dest: D, src1: 40, width: D }, 5 + 1],
    ['copy', { dest: 0, src1: D, width: D, side: 1 }, 5 + 1],
    ['copy', { dest: 24, src1: 2 * D, width: 4 }, 5],
    ['set', { dest: D, immediate: 1 }, 5],
    ['alu.add', { dest: 2 * D, src1: 0, src2: 30, vecWidth: D }, 5 + 1],
    ['alu.subsample', { dest: 2 * D, src1: 0, src3: 7, vecWidth: 2 }, 6],
    ['alu.rand', { dest: D, vecWidth: 4 }, 5],
    ['mvm', { mask: 1, filter: 16, stride: 16 }, 5 + 2],
    ['load', { dest: D, address: 16, width: 4 }, 5 + 3],
  ])('%s %o goes on', (name, fields, end) => {
    expect(beside(name, fields)[0]).toBe(end);
  });

  it.each<[string, Record<string, number>, number]>([
    ['copy', { dest: 0, src1: D, width: D }, 2],
    ['copy', { dest: 0, src1: D - 1, width: 2 }, 1],
    ['copy', { dest: 0, src1: 2 * D - 1, width: 1 }, 1],
    ['copy', { dest: 20, src1: 2 * D - 1, width: 8 }, 2],
    ['copy', { dest: 20, src1: 0, width: D + 1, side: 0 }, 3],
    ['alu.add', { dest: 2 * D, src1: 30, src2: D, vecWidth: 4 }, 1],
    ['alu.exp', { dest: 2 * D, src1: D, vecWidth: 1 }, 11],
    ['alu.div', { dest: 2 * D, src1: D, src2: 20, vecWidth: 1 }, 30],
    ['alu.subsample', { dest: 2 * D, src1: 0, src3: 8, vecWidth: 2 }, 2],
    ['alu-int.eq', { dest: 20, src1: 20, src2: D }, 1],
    ['brn.eq', { src1: D, src2: 20, pc: 50 }, 1],
    ['mvm', { mask: 2, filter: 16, stride: 16 }, 3],
    ['mvm', { mask: 3, filter: 16, stride: 16 }, 3],
    ['mvm', { mask: 1, filter: 16, stride: D }, 3],
    ['mvm', { mask: 1, filter: D, stride: 16 }, 3],
    ['store', { address: 17, src1: D, width: 4, count: 1 }, 4],
    ['hlt', {}, 1],
  ])('%s %o waits', (name, fields, cycles) => {
    bench.setRegisters(16, [0, 100, 0, 0]);
    const [end] = beside(name, fields);
    expect(end).toBe(idle + cycles - 1);
  });

  it('an address register in XbarOut waits too', () => {
    bench.setRegisters(16, [0, 0, 0, 0]);
    expect(beside('load', { dest: 20, address: D, width: 4 })[0]).toBe(idle + 3);
  });

  it('counts what it waited', () => {
    const before = bench.counters.stallMvmu;
    beside('copy', { dest: 0, src1: D, width: D });
    // From cycle 5 to the last that runs.
    expect(bench.counters.stallMvmu - before).toBe(M);
  });
});

describe('branches', () => {
  const bench = new CoreBench(smallCore());
  const { encoder, general: g } = bench;
  const times = ({ retired }: CoreRun) => retired.map(({ pc, cycle }) => [pc, cycle]);

  it('cost two cycles when they are taken', () => {
    const run = bench.execute([
      encoder.core('brn.eq', { src1: g, src2: g, pc: 3 }),
      encoder.core('hlt'),
      encoder.core('hlt'),
      encoder.core('brn.ne', { src1: g, src2: g, pc: 0 }),
      encoder.core('jmp', { pc: 6 }),
      encoder.core('hlt'),
      encoder.core('set', { dest: g + 1 }),
      encoder.core('hlt'),
    ]);
    expect(times(run)).toEqual([
      [0, 2],
      [3, 5],
      [4, 6],
      [6, 9],
      [7, 10],
    ]);
  });

  it('compare signed words', () => {
    const words = [-32768, -1, 0, 1, 32767];
    const holds = { eq: 0b00100, ne: 0b11011, lt: 0b00011, le: 0b00111, gt: 0b11000, ge: 0b11100 };
    for (const [name, wanted] of Object.entries(holds)) {
      const taken = words.map((word) => {
        bench.setRegisters(g, [word, 0]);
        const run = bench.execute([
          encoder.core(`brn.${name}`, { src1: g, src2: g + 1, pc: 2 }),
          encoder.core('hlt'),
          encoder.core('hlt'),
        ]);
        return run.retired[1]?.pc === 2;
      });
      expect([name, taken]).toEqual([name, words.map((_, i) => (wanted >> i) % 2 === 1)]);
    }
  });
});

describe('counters', () => {
  it('of all cycles add up: stalls and the durations of instructions', () => {
    const bench = new CoreBench(smallCore());
    const { encoder, general: g } = bench;
    bench.memory.put(8, [1, 2, 3, 4], 1);
    bench.memory.delay = 3;
    bench.setRegisters(g, [8, 0, 3]);
    const run = bench.execute([
      encoder.core('mvm', { mask: 3, filter: g + 1, stride: g + 1 }),
      encoder.core('load', { dest: g + 8, address: g, width: 4 }),
      encoder.core('alu.sigmoid', { dest: g + 8, src1: g + 8, vecWidth: 4 }),
      encoder.core('alu.mul', { dest: g + 8, src1: 0, src2: g + 8, vecWidth: 6 }),
      encoder.core('alui.div', { dest: g + 8, src1: g + 8, immediate: 7, vecWidth: 6 }),
      encoder.core('store', { address: g, src1: g + 8, count: 1, width: 4 }),
      encoder.core('alu-int.sub', { dest: g + 2, src1: g + 2, src2: g + 10 }),
      encoder.core('copy', { dest: 0, src1: g, width: 16 }),
      encoder.core('jmp', { pc: 10 }),
      encoder.core('hlt'),
      encoder.core('alu.shl', { dest: g + 44, src1: g, vecWidth: 5 }),
    ]);
    const M = runningCycles(bench.config);
    // mvm, load, look-up, mul, div, store, scalar, copy, jmp, trap.
    const durations = [3, 1 + 3, 44, 2, 2 * 30, 1 + 3, 1, 4, 1, 1];
    const stalls = { stallFetch: 4, stallMemory: 6, stallMvmu: 4 + 1 + M - (2 + 3 + 4 + 3 + 44) };
    const total = [...durations, ...Object.values(stalls)].reduce((a, b) => a + b);
    expect(run.cycles).toBe(total);
    expect(bench.counters).toEqual({
      cycles: total,
      mvm: 1,
      vector: 2,
      lookup: 1,
      scalar: 1,
      move: 1,
      load: 1,
      store: 1,
      control: 1,
      ...stalls,
      mvms: 2,
    });
    expect(bench.status).toMatchObject({ trapped: 1, cause: 'register-address' });
  });
});
