import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Simulator } from '../../../hdl-dsl/sim/simulator.js';
import { hasTool } from '../../support/tools.js';
import { Batch, type BatchDesign, type Engine, randomStimulus } from './support/batch.js';
import { randomDesign } from './support/random-design.js';
import { Reference } from './support/reference.js';

const long = process.env.CROSSWEAVE_LONG !== undefined;
const designCount = long ? 100 : 8;
const cycles = 40;

let folder = '';
let designs: BatchDesign[] = [];
let batch: Batch;
let expected: string[] = [];
let kinds: string[] = [];

/** The interpreter of the test: names without direction. */
function referenceEngine(design: BatchDesign): Engine {
  const reference = new Reference(design.top);
  return {
    drive: (pins) => reference.drive((name) => pins.get(`${name}_i`) ?? 0n),
    output: (name) => reference.output(name.replace(/_o$/, '')),
    clock: () => reference.clock(),
  };
}

function simulatorEngine(design: BatchDesign): Engine {
  const simulator = new Simulator(design.top);
  simulator.reset();
  return {
    drive: (pins) => {
      for (const [name, value] of pins) simulator.poke(name, value);
    },
    output: (name) => BigInt(simulator.peek(name)),
    clock: () => simulator.step(),
  };
}

const sorted = (lines: readonly string[]) => lines.map((line) => line.replace(/ +/g, ' ')).sort();

describe('random designs, printed', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'crossweave-print-'));
    const made = new Map<string, number>();
    designs = Array.from({ length: designCount }, (_, seed) => {
      const top = randomDesign(seed, `d${seed}`, made);
      return { top, stimulus: randomStimulus(top, cycles, seed) };
    });
    batch = new Batch(folder, designs);
    expected = sorted(designs.flatMap((design) => Batch.lines(design, referenceEngine(design))));
    kinds = [...made.keys()];
    console.log(`${designs.length} designs, ${cycles} cycles each; nodes made:`, Object.fromEntries(made));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('something is expected of every design in every cycle', () => {
    expect(expected).toHaveLength(designCount * cycles);
  });

  it('hold every kind of node and operator', () => {
    const unary = ['not', 'negate', 'reduce-and', 'reduce-or', 'reduce-xor', 'popcount'];
    const binary = ['add', 'sub', 'mul', 'and', 'or', 'xor', 'eq', 'ne', 'lt', 'le', 'gt', 'ge'];
    const others = [
      'literal',
      'signal',
      'memory-read',
      'shift',
      'shift-dynamic',
      'concat',
      'part-select',
      'mux',
    ];
    const all = [...unary.map((op) => `unary ${op}`), ...binary.map((op) => `binary ${op}`), ...others];
    expect(all.filter((kind) => !kinds.includes(kind))).toEqual([]);
    expect(kinds).toEqual(expect.arrayContaining(['slice', 'extend', 'recast']));
  });

  it('compute in the built-in simulator what the interpreter says', () => {
    expect(sorted(designs.flatMap((design) => Batch.lines(design, simulatorEngine(design))))).toEqual(
      expected,
    );
  });

  it.skipIf(!hasTool('verilator'))('have no lint', () => {
    expect(batch.lint()).toEqual([]);
  });

  it.skipIf(!hasTool('iverilog'))('compute it in Icarus', () => {
    expect(sorted(batch.icarus())).toEqual(expected);
  });

  it.skipIf(!hasTool('verilator') || !hasTool('g++'))('compute it in Verilator', () => {
    expect(sorted(batch.verilator())).toEqual(expected);
  });

  it.skipIf(!hasTool('yosys') || !hasTool('iverilog'))('mean the same to Yosys', () => {
    expect(sorted(batch.yosys())).toEqual(expected);
  });
});
