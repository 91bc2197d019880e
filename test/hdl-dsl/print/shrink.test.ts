import { describe, expect, test } from 'vitest';
import type { Module } from '../../../hdl-dsl/ir/index.js';
import { hasTool } from '../../support/tools.js';
import { runOf } from './support/agreement.js';
import { referenceTrace } from './support/engines.js';
import { randomDesign } from './support/random-design.js';
import { expressionsOf, rewriteModule } from './support/rewrite.js';
import { describeDifference, type Run, shrink } from './support/shrink.js';
import { type Experiment, randomExperiment } from './support/stimulus.js';

/** An interpreter that adds where it should subtract. */
const faulty: Run = (experiments) =>
  experiments.map((e) => referenceTrace({ ...e, top: withFault(e.top, new Map()) }));

function withFault(module: Module, done: Map<Module, Module>): Module {
  const made = done.get(module) ?? {
    ...rewriteOps(module),
    instances: module.instances.map((i) =>
      i.of.kind === 'module' ? { ...i, of: withFault(i.of, done) } : i,
    ),
  };
  done.set(module, made);
  return made;
}

/** What is below a difference stays as it is: one is enough. */
const rewriteOps = (module: Module): Module =>
  rewriteModule(module, (e) => (e.kind === 'binary' && e.op === 'sub' ? { ...e, op: 'add' } : undefined));

const differs = (experiment: Experiment, run: Run): boolean => {
  const [got] = run([experiment]);
  return referenceTrace(experiment).some((word, i) => word !== got?.[i]);
};

function firstDiffering(run: Run, shape: { size: number; clocks: boolean }): Experiment {
  for (let seed = 0; seed < 200; seed++) {
    const top = randomDesign(seed, 'unit', shape);
    if (top.instances.length === 0) continue;
    const experiment = randomExperiment(top, 20, seed);
    if (differs(experiment, run)) return experiment;
  }
  throw new Error('no design shows the fault');
}

describe('shrinking', () => {
  test('leaves of a large design what a fault of a simulator needs', () => {
    const large = firstDiffering(faulty, { size: 4, clocks: true });
    expect(expressionsOf(large.top).length).toBeGreaterThan(40);
    const small = shrink(large, faulty);
    expect(differs(small, faulty)).toBe(true);
    const nodes = expressionsOf(small.top);
    expect(nodes.filter((n) => n.kind === 'binary' && n.op === 'sub')).toHaveLength(1);
    expect(nodes.length).toBeLessThan(12);
    expect(small.top.instances).toEqual([]);
    expect(small.cycles).toHaveLength(1);
    const text = describeDifference(small, faulty);
    expect(text).toMatch(/^module unit\w* \(/m);
    expect(text).toMatch(/^cycle 0: .*_i=/m);
    expect(text).toMatch(/^ {2}expected \w+_o=[0-9a-f]+\n {2}got {6}\w+_o=[0-9a-f]+$/m);
    expect(text.split('\n').length).toBeLessThan(25);
  });

  test.skipIf(!hasTool('iverilog'))('does so for a fault of the printer', () => {
    const run = runOf('icarus', (_, text) => text.replaceAll(' ^ ', ' | '));
    const large = firstDiffering(run, { size: 3, clocks: false });
    const small = shrink(large, run, 150);
    expect(differs(small, run)).toBe(true);
    const nodes = expressionsOf(small.top);
    expect(nodes.filter((n) => n.kind === 'binary' && n.op === 'xor')).toHaveLength(1);
    expect(nodes.length).toBeLessThan(12);
  });

  test('gives back what does not differ', () => {
    const experiment = randomExperiment(randomDesign(3, 'unit'), 5, 3);
    const right: Run = (experiments) => experiments.map(referenceTrace);
    expect(shrink(experiment, right)).toBe(experiment);
  });
});
