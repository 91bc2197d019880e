import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import type { TestbenchInput } from './testbench.js';

/** Checks that programming words and vectors have the shapes of the configuration.
 *  @throws {CrossweaveError} CW-A010 with every misfit */
export function checkTestbench(input: TestbenchInput): void {
  const { shape, slices, inputs, outputs } = input;
  const { rows, columns, slices: arrays, dataBits, beside } = shape;
  const dataWords = Math.ceil(dataBits / 32);
  const findings: Diagnostic[] = [];
  const expect = (what: string, expected: number | string, actual: number | string) => {
    if (expected !== actual) findings.push(misfit(what, `${expected}`, `${actual}`));
  };

  expect('slice arrays to program', arrays, slices.length);
  for (const [s, slice] of slices.entries()) {
    expect(`word lines to program in slice ${s}`, rows, slice.rows.length);
    const odd = [...slice.rows, ...(slice.flags ? [slice.flags] : [])].find((w) => w.length !== dataWords);
    if (odd) findings.push(misfit(`32-bit words of a programming word of slice ${s}`, dataWords, odd.length));
  }
  const vectors = inputs.length / rows;
  if (!Number.isInteger(vectors) || vectors === 0)
    findings.push(misfit('input elements', `a multiple of ${rows} rows, at least one`, inputs.length));
  else {
    expect('expected outputs', vectors * columns, outputs.length);
    if (beside !== undefined) expect(beside.noun, vectors * columns, input.beside?.length ?? 0);
  }
  if (findings.length > 0) throw new CrossweaveError(findings);
}

function misfit(what: string, expected: number | string, actual: number | string): Diagnostic {
  return {
    code: 'CW-A010',
    severity: 'error',
    message: `the test-bench's ${what} must fit the configuration`,
    expected: `${expected}`,
    actual: `${actual}`,
  };
}
