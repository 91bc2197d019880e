import { describe, expect, it } from 'vitest';
import { type Config, isMachine, loadConfig } from '../../config/index.js';
import {
  aluiOperations,
  aluOperations,
  branchOperations,
  scalarOperations,
} from '../../config/puma/encoding.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import { Random } from '../hdl-dsl/print/support/random.js';
import { edgeWord } from './support/program/edge-words.js';
import { compares, element, nextRandom, scalar } from './support/reference/operations.js';
import type { Result } from './support/reference/words.js';
import { runInstructions } from './support/run-instruction.js';

const words = 512;

/** One MVMU that nobody uses, and many registers. */
function machine(fraction: number): PumaMachineConfig {
  const { config } = loadConfig({
    system: 'puma-core',
    name: 'plain_core',
    dimension: 4,
    mvmus: 1,
    registers: 3 * words,
    lanes: 4,
    fraction,
    instructions: 16,
    vectorWidthBits: 9,
  });
  if (!isMachine(config)) throw new Error((config as Config).name);
  return config;
}

const a = 4; // first general register
const b = a + words;
const to = b + words;
const fractions = [0, 1, 5, 7, 10, 12, 14, 15];
const edges = [
  ...[0, 1, 2, 3, -1, -2, -3, 32767, 32766, -32768, -32767, 16384, -16384],
  ...Array.from({ length: 15 }, (_, k) => [2 ** k + 1, -(2 ** k), 2 ** k - 1]).flat(),
];

/** Pairs of edges in turn, then random words. */
function operands(random: Random, round: number): { first: Int16Array; second: Int16Array } {
  const pair = (i: number): readonly [number, number] => {
    const at = round * words + i;
    const [one, two] = [edges[at % edges.length], edges[Math.floor(at / edges.length)]];
    return one !== undefined && two !== undefined ? [one, two] : [edgeWord(random), edgeWord(random)];
  };
  const pairs = Array.from({ length: words }, (_, i) => pair(i));
  return { first: Int16Array.from(pairs, ([x]) => x), second: Int16Array.from(pairs, ([, y]) => y) };
}

function registersOf(first: Int16Array, second: Int16Array): Int16Array {
  const registers = new Int16Array(3 * words);
  registers.set(first);
  registers.set(second, words);
  return registers;
}

const flagsOf = (results: readonly Result[]): number =>
  (results.some((r) => r.overflow) ? 1 : 0) +
  (results.some((r) => r.divide) ? 2 : 0) +
  (results.some((r) => r.domain) ? 4 : 0);

/** An operation of two vectors, in the golden core and long-hand. */
function checkVector(
  fraction: number,
  operation: string,
  first: Int16Array,
  second: Int16Array,
  amount = 0,
): void {
  const uses: readonly string[] = aluOperations.find(({ name }) => name === operation)!.uses;
  const fields: Record<string, number> = { dest: to, src1: a, vecWidth: words };
  if (uses.includes('src2')) fields.src2 = b;
  if (uses.includes('src3')) fields.src3 = amount;
  const end = runInstructions(
    machine(fraction),
    [{ name: 'alu', operation, fields }],
    registersOf(first, second),
  );
  const expected = Array.from(first, (x, i) =>
    element(operation, BigInt(x), BigInt(second[i]!), BigInt(amount), fraction),
  );
  const got = end.registers.subarray(2 * words);
  const wrong = expected.findIndex(({ value }, i) => Number(value) !== got[i]);
  if (wrong >= 0) {
    throw new Error(
      `f = ${fraction}: ${operation}(${first[wrong]}, ${second[wrong]}; ${amount}) is ${expected[wrong]?.value}, not ${got[wrong]}`,
    );
  }
  expect(end.flags, `${operation}, f = ${fraction}`).toBe(flagsOf(expected));
}

describe('golden operations are those of the page', () => {
  const elementwise = aluOperations
    .map(({ name }) => name)
    .filter((name) => name !== 'rand' && name !== 'subsample');

  it.each(elementwise)('alu %s', (operation) => {
    const random = new Random(1);
    const shifts = operation === 'shl' || operation === 'shr' ? Array.from({ length: 32 }, (_, k) => k) : [0];
    for (const fraction of shifts.length > 1 ? [12] : fractions) {
      for (let round = 0; round < 5; round++) {
        const { first, second } = operands(random, round);
        for (const amount of shifts) checkVector(fraction, operation, first, second, amount);
      }
    }
  });

  // The flags are those of single elements, not only of whole vectors.
  it.each(elementwise)('alu %s sets its flags', (operation) => {
    const config = machine(12);
    for (const x of edges.slice(0, 13)) {
      for (const y of edges.slice(0, 13)) {
        const uses: readonly string[] = aluOperations.find(({ name }) => name === operation)!.uses;
        const fields: Record<string, number> = { dest: to, src1: a, vecWidth: 1 };
        if (uses.includes('src2')) fields.src2 = b;
        if (uses.includes('src3')) fields.src3 = 3;
        const end = runInstructions(
          config,
          [{ name: 'alu', operation, fields }],
          registersOf(Int16Array.of(x), Int16Array.of(y)),
        );
        const expected = element(operation, BigInt(x), BigInt(y), 3n, 12);
        expect([end.registers[2 * words], end.flags], `${operation}(${x}, ${y})`).toEqual([
          Number(expected.value),
          flagsOf([expected]),
        ]);
      }
    }
  });

  it.each(['sigmoid', 'tanh', 'exp', 'log'])('%s of every word', (operation) => {
    const some = process.env.CROSSWEAVE_LONG === undefined ? [12] : Array.from({ length: 16 }, (_, f) => f);
    for (const fraction of some) {
      for (let first = -32768; first < 32768; first += words) {
        const all = Int16Array.from({ length: words }, (_, i) => first + i);
        checkVector(fraction, operation, all, all);
      }
    }
  });

  it.each(aluiOperations.map(({ name }) => name))('alui %s', (operation) => {
    const random = new Random(2);
    for (const fraction of fractions) {
      for (let round = 0; round < 40; round++) {
        const immediate = edges[round] ?? edgeWord(random);
        const { first } = operands(random, round % 4);
        const fields = { dest: to, src1: a, immediate, vecWidth: words };
        const end = runInstructions(
          machine(fraction),
          [{ name: 'alui', operation, fields }],
          registersOf(first, first),
        );
        const expected = Array.from(first, (x) =>
          element(operation, BigInt(x), BigInt(immediate), 0n, fraction),
        );
        expect([...end.registers.subarray(2 * words)]).toEqual(expected.map(({ value }) => Number(value)));
        expect(end.flags).toBe(flagsOf(expected));
      }
    }
  });

  it.each(scalarOperations.map(({ name }) => name))('alu-int %s', (operation) => {
    const random = new Random(3);
    const config = machine(12);
    for (let round = 0; round < 400; round++) {
      const [x, y] = [edgeWord(random), random.chance(0.2) ? 0 : edgeWord(random)];
      const end = runInstructions(
        config,
        [{ name: 'alu-int', operation, fields: { dest: to, src1: a, src2: b } }],
        registersOf(Int16Array.of(x), Int16Array.of(y)),
      );
      const expected = scalar(operation, BigInt(x), BigInt(y));
      expect([end.registers[2 * words], end.flags], `${operation}(${x}, ${y})`).toEqual([
        Number(expected.value),
        flagsOf([expected]),
      ]);
    }
  });

  it.each(branchOperations.map(({ name }) => name))('brn %s', (operation) => {
    const config = machine(12);
    for (const x of edges.slice(0, 16)) {
      for (const y of edges.slice(0, 16)) {
        const end = runInstructions(
          config,
          [
            { name: 'brn', operation, fields: { src1: a, src2: b, pc: 2 } },
            { name: 'set', fields: { dest: to, immediate: 1 } },
          ],
          registersOf(Int16Array.of(x), Int16Array.of(y)),
        );
        expect(end.registers[2 * words], `${x} ${operation} ${y}`).toBe(
          compares(operation, BigInt(x), BigInt(y)) ? 0 : 1,
        );
      }
    }
  });

  it('alu rand', () => {
    const end = runInstructions(
      machine(12),
      [{ name: 'alu', operation: 'rand', fields: { dest: to, vecWidth: words } }],
      new Int16Array(3 * words),
    );
    let state = 0x2545f491;
    const expected = Array.from({ length: words }, () => {
      const next = nextRandom(state);
      state = next.state;
      return Number(next.value);
    });
    expect([...end.registers.subarray(2 * words)]).toEqual(expected);
    expect(end.random).toBe(state);
  });

  it.each(Array.from({ length: 31 }, (_, k) => k + 1))('alu subsample by %i', (src3) => {
    const registers = Int16Array.from({ length: 3 * words }, (_, i) => i * 7);
    const vecWidth = Math.min(words, Math.floor((2 * words - 1) / src3) + 1);
    const end = runInstructions(
      machine(12),
      [{ name: 'alu', operation: 'subsample', fields: { dest: to, src1: a, src3, vecWidth } }],
      registers,
    );
    expect([...end.registers.subarray(2 * words, 2 * words + vecWidth)]).toEqual(
      Array.from({ length: vecWidth }, (_, i) => registers[i * src3]),
    );
  });
});
