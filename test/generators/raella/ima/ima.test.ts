import { beforeEach, describe, expect, it } from 'vitest';
import { crossbarOf } from '../../../../config/raella/geometry.js';
import type { RaellaImaConfig } from '../../../../config/raella-machine.js';
import { raellaCyclesPerRun } from '../../../../generators/raella/crossbar/index.js';
import { generateIma } from '../../../../generators/raella/ima/index.js';
import type { Module } from '../../../../hdl-dsl/index.js';
import { Simulator } from '../../../../hdl-dsl/sim/simulator.js';
import { crossbarTwin } from '../../../../systems/twins/crossbar-twin.js';
import { Random } from '../../../hdl-dsl/print/support/random.js';
import { stuckAt, withFault } from '../../support/fault.js';

const config: RaellaImaConfig = {
  system: 'raella-ima',
  name: 'ima',
  rows: 5,
  columns: 9,
  cellBits: 4,
  dacBits: 4,
  adcs: 2,
  // Wide enough for every column sum, so that exact integers are expected.
  adcBits: 12,
  speculation: [4, 2, 2],
  crossbars: 3,
  layer: { slicing: [4, 4], speculate: true, signedInputs: false },
};
const { rows, crossbars } = config;
const filters = 4;
const all = 2 ** crossbars - 1;
const everyone = Array.from({ length: crossbars }, (_, x) => x);

/** Offsets [crossbar][row][filter], centres [crossbar][filter]. */
interface Matrix {
  readonly offsets: readonly (readonly (readonly number[])[])[];
  readonly centres: readonly (readonly number[])[];
}

/** What a read gave. */
interface Joined {
  readonly parts: readonly number[];
  readonly overflows: readonly boolean[];
  readonly sum: number;
}

class ImaDriver {
  readonly sim: Simulator;

  constructor(top: Module = generateIma(config).top) {
    const crossbar = crossbarOf(config);
    this.sim = new Simulator(top, { models: { [`${crossbar.name}_xbar`]: crossbarTwin(crossbar) } });
    this.sim.reset();
  }

  step(): void {
    this.sim.step();
    expect(this.sim.failedAssertion).toBeUndefined();
  }

  /** A word of a stream, taken at once. */
  give(stream: string, fields: Readonly<Record<string, number | bigint>>): void {
    for (const [field, value] of Object.entries(fields)) this.sim.poke(`${stream}_${field}_i`, value);
    this.sim.poke(`${stream}_valid_i`, 1);
    expect(this.sim.peek(`${stream}_ready_o`)).toBe(1);
    this.step();
    this.sim.poke(`${stream}_valid_i`, 0);
  }

  layer(mask: number, kind: number, index: number, data: number): void {
    this.give('layer', { crossbars: mask, kind, index, data });
  }

  /** Every crossbar has its own elements and all filters, in two slices of four bits. */
  program({ offsets, centres }: Matrix, signed = 0): void {
    this.layer(all, 1, 0, 4);
    this.layer(all, 1, 1, 0);
    this.layer(all, 4, 0, rows);
    this.layer(all, 5, 0, filters * 65536);
    this.layer(all, 0, 0, 2 + 16 + 32 * signed);
    for (const x of everyone) {
      this.layer(1 << x, 3, 0, x * rows);
      for (const [f, centre] of (centres[x] ?? []).entries()) this.layer(1 << x, 2, f, centre & 0x1ff);
      for (const [row, ofRow] of (offsets[x] ?? []).entries()) {
        const cells = ofRow.flatMap((w) => [
          Math.sign(w) * (Math.abs(w) >> 4),
          Math.sign(w) * (Math.abs(w) & 15),
        ]);
        const data = cells.reduceRight((line, cell) => (line << 5n) | BigInt.asUintN(5, BigInt(cell)), 0n);
        this.give('prog', { crossbar: x, row, data });
      }
    }
  }

  use(mask: number): void {
    this.sim.poke('used_i', mask);
  }

  input(inputs: readonly number[]): void {
    for (const [element, data] of inputs.entries()) this.give('in', { element, data: data & 0x1ff });
  }

  /** @returns cycles from start to the first with done */
  run(): number {
    this.sim.poke('start_i', 1);
    this.step();
    this.sim.poke('start_i', 0);
    let cycles = 1;
    for (; this.sim.peek('done_o') !== 1; cycles++) {
      expect(this.sim.peek('busy_o')).toBe(1);
      expect(['prog', 'layer', 'in'].map((stream) => this.sim.peek(`${stream}_ready_o`))).toEqual([0, 0, 0]);
      this.step();
    }
    return cycles;
  }

  /** Reads outputs, one a cycle. */
  read(outputs: readonly number[]): Joined[] {
    const { sim } = this;
    const answers: Joined[] = [];
    for (let cycle = 0; cycle < outputs.length + 2; cycle++) {
      const output = outputs[cycle];
      sim.poke('read_i', output === undefined ? 0 : 1);
      sim.poke('read_output_i', output ?? 0);
      expect(sim.peek('out_valid_o')).toBe(cycle < 2 ? 0 : 1);
      if (cycle >= 2) answers.push(this.#answer());
      this.step();
    }
    expect(sim.peek('out_valid_o')).toBe(0);
    return answers;
  }

  #answer(): Joined {
    const parts = BigInt(this.sim.peek('out_part_o'));
    const overflow = Number(this.sim.peek('out_overflow_o'));
    return {
      parts: everyone.map((x) => Number(BigInt.asIntN(32, parts >> BigInt(32 * x)))),
      overflows: everyone.map((x) => ((overflow >> x) & 1) === 1),
      sum: Number(BigInt.asIntN(34, BigInt(this.sim.peek('out_sum_o')))),
    };
  }
}

function randomMatrix(random: Random, most: number): Matrix {
  const number = () => random.below(2 * most + 1) - most;
  return {
    offsets: everyone.map(() => Array.from({ length: rows }, () => Array.from({ length: filters }, number))),
    centres: everyone.map(() => Array.from({ length: filters }, () => random.below(511) - 255)),
  };
}

/** y of a filter of a crossbar, whose psum fits. */
function resultOf({ offsets, centres }: Matrix, inputs: readonly number[], x: number, f: number): number {
  const own = inputs.slice(x * rows, (x + 1) * rows);
  const terms = own.map((input, i) => ((offsets[x]?.[i]?.[f] ?? 0) + (centres[x]?.[f] ?? 0)) * input);
  return terms.reduce((a, b) => a + b, 0);
}

const inputsOf = (random: Random, least: number, count: number): number[] =>
  Array.from({ length: crossbars * rows }, () => random.below(count) + least);
const outputs = Array.from({ length: filters }, (_, f) => f);

describe('IMA', () => {
  let ima: ImaDriver;
  beforeEach(() => {
    ima = new ImaDriver();
  });

  it('gives every result of every crossbar, and their sum, in the time of a crossbar', () => {
    const random = new Random(4);
    const matrix = randomMatrix(random, 24);
    ima.program(matrix);
    ima.use(all);
    for (let vector = 0; vector < 3; vector++) {
      const inputs = inputsOf(random, 0, 256);
      ima.input(inputs);
      expect(ima.run()).toBe(raellaCyclesPerRun(crossbarOf(config), config.layer));
      for (const [f, { parts, sum, overflows }] of ima.read(outputs).entries()) {
        expect(parts).toEqual(everyone.map((x) => resultOf(matrix, inputs, x, f)));
        expect(sum).toBe(parts.reduce((a, b) => a + b, 0));
        expect(overflows).toEqual([false, false, false]);
      }
    }
  });

  it('takes signed inputs', () => {
    const random = new Random(5);
    const matrix = randomMatrix(random, 40);
    ima.program(matrix, 1);
    ima.use(all);
    const inputs = inputsOf(random, -128, 256);
    ima.input(inputs);
    ima.run();
    expect(ima.read(outputs).map(({ parts }) => parts)).toEqual(
      outputs.map((f) => everyone.map((x) => resultOf(matrix, inputs, x, f))),
    );
  });

  it('leaves crossbars that are not used alone: inputs, results, and reads', () => {
    leavesUnusedAlone(ima);
    ima.use(0);
    expect(ima.run()).toBe(1);
  });

  it('shares elements and outputs out as the ranges say', () => {
    const random = new Random(7);
    const matrix = randomMatrix(random, 24);
    ima.program(matrix);
    ima.use(all);
    ima.sim.poke('clear_i', 1);
    ima.step();
    ima.sim.poke('clear_i', 0);
    // Crossbar 1 has elements 1 .. 3 and outputs 7, 8; crossbar 2 all elements from 65532 on and output 9.
    ima.layer(0b010, 3, 0, 1);
    ima.layer(0b010, 4, 0, 3);
    ima.layer(0b010, 5, 0, 2 * 65536 + 7);
    ima.layer(0b100, 3, 0, 65532);
    ima.layer(0b100, 4, 0, 1023);
    ima.layer(0b100, 5, 0, 65536 + 9);
    const inputs = Array.from({ length: rows }, () => random.below(256));
    for (const [k, data] of inputs.entries()) ima.give('in', { element: k, data });
    for (const k of [0, 1, 2, 3]) ima.give('in', { element: 65532 + k, data: 10 + k });
    ima.run();
    const of = (x: number, f: number) => {
      const own = [inputs, [...inputs.slice(1, 4), 0, 0], [10, 11, 12, 13, 0]][x] ?? [];
      return resultOf(matrix, [...new Array<number>(x * rows).fill(0), ...own], x, f);
    };
    expect(ima.read([0, 3, 4, 6, 7, 8, 9, 10, 65535]).map(({ parts }) => parts)).toEqual([
      [of(0, 0), 0, 0],
      [of(0, 3), 0, 0],
      [0, 0, 0],
      [0, 0, 0],
      [0, of(1, 0), 0],
      [0, of(1, 1), 0],
      [0, 0, of(2, 0)],
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  it('tells the psums that left 16 bits', () => {
    const none = [0, 0, 0, 0];
    const matrix: Matrix = {
      offsets: everyone.map((x) => Array.from({ length: rows }, () => (x === 1 ? [0, 255, 0, -255] : none))),
      centres: everyone.map(() => none),
    };
    ima.program(matrix);
    ima.use(all);
    ima.input(new Array<number>(crossbars * rows).fill(255));
    ima.run();
    expect(ima.read(outputs).map(({ overflows }) => overflows)).toEqual(
      [false, true, false, true].map((flag) => [false, flag, false]),
    );
  });

  it('shows the codes of every crossbar', () => {
    const random = new Random(8);
    ima.program(randomMatrix(random, 24));
    ima.use(0b110);
    ima.input(inputsOf(random, 0, 256));
    ima.sim.poke('start_i', 1);
    ima.step();
    ima.sim.poke('start_i', 0);
    const seen = [0, 0, 0];
    for (; ima.sim.peek('done_o') !== 1; ima.step())
      for (const x of everyone)
        seen[x] = (seen[x] ?? 0) + Number(ima.sim.peek(`trace_crossbar${x}_code_valid_o`));
    expect(seen).toEqual([0, 55, 55]);
  });

  it.each([
    ['outputs_1_read', 1n, 'an unused crossbar is read'],
    ['crossbar_1_in_valid', 1n, 'an unused crossbar takes inputs'],
    ['crossbar_1_start', 1n, 'an unused crossbar runs'],
    ['elements_1_element', 0n, 'every element is the first'],
  ])('and a fault in %s, always %i, is seen: %s', (signal, value) => {
    const faulty = withFault(generateIma(config).top, 'ima', (a) => {
      const { target } = a;
      const isIt = target.kind === 'instance-port' && `${target.instance}_${target.name}` === signal;
      return isIt ? stuckAt(a, value) : a;
    });
    expect(() => leavesUnusedAlone(new ImaDriver(faulty))).toThrow();
  });
});

/** A run of all crossbars, and one without crossbar 1, which then still has its inputs and results of the first. */
function leavesUnusedAlone(ima: ImaDriver): void {
  const random = new Random(6);
  const matrix = randomMatrix(random, 24);
  const [first, second] = [inputsOf(random, 0, 256), inputsOf(random, 0, 256)];
  ima.program(matrix);
  ima.use(all);
  ima.input(first);
  ima.run();
  ima.use(0b101);
  ima.input(second);
  ima.run();
  const expected = (mask: number) =>
    outputs.map((f) =>
      everyone.map((x) => ((mask >> x) & 1 ? resultOf(matrix, x === 1 ? first : second, x, f) : 0)),
    );
  const read = () => ima.read(outputs).map(({ parts }) => parts);
  expect(read()).toEqual(expected(0b101));
  ima.use(all);
  expect(read()).toEqual(expected(all));
  ima.run();
  expect(read()).toEqual(expected(all));
}
