import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Properties, properties } from './proofs.js';
import {
  check,
  hasFormalTools,
  patience,
  printedSources,
  sourceFile,
  stepsFor,
  type Task,
} from './support/formal-tools.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossweave-properties-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function taskOf(proof: Properties): Task {
  const top = proof.make();
  return {
    folder,
    sources: [
      ...printedSources(top),
      sourceFile('properties/stream_rules.sv'),
      sourceFile(`properties/${proof.properties}.sv`),
    ],
    top: `${proof.properties}_properties`,
    defines: { DUT: top.name, ...proof.defines },
    steps: stepsFor(proof.cycles),
    manyClocks: top.clocks.length > 1,
  };
}

describe.skipIf(!hasFormalTools())('properties of the standard library', () => {
  test.each(properties.map((proof) => [proof.name, proof] as const))(
    '%s',
    (_, proof) => {
      const task = taskOf(proof);
      expect(check(task)).toMatchObject({ status: 'PASSED', failed: [] });

      const { reached, unreached } = check(task, 'cover');
      expect(unreached).toEqual(Object.keys(proof.unreachable ?? {}));
      expect(reached.length + unreached.length).toBe(proof.covers);

      if (proof.induction !== undefined) {
        const { defines = {} } = task;
        const induction = { ...task, defines: { ...defines, NO_WORDS: 1 }, steps: proof.induction };
        expect(check(induction, 'induction')).toMatchObject({ status: 'PASSED', failed: [] });
      }
    },
    patience,
  );
});
