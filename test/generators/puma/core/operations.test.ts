import { beforeAll, describe, expect, it } from 'vitest';
import { CoreBench } from './support/core-bench.js';
import {
  binary,
  lookups,
  type Operation,
  type Outcome,
  randomWords,
  scalars,
  shifts,
  someWords,
  unary,
} from './support/page-arithmetic.js';
import { smallCore } from './support/small-core.js';

/** Elements of an instruction, of any number of lanes. */
const count = 37;

const shapes = [
  { fraction: 12, lanes: 4 },
  { fraction: 0, lanes: 1 },
  { fraction: 15, lanes: 8 },
  { fraction: 11, lanes: 16 },
] as const;

describe.each(shapes)('operations with $fraction fraction bits and $lanes lanes', ({ fraction, lanes }) => {
  let bench: CoreBench;
  let g: number;
  const a = someWords(count, 1);
  const b = [...someWords(count - 20, 77).reverse(), ...someWords(20, 5)];
  const places = () => ({ dest: g + 2 * count, src1: g, src2: g + count, vecWidth: count });

  beforeAll(() => {
    bench = new CoreBench(smallCore({ dimension: 16, fraction, lanes, registers: 128 }));
    g = bench.general;
    bench.setRegisters(g, a);
    bench.setRegisters(g + count, b);
  });

  /** Runs one instruction. @returns its words and the flags that it set */
  function run(name: string, fields: Readonly<Record<string, number>>) {
    bench.write('control', 2, 0);
    const { written } = bench.execute([bench.encoder.core(name, fields), bench.encoder.core('hlt')]);
    return { values: written.flatMap((write) => write.values), flags: bench.flags };
  }

  function expected(operation: Operation, seconds: readonly number[], src3 = 0) {
    const outcomes = a.map((x, i): Outcome => operation(x, seconds[i] ?? 0, src3, fraction));
    return {
      values: outcomes.map(({ word }) => word),
      flags: outcomes.reduce((all, { flags }) => all | flags, 0),
    };
  }

  it.each(Object.entries(binary))('%s', (name, operation) => {
    expect(run(`alu.${name}`, places())).toEqual(expected(operation, b));
  });

  it.each(Object.entries({ ...unary, ...lookups }))('%s', (name, operation) => {
    const { src2: _, ...one } = places();
    expect(run(`alu.${name}`, one)).toEqual(expected(operation, b));
  });

  it.each(Object.entries(shifts))('%s', (name, operation) => {
    const { src2: _, ...one } = places();
    for (const src3 of [0, 1, 9, 15, 16, 31])
      expect(run(`alu.${name}`, { ...one, src3 })).toEqual(expected(operation, b, src3));
  });

  it.each(['add', 'sub', 'mul', 'div'])('%s with an immediate', (name) => {
    const { src2: _, ...one } = places();
    // Half of 1 makes ties of products.
    const half = Math.round(2 ** (fraction - 1));
    for (const immediate of [0, -1, 4096, -32768, half]) {
      const operation = binary[name] as Operation;
      const wanted = expected(operation, new Array<number>(count).fill(immediate));
      expect(run(`alui.${name}`, { ...one, immediate })).toEqual(wanted);
    }
  });

  it.each(Object.entries(scalars))('scalar %s', (name, operation) => {
    for (const i of [0, 12, 14, 16, 25, 36]) {
      const dest = g + 2 * count;
      const { word, flags } = operation(a[i] as number, b[i] as number, 0, fraction);
      const got = run(`alu-int.${name}`, { dest, src1: g + i, src2: g + count + i });
      expect(got).toEqual({ values: [word], flags });
    }
  });

  it('rand steps its state once for each element', () => {
    const start = 0xdeadbeef;
    bench.write('control', 3, start);
    const random = randomWords(start);
    for (const vecWidth of [1, count, 3]) {
      const steps = Array.from({ length: vecWidth }, () => random.next().value);
      const got = run('alu.rand', { dest: g + 2 * count, vecWidth });
      expect(got.values).toEqual(steps.map((step) => step?.word));
      expect(Number(bench.read('control', 3))).toBe(steps.at(-1)?.state);
    }
  });

  it('subsample takes every src3-th word', () => {
    for (const [src3, vecWidth] of [
      [1, 9],
      [3, 11],
      [31, 3],
    ] as const) {
      const got = run('alu.subsample', { dest: g + 2 * count, src1: g + 2, src3, vecWidth });
      const all = [...a, ...b];
      expect(got.values).toEqual(Array.from({ length: vecWidth }, (_, i) => all[2 + i * src3]));
    }
  });

  it('set and copy move words', () => {
    const dest = g + 2 * count;
    expect(run('set', { dest, immediate: -12345 }).values).toEqual([-12345]);
    expect(bench.register(dest)).toBe(-12345);
    const words = [...a, ...b].slice(3, 38);
    expect(run('copy', { dest, src1: g + 3, width: 5, vecWidth: 7 }).values).toEqual(words);
    expect(bench.registers(dest, 35)).toEqual(words);
  });
});

describe('flags', () => {
  it('stay until the debug port clears them', () => {
    const bench = new CoreBench(smallCore());
    const { encoder } = bench;
    const g = bench.general;
    bench.setRegisters(g, [32767, 1, 0]);
    bench.execute([
      encoder.core('alu.add', { dest: g + 3, src1: g, src2: g + 1 }),
      encoder.core('alu.add', { dest: g + 3, src1: g + 1, src2: g + 1 }),
      encoder.core('alu.div', { dest: g + 3, src1: g, src2: g + 2 }),
      encoder.core('alu.log', { dest: g + 3, src1: g + 2 }),
      encoder.core('hlt'),
    ]);
    expect(bench.flags).toBe(7);
    bench.write('control', 2, 2);
    expect(bench.flags).toBe(2);
  });

  it('come from elements of the vector alone, not from lanes behind its end', () => {
    const bench = new CoreBench(smallCore());
    const g = bench.general;
    bench.setRegisters(g, [1, 1, 32767, 0]);
    bench.execute([
      bench.encoder.core('alu.add', { dest: g + 8, src1: g, src2: g, vecWidth: 2 }),
      bench.encoder.core('alu.div', { dest: g + 8, src1: g, src2: g, vecWidth: 3 }),
      bench.encoder.core('hlt'),
    ]);
    expect(bench.flags).toBe(0);
  });
});

describe('the generator behind rand', () => {
  it('begins with a state of the core', () => {
    for (const number of [0, 3]) {
      const bench = new CoreBench(smallCore(), number);
      expect(Number(bench.read('control', 3))).toBe(0x2545f491 + number);
    }
  });
});
