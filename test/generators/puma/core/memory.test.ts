import { describe, expect, it } from 'vitest';
import { CoreBench } from './support/core-bench.js';
import { randomWords } from './support/page-arithmetic.js';
import { smallCore } from './support/small-core.js';

describe.each([1, 2, 4, 8, 16] as const)('loads and stores with %i lanes', (lanes) => {
  const bench = new CoreBench(smallCore({ lanes, dimension: 16, registers: 128 }));
  const { encoder, general: g, memory } = bench;
  const random = randomWords(lanes);
  const words = (count: number) => Array.from({ length: count }, () => random.next().value?.word as number);

  it.each([
    [1, 1],
    [16, 2],
    [7, 5],
    [3, 8],
    [15, 3],
  ])('blocks of %i words, %i of them, from memory and back', (width, vecWidth) => {
    const W = width * vecWidth;
    const values = words(W);
    memory.valid.fill(0);
    memory.delay = width % 3;
    memory.done.length = 0;
    memory.put(33, values, 1);
    const before = words(128);
    bench.setRegisters(g, before);
    bench.setRegisters(g + 120, [33, 100]);
    const run = bench.execute([
      encoder.core('load', { dest: 5, address: g + 120, width, vecWidth }),
      encoder.core('copy', { dest: g + 64, src1: 5, side: 1, width: 16, vecWidth: Math.ceil(W / 16) }),
      encoder.core('store', { address: g + 121, src1: g + 64, count: 9, width, vecWidth }),
      encoder.core('hlt'),
    ]);
    // Loads write XbarIn, and the general registers behind it.
    const loaded = run.written
      .filter(({ cycle }) => cycle <= (run.retired[0]?.cycle ?? 0))
      .flatMap((write) => write.values.map((value, i) => [write.address + i, value]));
    expect(loaded).toEqual(values.map((value, i) => [5 + i, value]));
    expect(bench.registers(g + 64, W)).toEqual(values);
    expect([...memory.values.slice(100, 100 + W)]).toEqual(values);
    expect([...memory.valid.slice(33, 33 + W)]).toEqual(new Array<number>(W).fill(0));
    expect([...memory.counts.slice(100, 100 + W)]).toEqual(new Array<number>(W).fill(9));
    expect(memory.done.map(({ write, address, width: w }) => [write, address, w])).toEqual([
      ...Array.from({ length: vecWidth }, (_, j) => [false, 33 + j * width, width]),
      ...Array.from({ length: vecWidth }, (_, j) => [true, 100 + j * width, width]),
    ]);
    for (const beat of run.written) expect(beat.values.length).toBeLessThanOrEqual(lanes);
    expect(new Set(run.written.map(({ cycle }) => cycle)).size).toBe(run.written.length);
  });

  it('an unaligned copy crosses from a matrix unit to the general registers', () => {
    const values = words(32);
    for (let offset = 0; offset < 5; offset++) {
      bench.setRegisters(0, values);
      bench.setRegisters(g, values);
      bench.execute([
        encoder.core('copy', { dest: 12 + offset, src1: g - 7 + offset, side: 1, width: 13, vecWidth: 2 }),
        encoder.core('hlt'),
      ]);
      const all = [...values, ...values, ...new Array<number>(64).fill(0)];
      const wanted = all.slice(25 + offset, 25 + offset + 26);
      const ins = Array.from({ length: 20 - offset }, (_, i) =>
        Number(BigInt.asIntN(16, bench.read('xbarIn', 12 + offset + i))),
      );
      expect([...ins, ...bench.registers(g, 6 + offset)]).toEqual(wanted);
    }
  });

  it('a vector may lie on its sources', () => {
    const values = words(40);
    bench.setRegisters(g, values);
    bench.execute([
      encoder.core('alu.and', { dest: g + 3, src1: g + 3, src2: g + 3, vecWidth: 30 }),
      encoder.core('alu.not', { dest: g + 1, src1: g + 2, vecWidth: 20 }),
      encoder.core('hlt'),
    ]);
    expect(bench.registers(g, 24)).toEqual([
      values[0],
      ...values.slice(2, 22).map((value) => ~value),
      ...values.slice(21, 24),
    ]);
    // Overlapping from above, a beat reads before it writes.
    bench.setRegisters(g, values);
    bench.execute([
      encoder.core('copy', { dest: g + 1, src1: g, width: 16, vecWidth: 2 }),
      encoder.core('hlt'),
    ]);
    const after = [...values];
    for (let i = 0; i < 32; i += lanes) after.splice(1 + i, lanes, ...after.slice(i, i + lanes));
    expect(bench.registers(g, 40)).toEqual(after);
  });
});
