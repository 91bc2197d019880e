import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as std from '../../../hdl-dsl/std/index.js';
import { equivalences, properties } from './formal/proofs.js';

const page = readFileSync('docs/std.md', 'utf8');

it('docs/std.md names every export', () => {
  expect(Object.keys(std).filter((name) => !page.includes(`\`${name}`))).toEqual([]);
});

it('docs/std.md tells of every proof for how many cycles it holds', () => {
  const rows = [
    ...equivalences.map(
      ({ name, reference, cycles }) =>
        `| ${name} | \`${reference}.sv\` | ${cycles === 'registers' ? 'any number' : `k = ${cycles}`} |`,
    ),
    ...properties.map(
      ({ name, cycles, induction }) =>
        `| ${name} | k = ${cycles} | ${induction === undefined ? '' : `any number, by induction over ${induction}`} |`,
    ),
  ];
  expect(rows.filter((row) => !page.includes(`${row}\n`))).toEqual([]);
});
