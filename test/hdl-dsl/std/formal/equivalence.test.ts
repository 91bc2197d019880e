import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Equivalence, equivalences } from './proofs.js';
import { equivalenceModule } from './support/equivalence.js';
import {
  hasFormalTools,
  holds,
  patience,
  printedSources,
  registersDiffer,
  type Source,
  sourceFile,
  stepsFor,
} from './support/formal-tools.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossweave-equivalence-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Whether they are equivalent, for as many cycles as the proof says. */
function isEquivalent(proof: Equivalence, reference: Source): boolean {
  const top = proof.make();
  const { defines, cycles, comparison } = proof;
  const name = `${proof.reference}_reference`;
  const sources = [...printedSources(top), reference];
  if (cycles === 'registers')
    return registersDiffer({ folder, sources, design: top.name, reference: name, defines }) === undefined;
  return holds({
    folder,
    sources: [...sources, equivalenceModule(top, name, comparison)],
    top: 'equivalence',
    defines,
    steps: stepsFor(cycles),
    manyClocks: top.clocks.length > 1,
  });
}

describe.skipIf(!hasFormalTools())('standard library and references', () => {
  test.each(equivalences.map((proof) => [proof.name, proof] as const))(
    '%s',
    (_, proof) => {
      const reference = sourceFile(`reference/${proof.reference}.sv`);
      expect(isEquivalent(proof, reference)).toBe(true);

      // The reference means something: with a fault it is refuted.
      const { find, replace } = proof.mutation;
      const text = reference.text.replace(find, replace);
      expect(text).not.toBe(reference.text);
      expect(isEquivalent(proof, { ...reference, text })).toBe(false);
    },
    patience,
  );
});
