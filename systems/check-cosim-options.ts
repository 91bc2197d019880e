import { CrossweaveError } from '../base/crossweave-error.js';
import type { Diagnostic } from '../base/diagnostic.js';
import type { CosimOptions } from './api.js';

const words = {
  engine: ['verilator', 'builtin', 'icarus'],
  level: ['outputs', 'sums', 'codes'],
  trace: ['vcd'],
} as const satisfies { readonly [K in keyof CosimOptions]?: readonly CosimOptions[K][] };

const largestSeed = 0xffffffff;

/** Checks what types cannot promise: a caller may be JavaScript. An option that is undefined is one left out;
 *  `vectors` is the workload's to check.
 *
 *  @throws {CrossweaveError} CW-C021 for each option that is none of its words or out of its range */
export function checkCosimOptions(options: CosimOptions): void {
  const findings: Diagnostic[] = [];
  const refuse = (option: string, value: unknown, expected: string) =>
    findings.push({
      code: 'CW-C021',
      severity: 'error',
      message: `the value of the option \`${option}\` is not one it takes`,
      expected,
      actual: typeof value === 'string' ? JSON.stringify(value) : String(value),
    });
  for (const option of ['engine', 'level', 'trace'] as const) {
    const value = options[option];
    const known: readonly unknown[] = words[option];
    if (value !== undefined && !known.includes(value)) refuse(option, value, `one of ${known.join(', ')}`);
  }
  const { seed } = options;
  if (seed !== undefined && !(Number.isInteger(seed) && seed >= 0 && seed <= largestSeed)) {
    refuse('seed', seed, `a whole number 0..${largestSeed}`);
  }
  if (findings.length > 0) throw new CrossweaveError(findings);
}
