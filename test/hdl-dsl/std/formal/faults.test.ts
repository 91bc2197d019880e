import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Module } from '../../../../hdl-dsl/index.js';
import { configurations } from '../support/configurations.js';
import { type Fault, faults } from './faults.js';
import {
  check,
  hasFormalTools,
  printedSources,
  type Source,
  sourceFile,
  type Task,
} from './support/formal-tools.js';
import { freeInputs } from './support/free-inputs.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossweave-faults-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function taskOf(fault: Fault, top: Module, printed: readonly Source[], conditions: readonly string[]): Task {
  const rules = sourceFile('properties/stream_rules.sv');
  const { properties, defines = {}, steps = 3 } = fault;
  const watcher =
    properties === undefined ? freeInputs(top, conditions) : sourceFile(`properties/${properties}.sv`);
  return {
    folder,
    sources: [...printed, rules, watcher],
    top: properties === undefined ? 'free_inputs' : `${properties}_properties`,
    defines: { DUT: top.name, ...defines },
    steps,
    manyClocks: top.clocks.length > 1,
  };
}

/** The printed text with its fault, which changes one file. */
function broken(printed: readonly Source[], [find, replace]: readonly [RegExp, string]): readonly Source[] {
  const changed = printed.map(({ path, text }) => ({ path, text: text.replace(find, replace) }));
  expect(changed.filter(({ text }, i) => text !== printed[i]?.text)).toHaveLength(1);
  return changed;
}

test('every assertion of the standard library is in the table', () => {
  const ofDesigns = new Set<string>();
  const visit = (top: Module): void => {
    for (const { name } of top.assertions) ofDesigns.add(name);
    for (const { of } of top.instances) if (of.kind === 'module') visit(of);
  };
  for (const make of configurations) visit(make());
  for (const file of ['stream_rules', 'queue', 'skid_buffer', 'arbiter', 'async_fifo']) {
    const { text } = sourceFile(`properties/${file}.sv`);
    for (const [, label = ''] of text.matchAll(/(\w+): assert \(/g)) ofDesigns.add(label);
  }
  const fired = new Set(faults.map(({ fires }) => fires));
  // A third input is checked as the first two are.
  expect([...ofDesigns].filter((name) => !fired.has(name) && name !== 'To2NamesAnOutput')).toEqual([]);
});

describe.skipIf(!hasFormalTools())('a fault is noticed', () => {
  test.each(faults.map((fault) => [fault.fires, fault.make().name, fault] as const))(
    '%s in %s',
    (_, __, fault) => {
      const top = fault.make();
      const printed = printedSources(top);
      const { assume = [] } = fault;
      if (fault.properties === undefined)
        expect(check(taskOf(fault, top, printed, assume))).toMatchObject({ status: 'PASSED' });
      const task =
        fault.fault === 'inputs'
          ? taskOf(fault, top, printed, [])
          : taskOf(fault, top, broken(printed, fault.fault), assume);
      expect(check(task).failed).toContain(fault.fires);
    },
  );
});
