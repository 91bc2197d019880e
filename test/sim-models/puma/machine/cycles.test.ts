import { describe, expect, it } from 'vitest';
import { runMachine } from '../../../../sim-models/puma/machine/index.js';
import { coreImage, Encoder, imageOf } from './encode.js';
import { coreConfig } from './machines.js';

const config = coreConfig();
const e = new Encoder(config);
const r = (k: number): number => 16 + k;

describe('cycles of small programs, worked out from docs/puma-isa.md', () => {
  it('a hlt alone: in execute in cycle 2', () => {
    const run = runMachine(config, imageOf([[e.core('hlt')]]));
    expect(run.end).toEqual({ reason: 'stopped' });
    expect(run.cycles).toBe(3);
    expect(run.cores[0]).toMatchObject({ state: 'halted', pc: 0 });
    expect(run.cores[0]!.counters).toMatchObject({ cycles: 3, control: 1, stallFetch: 2 });
  });

  it('a load, a sum, a store', () => {
    const words = [
      e.core('set', { dest: r(0), immediate: 32 }), // cycle 2
      e.core('load', { dest: r(1), address: r(0), width: 5, vecWidth: 2 }), // 3; 4 5 6 7; 8 9 10 11
      e.core('alu.add', { dest: r(11), src1: r(1), src2: r(1), vecWidth: 10 }), // 12 13 14
      e.core('set', { dest: r(0), immediate: 64 }), // 15
      e.core('store', { address: r(0), src1: r(11), count: 3, width: 10, vecWidth: 1 }), // 16; 17 18 19; 20 21
      e.core('hlt'), // 22
    ];
    const memory = [{ address: 32, values: Int16Array.from({ length: 10 }, (_, k) => k - 4), count: 1 }];
    const run = runMachine(config, imageOf([words], { memory }), { trace: true });
    expect(run.cycles).toBe(23);
    expect([...run.memory.values.subarray(64, 74)]).toEqual([-8, -6, -4, -2, 0, 2, 4, 6, 8, 10]);
    expect([...run.memory.counts.subarray(64, 75)]).toEqual([...new Array(10).fill(3), 0]);
    expect([...run.memory.valid.subarray(32, 42)]).toEqual(new Array(10).fill(0));
    const { retired } = run.trace!.cores[0]!;
    expect([...retired.data]).toEqual([0, 1, 1, 11, 2, 21, 3, 22, 4, 22, 5, 22]);
    expect([0, 1, 2, 3, 4, 5].map((k) => retired.cycle(k))).toEqual([2, 11, 14, 15, 21, 22]);
  });

  it('an mvm: transfer, units run, who reads XbarOut waits', () => {
    const identity = Int32Array.from({ length: 64 }, (_, k) => (k % 9 === 0 ? 4096 : 0));
    const words = [
      e.core('mvm', { mask: 1, filter: r(0), stride: r(0) }), // 2 3 4; runs 5 .. 5 + 134 - 1 = 138
      e.core('set', { dest: r(1), immediate: 7 }), // 5
      e.core('copy', { dest: r(8), src1: 0, width: 8, vecWidth: 1 }), // waits 6 .. 138; 139 140
      e.core('hlt'), // 141
    ];
    const registers = [{ address: 0, values: Int16Array.of(1, -2, 3, -4, 5, -6, 7, -8) }];
    const run = runMachine(config, imageOf([coreImage(words, { registers, cells: [identity] })]));
    expect([...run.cores[0]!.registers.subarray(8, 16)]).toEqual([1, -2, 3, -4, 5, -6, 7, -8]);
    expect(run.cycles).toBe(142);
    expect(run.cores[0]!.counters).toMatchObject({ stallMvmu: 133, mvms: 1, mvm: 1, move: 2 });
  });
});
