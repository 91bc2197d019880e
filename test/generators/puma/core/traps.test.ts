import { beforeAll, describe, expect, it } from 'vitest';
import { CoreBench } from './support/core-bench.js';
import { smallCore } from './support/small-core.js';

// 16 + 44 addresses of 6 bits: 60 to 63 are no registers.
const config = smallCore({ registers: 44, vectorWidthBits: 7 });
const last = 59;

describe('traps of a core', () => {
  let bench: CoreBench;
  let g: number;
  const contents = Array.from({ length: 44 }, (_, i) => 3 * i + 1);
  beforeAll(() => {
    bench = new CoreBench(config);
    g = bench.general;
  });

  /** Runs `set`, the word, `hlt`, and looks whether the word did anything. @returns the cause */
  function trapOf(word: bigint): string | undefined {
    bench.setRegisters(g, contents);
    bench.write('control', 2, 0);
    bench.memory.done.length = 0;
    const before = bench.counters;
    const { encoder } = bench;
    const run = bench.execute([
      encoder.core('set', { dest: g, immediate: contents[0] as number }),
      word,
      encoder.core('hlt'),
    ]);
    const { trapped, cause } = bench.status;
    if (trapped === 1) {
      expect(run.retired).toEqual([{ cycle: 2, pc: 0 }]);
      // The one cycle of the instruction is the last.
      expect(run.cycles).toBe(4);
      expect(run.written).toHaveLength(1);
      expect(bench.pc).toBe(1);
      expect(bench.flags).toBe(0);
      expect(bench.registers(g, 44)).toEqual(contents);
      expect(bench.memory.done).toEqual([]);
      expect(bench.counters.mvms).toBe(before.mvms);
      expect(bench.status.matrixRunning).toBe(0);
      expect(bench.bit('ended_o')).toBe(1);
    }
    return cause;
  }
  const trap = (name: string, fields: Readonly<Record<string, number>>) =>
    trapOf(bench.encoder.core(name, fields));

  it.each<[string, Record<string, number>]>([
    ['set', { dest: last + 1 }],
    ['copy', { dest: last - 3, src1: 0, width: 5 }],
    ['copy', { dest: 0, src1: last - 3, width: 5 }],
    ['copy', { dest: 0, src1: 0, width: 16, vecWidth: 4 }],
    ['copy', { dest: 0, src1: 0, width: 16, vecWidth: 128 }],
    ['alu.add', { dest: 50, src1: 0, src2: 0, vecWidth: 11 }],
    ['alu.add', { dest: 0, src1: 50, src2: 0, vecWidth: 11 }],
    ['alu.add', { dest: 0, src1: 0, src2: 50, vecWidth: 11 }],
    ['alu.add', { dest: 0, src1: 0, src2: 0, vecWidth: 128 }],
    ['alui.add', { dest: 0, src1: 63 }],
    ['alu.rand', { dest: 50, vecWidth: 11 }],
    ['alu.subsample', { dest: 0, src1: 28, src3: 16, vecWidth: 3 }],
    ['alu.subsample', { dest: 0, src1: 0, src3: 31, vecWidth: 128 }],
    ['alu-int.add', { dest: 60, src1: 0, src2: 0 }],
    ['alu-int.add', { dest: 0, src1: 60, src2: 0 }],
    ['alu-int.add', { dest: 0, src1: 0, src2: 60 }],
    ['mvm', { mask: 1, filter: 60, stride: 16 }],
    ['mvm', { mask: 1, filter: 16, stride: 61 }],
    ['load', { dest: 50, address: 16, width: 11 }],
    ['load', { dest: 0, address: 62, width: 1 }],
    ['store', { address: 60, src1: 0, width: 1 }],
    ['store', { address: 16, src1: 50, width: 1, vecWidth: 11 }],
    ['brn.eq', { src1: 60, src2: 0, pc: 0 }],
    ['brn.eq', { src1: 0, src2: 60, pc: 0 }],
  ])('%s %o leaves the registers', (name, fields) => {
    expect(trap(name, fields)).toBe('register-address');
  });

  it.each<[string, Record<string, number>]>([
    ['set', { dest: last }],
    ['copy', { dest: last - 4, src1: 0, width: 5 }],
    ['copy', { dest: 0, src1: last - 4, width: 5 }],
    ['alu.add', { dest: 49, src1: 49, src2: 49, vecWidth: 11 }],
    ['alu.rand', { dest: 49, vecWidth: 11 }],
    ['alu.subsample', { dest: 0, src1: 27, src3: 16, vecWidth: 3 }],
    ['alu-int.add', { dest: last, src1: last, src2: last }],
    ['brn.ne', { src1: last, src2: last, pc: 0 }],
    ['load', { dest: 17, address: 17, width: 11 }],
  ])('%s %o does not', (name, fields) => {
    bench.memory.put(0, new Array<number>(64).fill(0));
    expect(trap(name, fields)).toBe('none');
    bench.memory.valid.fill(0);
  });

  it('a filter larger than D, or a rotation that it does not hold', () => {
    const at = (filter: number, rotation: number) => {
      contents[2] = filter;
      contents[3] = rotation;
      const cause = trap('mvm', { mask: 3, filter: g + 2, stride: g + 3 });
      bench.run(200);
      return cause;
    };
    expect([at(9, 0), at(-1, 0), at(8, 8), at(3, 3), at(1, 1), at(4, -1)]).toEqual(
      new Array<string>(6).fill('operand'),
    );
    expect([at(8, 7), at(1, 0), at(0, 5), at(0, -1)]).toEqual(new Array<string>(4).fill('none'));
    contents[2] = 7;
    contents[3] = 10;
  });

  it('a block past the memory', () => {
    const shape = { address: g + 2, width: 3, vecWidth: 2 };
    const at = (address: number) => {
      contents[2] = address;
      const causes = [
        trap('store', { ...shape, src1: g, count: 0 }),
        trap('load', { ...shape, dest: g + 20 }),
      ];
      bench.memory.valid.fill(0);
      return causes;
    };
    for (const address of [251, 256, 0x7fff, -1, -5])
      expect(at(address)).toEqual(['memory-address', 'memory-address']);
    expect(at(250)).toEqual(['none', 'none']);
    contents[2] = 7;
  });

  it('an invalid word, before its addresses', () => {
    expect(trapOf(0n)).toBe('invalid-instruction');
    expect(trapOf(bench.encoder.core('set', { dest: 63 }) | 1n)).toBe('invalid-instruction');
    expect(trap('mvm', { mask: 0, filter: 16, stride: 16 })).toBe('invalid-instruction');
    expect(trap('alu.subsample', { dest: 0, src1: 0, src3: 0 })).toBe('invalid-instruction');
  });

  it('an address past the program memory, there', () => {
    const { encoder } = bench;
    const jump = bench.execute([encoder.core('jmp', { pc: 127 })]);
    expect(jump.retired).toEqual([{ cycle: 2, pc: 0 }]);
    expect(jump.cycles).toBe(6);
    expect([bench.status.cause, bench.pc]).toEqual(['instruction-address', 127]);

    bench.load([encoder.core('set', { dest: g })], 99);
    bench.write('control', 1, 99);
    const run = bench.run();
    expect(run.retired).toEqual([{ cycle: 2, pc: 99 }]);
    expect([bench.status.cause, bench.pc]).toEqual(['instruction-address', 100]);
  });

  it('words of the memory that were not written are invalid', () => {
    bench.reset();
    expect(bench.run().retired).toEqual([]);
    expect([bench.status.cause, bench.pc]).toEqual(['invalid-instruction', 0]);
  });

  it('a trap does not wait for matrix units, and a branch over it does not trap', () => {
    const { encoder } = bench;
    const run = bench.execute([
      encoder.core('set', { dest: g }),
      encoder.core('mvm', { mask: 3, filter: g, stride: g }),
      encoder.core('jmp', { pc: 4 }),
      0n,
      encoder.core('copy', { dest: 50, src1: 0, width: 11 }),
    ]);
    expect(run.cycles).toBe(2 + 1 + 3 + 1 + 2 + 1);
    expect(bench.status).toMatchObject({ trapped: 1, cause: 'register-address', matrixRunning: 3 });
  });
});
