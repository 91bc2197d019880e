import { describe, expect, it } from 'vitest';
import { coreCounters } from '../../../../config/puma/encoding.js';
import type { PumaCoreConfig } from '../../../../config/puma-machine.js';
import { runMachine } from '../../../../sim-models/puma/machine/index.js';
import { Encoder, imageOf } from './encode.js';
import { coreConfig } from './machines.js';

const memory = [{ address: 0, values: new Int16Array(256), count: 0 }];
const free = [{ address: 0, values: new Int16Array(1), count: 0 }];

/** Cycles in execute of one word, from the retirement before it to its own. */
function duration(config: PumaCoreConfig, name: string, fields: Record<string, number>): number {
  const e = new Encoder(config);
  const program = [e.core('set', { dest: 16, immediate: 1 }), e.core(name, fields), e.core('hlt')];
  const run = runMachine(config, imageOf([program], { memory: name === 'store' ? free : memory }), {
    trace: true,
  });
  expect(run.end).toEqual({ reason: 'stopped' });
  const { retired } = run.trace!.cores[0]!;
  return retired.cycle(1)! - retired.cycle(0)!;
}

describe('durations of docs/puma-isa.md, "Time of a core"', () => {
  // Addresses 20 on are general registers that hold 0; 16 holds 1.
  const vector = (vecWidth: number) => ({ dest: 20, src1: 30, src2: 40, vecWidth });
  const one = (vecWidth: number) => ({ dest: 20, src1: 30, vecWidth });
  const cases: [string, Record<string, number>, number, number][] = [
    // name, fields, cycles with 4 lanes, cycles with 8
    ['set', { dest: 20 }, 1, 1],
    ['alu-int.add', { dest: 20, src1: 30, src2: 40 }, 1, 1],
    ['brn.ne', { src1: 20, src2: 20, pc: 9 }, 1, 1],
    ['alu.add', vector(9), 3, 2],
    ['alu.add', vector(8), 2, 1],
    ['alu.min', vector(1), 1, 1],
    ['alui.mul', one(9), 3, 2],
    ['alu.rand', { dest: 20, vecWidth: 9 }, 3, 2],
    ['alu.div', vector(9), 3 * 30, 2 * 30],
    ['alui.div', one(8), 2 * 30, 30],
    ['alu.sigmoid', one(3), 33, 33],
    ['alu.log', one(1), 11, 11],
    ['alu.subsample', { ...one(7), src3: 2 }, 7, 7],
    ['copy', { dest: 20, src1: 30, width: 3, vecWidth: 3 }, 3, 2],
    ['mvm', { mask: 1, filter: 20, stride: 20 }, 3, 2],
    ['mvm', { mask: 1, filter: 16, stride: 20 }, 9, 9],
    ['load', { dest: 20, address: 20, width: 5, vecWidth: 3 }, 1 + 3 * 4, 1 + 3 * 3],
    ['load', { dest: 20, address: 20, width: 1, vecWidth: 1 }, 4, 4],
    ['store', { src1: 30, address: 16, width: 5, vecWidth: 3, count: 1 }, 1 + 3 * 4, 1 + 3 * 3],
    ['store', { src1: 30, address: 16, width: 16, vecWidth: 2, count: 1 }, 1 + 2 * 6, 1 + 2 * 4],
  ];

  it.each(cases)('%s %o: %i cycles on 4 lanes, %i on 8', (name, fields, four, eight) => {
    expect(duration(coreConfig(), name, fields)).toBe(four);
    expect(duration(coreConfig({ lanes: 8 }), name, fields)).toBe(eight);
  });

  it('M follows bits of the DAC, ADCs and passes', () => {
    const cycles = (mvmu: Partial<PumaCoreConfig['mvmu']>): number => {
      const config = coreConfig({ mvmu: { ...coreConfig().mvmu, ...mvmu } });
      const e = new Encoder(config);
      // mvm in 2 3 4, running from 5 on; hlt when idle.
      const run = runMachine(
        config,
        imageOf([[e.core('mvm', { mask: 1, filter: 20, stride: 20 }), e.core('hlt')]]),
      );
      return run.cycles - 1 - 5;
    };
    expect(cycles({})).toBe(16 * 8 + 6);
    expect(cycles({ adcs: 3 })).toBe(16 * 3 + 6);
    expect(cycles({ dacBits: 2 })).toBe(2 * 8 * 8 + 6);
    expect(cycles({ dacBits: 3, adcs: 8 })).toBe(2 * 6 + 6);
  });

  it('a branch taken loses two cycles; counters add up to the cycles', () => {
    const config = coreConfig();
    const e = new Encoder(config);
    const program = [
      e.core('set', { dest: 16, immediate: 3 }), // 2
      e.core('set', { dest: 17, immediate: 1 }), // 3
      e.core('alu-int.sub', { dest: 16, src1: 16, src2: 17 }), // 4, 8, 12
      e.core('brn.gt', { src1: 16, src2: 18, pc: 2 }), // 5, 9, 13 not taken
      e.core('mvm', { mask: 2, filter: 18, stride: 18 }), // 14 15 16, runs 17 .. 150
      e.core('alu.exp', { dest: 20, src1: 18, vecWidth: 2 }), // 17 .. 38
      e.core('load', { dest: 30, address: 18, width: 4 }), // 39 .. 42
      e.core('jmp', { pc: 9 }), // 43
      0n,
      e.core('copy', { dest: 40, src1: 8, width: 8 }), // enters in 46, waits for 151: 151 152
      e.core('hlt'), // 153
    ];
    const run = runMachine(config, imageOf([program], { memory }));
    expect(run.cycles).toBe(154);
    const { counters } = run.cores[0]!;
    expect(counters).toEqual({
      cycles: 154,
      mvm: 1,
      vector: 0,
      lookup: 1,
      scalar: 3,
      move: 3,
      load: 1,
      store: 0,
      control: 5,
      stallFetch: 2 + 3 * 2,
      stallMvmu: 151 - 46,
      stallMemory: 0,
      mvms: 1,
    });
    expect(Object.keys(counters)).toEqual([...coreCounters]);
    const durations = 2 + 3 * 2 + 3 + 22 + 4 + 1 + 2 + 1;
    expect(counters.cycles).toBe(counters.stallFetch + counters.stallMvmu + counters.stallMemory + durations);
    const profile = run.profile.cores[0]!;
    expect([...profile.executions]).toEqual([1, 1, 3, 3, 1, 1, 1, 1, 0, 1, 1]);
    expect([...profile.cycles]).toEqual([1, 1, 3, 3, 3, 22, 4, 1, 0, 107, 1]);
    expect(profile.classes.move).toEqual({ executions: 3, cycles: 109 });
    expect(profile.mvmus).toEqual([
      { starts: 0, cycles: 0 },
      { starts: 1, cycles: 134 },
    ]);
  });

  it('stops before the limit: nothing that ends there or later is done', () => {
    const config = coreConfig();
    const e = new Encoder(config);
    const program = [
      e.core('alui.add', { dest: 20, src1: 20, immediate: 1, vecWidth: 8 }), // 2 3, 7 8, 12 13
      e.core('jmp', { pc: 0 }), // 4, 9, 14
    ];
    const at = (cycleLimit: number) => {
      const run = runMachine(config, imageOf([program]), { cycleLimit, trace: true });
      expect(run.end).toEqual({ reason: 'limit' });
      expect(run.cycles).toBe(cycleLimit);
      const { counters, registers, state, pc } = run.cores[0]!;
      expect(state).toBe('running');
      return { pc, value: registers[4], retired: counters.vector + counters.control };
    };
    expect(at(3)).toEqual({ pc: 0, value: 0, retired: 0 });
    expect(at(4)).toEqual({ pc: 1, value: 1, retired: 1 });
    expect(at(5)).toEqual({ pc: 0, value: 1, retired: 2 });
    expect(at(14)).toEqual({ pc: 1, value: 3, retired: 5 });
    expect(at(5002)).toEqual({ pc: 0, value: 1000, retired: 2000 });
  });

  it('at the limit a load has written the words of the beats that came before', () => {
    const config = coreConfig();
    const e = new Encoder(config);
    const load = e.core('load', { dest: 20, address: 16, width: 8, vecWidth: 2 }); // 2; 3 4 5 6; 7 8 9 10
    const values = Int16Array.from({ length: 16 }, (_, k) => k + 1);
    const given = { memory: [{ address: 0, values, count: 1 }] };
    const at = (cycleLimit: number) => {
      const run = runMachine(config, imageOf([[load, e.core('hlt')]], given), { cycleLimit, trace: true });
      expect(run.trace!.cores[0]!.writes.length).toBe(run.cores[0]!.registers.filter((x) => x !== 0).length);
      const left = run.memory.valid.subarray(0, 16).reduce((sum, x) => sum + x, 0);
      return [run.cores[0]!.registers.filter((x) => x !== 0).length, left, run.cores[0]!.counters.load];
    };
    expect(at(4)).toEqual([0, 16, 0]);
    expect(at(5)).toEqual([0, 8, 0]);
    expect(at(6)).toEqual([4, 8, 0]);
    expect(at(7)).toEqual([8, 8, 0]);
    expect(at(10)).toEqual([12, 0, 0]);
    expect(at(11)).toEqual([16, 0, 1]);
  });

  it('copy of XbarIn does not wait for a running MVMU, copy of its XbarOut does', () => {
    const config = coreConfig();
    const e = new Encoder(config);
    const cycles = (...words: bigint[]): number =>
      runMachine(config, imageOf([[e.core('mvm', { mask: 1, filter: 20, stride: 20 }), ...words, 0n]]))
        .cycles;
    // mvm 2 3 4; the unit is idle again in 139; the last word traps at once.
    expect(cycles(e.core('copy', { side: 1, dest: 30, src1: 0, width: 8 }))).toBe(8);
    expect(cycles(e.core('copy', { side: 0, dest: 30, src1: 0, width: 8 }))).toBe(142);
    expect(cycles(e.core('copy', { side: 0, dest: 30, src1: 8, width: 8 }))).toBe(8);
    expect(cycles(e.core('copy', { side: 0, dest: 30, src1: 7, width: 2 }))).toBe(141);
    // From general registers down to none of its words; the whole range of subsample counts.
    expect(cycles(e.core('alu.add', { dest: 30, src1: 16, src2: 7, vecWidth: 1 }))).toBe(141);
    expect(cycles(e.core('alui.add', { dest: 0, src1: 16, vecWidth: 4 }))).toBe(7);
    expect(cycles(e.core('brn.lt', { src1: 20, src2: 3, pc: 9 }))).toBe(141);
    expect(cycles(e.core('store', { address: 5, src1: 30, count: 0 }))).toBe(144);
    expect(cycles(e.core('mvm', { mask: 2, filter: 4, stride: 20 }))).toBe(143);
  });

  it('keeps the cycle in which each word is written', () => {
    const config = coreConfig();
    const e = new Encoder(config);
    const words = [
      e.core('alu.div', { dest: 20, src1: 30, src2: 40, vecWidth: 6 }), // 2 .. 31, 32 .. 61
      e.core('alu.log', { dest: 20, src1: 30, vecWidth: 2 }), // 62 .. 72, 73 .. 83
      e.core('alu.subsample', { dest: 20, src1: 30, src3: 1, vecWidth: 2 }), // 84 85
      e.core('copy', { dest: 20, src1: 30, width: 5 }), // 86 87
      e.core('load', { dest: 20, address: 50, width: 5 }), // 88; asks in 89, done in 90; 91 92
      e.core('hlt'),
    ];
    const run = runMachine(config, imageOf([words], { memory }), { trace: true });
    const { writes } = run.trace!.cores[0]!;
    const cycles = Array.from({ length: writes.length }, (_, k) => writes.cycle(k));
    const beats = (first: number, second: number): number[] => [...new Array<number>(4).fill(first), second];
    expect(cycles).toEqual([...beats(31, 61), 61, 72, 83, 84, 85, ...beats(86, 87), ...beats(91, 92)]);
  });
});
