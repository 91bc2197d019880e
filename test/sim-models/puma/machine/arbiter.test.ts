import { describe, expect, it } from 'vitest';
import { runMachine } from '../../../../sim-models/puma/machine/index.js';
import { Encoder, imageOf } from './encode.js';
import { tileConfig } from './machines.js';

const r = (k: number): number => 16 + k;

describe('the arbiter, worked out cycle by cycle', () => {
  const config = tileConfig({ cores: 3 });
  const e = new Encoder(config);
  const constants = [{ address: 0, values: Int16Array.of(7, 8, 9), count: 0 }];
  const tile = (...words: bigint[]) => ({ words: BigUint64Array.from(words) });
  const load = [e.core('load', { dest: r(1), address: r(0) }), e.core('hlt')];

  it('grants round robin after the client granted last', () => {
    // All three cores ask in 3; the tile in 2: granted 2, checked 3. Then core 0 in 3, 1 in 4, 2 in 5.
    const all = runMachine(
      config,
      imageOf([load, load, load], {
        tile: tile(e.tile('send', { address: 1 }), e.tile('halt')),
        memory: constants,
      }),
      { trace: true },
    );
    expect(all.trace!.memory.map((log) => log.cycle(0))).toEqual([4, 5, 6, 3]);
    expect(all.cores.map(({ counters }) => counters.stallMemory)).toEqual([0, 1, 2]);
    // load in 2 .. 5 and its waits, then hlt.
    expect(all.cores.map(({ counters }) => counters.cycles)).toEqual([7, 8, 9]);
    // The packet leaves in 4, halt in 5.
    expect(all.trace!.packets.cycle(0)).toBe(4);
    // Core 1 alone has been granted last: core 2 goes before core 0.
    const first = [e.core('set', { dest: r(2), immediate: 0 }), ...load];
    const turned = runMachine(config, imageOf([first, load, first], { memory: constants }), { trace: true });
    expect(turned.trace!.memory.slice(0, 3).map((log) => log.cycle(0))).toEqual([6, 4, 5]);
  });

  it('lets a request that must wait sleep until a block is done', () => {
    const wants = [e.core('set', { dest: r(0), immediate: 9 }), ...load]; // asks in 4, checked in 5: asleep
    const gives = [
      e.core('set', { dest: r(0), immediate: 9 }), // 2
      e.core('set', { dest: r(1), immediate: 3 }), // 3
      e.core('set', { dest: r(1), immediate: 4 }), // 4
      e.core('store', { address: r(0), src1: r(1), count: 1 }), // 5, 6, asks in 7, done in 8
      e.core('hlt'), // 9
    ];
    const run = runMachine(config, imageOf([gives, wants]), { trace: true });
    // Awake in 9: granted then, done in 10, so 5 cycles late; the word in 11, hlt in 12.
    expect(run.trace!.memory[0]!.cycle(0)).toBe(8);
    expect(run.trace!.memory[1]!.cycle(0)).toBe(10);
    expect(run.cores[1]!.counters).toMatchObject({ stallMemory: 5, cycles: 13 });
    expect(run.cores[1]!.registers[1]).toBe(4);
    expect([...run.trace!.memory[0]!.data]).toEqual([1, 9, 4, 1, 1]);
    expect([...run.trace!.memory[1]!.data]).toEqual([0, 9, 4, 0, 0]);
  });

  it('wakes all sleepers by any block; those that must wait again lose a grant each', () => {
    const sleeper = [e.core('set', { dest: r(0), immediate: 9 }), ...load];
    // Both ask in 4; checked in 5 and 6: asleep. The constant of core 2 is asked for in 10, done in 11.
    const sets = Array.from({ length: 7 }, () => e.core('set', { dest: r(0), immediate: 0 }));
    const gives = [
      ...sets, // 2 .. 8
      e.core('load', { dest: r(1), address: r(0) }), // 9, asks in 10, done in 11, 12
      e.core('set', { dest: r(0), immediate: 9 }), // 13
      e.core('store', { address: r(0), src1: r(1), count: 2 }), // 14, 15, asks in 16, done in 17
      e.core('hlt'),
    ];
    const run = runMachine(config, imageOf([sleeper, sleeper, gives], { memory: constants }), {
      trace: true,
    });
    const [a, b, c] = run.trace!.memory;
    expect([c!.cycle(0), c!.cycle(1)]).toEqual([11, 17]);
    // In 12 and 13 they were looked at in vain; in 18 and 19 they are granted, core 0 first after core 2.
    expect([a!.cycle(0), b!.cycle(0)]).toEqual([19, 20]);
    expect([...a!.data, ...b!.data]).toEqual([0, 9, 7, 1, 1, 0, 9, 7, 0, 0]);
  });

  it('looks at all words of a block, and changes none while it waits', () => {
    const two = [
      e.core('set', { dest: r(0), immediate: 40 }),
      e.core('load', { dest: r(1), address: r(0), width: 16 }),
      e.core('hlt'),
    ];
    const memory = [{ address: 40, values: new Int16Array(15).fill(6), count: 2 }];
    const stuck = runMachine(config, imageOf([two], { memory }));
    expect(stuck.end.reason).toBe('deadlock');
    expect([...stuck.memory.counts.subarray(40, 56)]).toEqual([...new Array(15).fill(2), 0]);
    const done = runMachine(
      config,
      imageOf([two], { memory: [...memory, { ...memory[0]!, address: 55, count: 0 }] }),
    );
    expect(done.end.reason).toBe('stopped');
    expect([...done.memory.counts.subarray(40, 56)]).toEqual([...new Array(15).fill(1), 0]);
    expect(done.memory.valid[55]).toBe(1);
  });

  it('counts the time until nothing moves, running MVMUs included', () => {
    const program = [
      e.core('mvm', { mask: 1, filter: r(0), stride: r(0) }), // 2 3 4, runs 5 .. 138
      e.core('load', { dest: r(1), address: r(0) }), // 5, asks in 6, checked in 7
    ];
    const run = runMachine(config, imageOf([program]));
    expect(run.end).toMatchObject({ reason: 'deadlock', waits: [{ unit: 'core 0', pc: 1, since: 6 }] });
    expect(run.cycles).toBe(139);
    expect(run.cores[0]!.counters).toMatchObject({ cycles: 139, stallMemory: 139 - 7 });
  });
});
