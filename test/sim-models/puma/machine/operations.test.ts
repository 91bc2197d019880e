import { describe, expect, it } from 'vitest';
import { runMachine } from '../../../../sim-models/puma/machine/index.js';
import { lookupOf } from '../../../../sim-models/puma/machine/look-ups.js';
import { coreImage, Encoder, imageOf } from './encode.js';
import { coreConfig } from './machines.js';
import { binary, type Result, shifts, unary } from './reference-operations.js';

const count = 120;
const edges = [-32768, -32767, -16384, -4097, -4096, -1, 0, 1, 2, 3, 4095, 4096, 16384, 32766, 32767];
const fractions = [0, 1, 7, 12, 15];

/** Pseudo-random words, edges among them. */
function words(seed: number, length: number): Int16Array {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 8;
  };
  return Int16Array.from({ length }, () => {
    const kind = next() % 4;
    if (kind === 0) return edges[next() % edges.length]!;
    return kind === 1 ? (next() % 64) - 32 : (next() & 0xffff) - 32768;
  });
}

const a = words(1, count);
const b = words(2, count);
const machine = (fraction: number) =>
  coreConfig({ fraction, registers: 512, vectorWidthBits: 8, mvmus: 1, lanes: 8 });
const r = (k: number): number => 8 + k;

/** Runs one vector instruction from a, b to r256 and gives the words and the flags. */
function execute(fraction: number, name: string, fields: Record<string, number>) {
  const config = machine(fraction);
  const e = new Encoder(config);
  const registers = [
    { address: r(0), values: a },
    { address: r(128), values: b },
  ];
  const words = [e.core(name, { dest: r(256), vecWidth: count, ...fields }), e.core('hlt')];
  const [core] = runMachine(config, imageOf([coreImage(words, { registers })])).cores;
  return { values: [...core!.registers.subarray(256, 256 + count)], flags: core!.flags };
}

function expected(results: readonly Result[]) {
  return {
    values: results.map(({ value }) => value),
    flags: results.reduce((all, { flags }) => all | flags, 0),
  };
}

describe('operations against whole numbers of any size', () => {
  it.each(Object.keys(binary))('alu.%s', (name) => {
    for (const f of fractions) {
      const want = expected(Array.from(a, (x, k) => binary[name]!(x, b[k]!, f)));
      expect(execute(f, `alu.${name}`, { src1: r(0), src2: r(128) }), `fraction ${f}`).toEqual(want);
    }
  });

  it.each(['add', 'sub', 'mul', 'div'])('alui.%s', (name) => {
    for (const f of fractions) {
      for (const immediate of [-32768, -3, 0, 1, 4096, 32767]) {
        const want = expected(Array.from(a, (x) => binary[name]!(x, immediate, f)));
        expect(execute(f, `alui.${name}`, { src1: r(0), immediate })).toEqual(want);
      }
    }
  });

  it.each(Object.keys(shifts))('alu.%s by 0 to 31', (name) => {
    for (let src3 = 0; src3 < 32; src3++) {
      const want = expected(Array.from(a, (x) => shifts[name]!(x, src3)));
      expect(execute(12, `alu.${name}`, { src1: r(0), src3 }), `by ${src3}`).toEqual(want);
    }
  });

  it.each(Object.keys(unary))('alu.%s', (name) => {
    for (let f = 0; f < 16; f++) {
      const want = expected(Array.from(a, (x) => unary[name]!(x, f)));
      expect(execute(f, `alu.${name}`, { src1: r(0) }), `fraction ${f}`).toEqual(want);
    }
  });

  it.each(['sigmoid', 'tanh', 'exp', 'log'])('%s of every word of Q4.12', (name) => {
    const lookup = lookupOf(name)!;
    for (let x = -32768; x < 32768; x++) {
      const { value, flags } = unary[name]!(x, 12);
      if (lookup(x, 12) !== ((flags << 16) | (value & 0xffff)))
        expect([x, lookup(x, 12)]).toEqual([value, flags]);
    }
  });

  it('alu.subsample takes every src3-th word', () => {
    for (const src3 of [1, 2, 5]) {
      const { values } = execute(12, 'alu.subsample', { src1: r(0), src3, vecWidth: 24 });
      expect(values.slice(0, 24)).toEqual(Array.from({ length: 24 }, (_, k) => a[k * src3]));
      expect(values[24]).toBe(0);
    }
  });

  it('alu.rand: xorshift, the upper halves, the state goes on', () => {
    let s = 0x2545f491n;
    const want = Array.from({ length: count }, () => {
      s ^= BigInt.asUintN(32, s << 13n);
      s ^= s >> 17n;
      s ^= BigInt.asUintN(32, s << 5n);
      return Number(BigInt.asIntN(16, s >> 16n));
    });
    expect(execute(12, 'alu.rand', {}).values).toEqual(want);
    const config = machine(12);
    const e = new Encoder(config);
    const [core] = runMachine(
      config,
      imageOf([[e.core('alu.rand', { dest: 0, vecWidth: count }), e.core('hlt')]]),
    ).cores;
    expect(core!.random).toBe(Number(s));
  });

  it('alu-int and brn compare as signed numbers and saturate', () => {
    const config = machine(12);
    const e = new Encoder(config);
    const pairs = [-32768, -1, 0, 1, 32767].flatMap((x, _, all) => all.map((y) => [x, y] as const));
    const clamp = (x: number): number => Math.min(Math.max(x, -32768), 32767);
    for (const [x, y] of pairs) {
      const compare = [x === y, x !== y, x < y, x <= y, x > y, x >= y];
      const program = [
        e.core('set', { dest: r(0), immediate: x }),
        e.core('set', { dest: r(1), immediate: y }),
        ...['add', 'sub', 'eq', 'gt', 'ne'].map((name, k) =>
          e.core(`alu-int.${name}`, { dest: r(2 + k), src1: r(0), src2: r(1) }),
        ),
        e.core('set', { dest: r(20), immediate: 1 }),
      ];
      ['eq', 'ne', 'lt', 'le', 'gt', 'ge'].forEach((name, k) => {
        const pc = program.length + 2;
        program.push(e.core(`brn.${name}`, { src1: r(0), src2: r(1), pc }));
        program.push(e.core('set', { dest: r(8 + k), immediate: 77 }));
      });
      program.push(e.core('hlt'));
      const [core] = runMachine(config, imageOf([program])).cores;
      const got = [...core!.registers.subarray(2, 7)];
      expect(got).toEqual([clamp(x + y), clamp(x - y), x === y ? 1 : 0, x > y ? 1 : 0, x !== y ? 1 : 0]);
      expect(core!.flags).toBe(clamp(x + y) !== x + y || clamp(x - y) !== x - y ? 1 : 0);
      expect([...core!.registers.subarray(8, 14)].map((word) => word !== 77)).toEqual(compare);
      const taken = compare.filter((holds) => holds).length;
      expect(core!.counters.stallFetch).toBe(2 + 2 * taken);
    }
  });
});
