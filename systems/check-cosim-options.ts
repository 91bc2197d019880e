import type { CosimOptions } from './api.js';
import { OptionFindings } from './option-findings.js';

const words = {
  engine: ['verilator', 'builtin', 'icarus'],
  level: ['outputs', 'sums', 'codes'],
  trace: ['vcd'],
} as const satisfies { readonly [K in keyof CosimOptions]?: readonly CosimOptions[K][] };

const largestSeed = 0xffffffff;

/** Checks the options of a co-simulation; `vectors` is the workload's to check.
 *
 *  @throws {CrossweaveError} CW-C021 for each option that is none of its words or out of its range */
export function checkCosimOptions(options: CosimOptions): void {
  const findings = new OptionFindings(options);
  for (const option of ['engine', 'level', 'trace'] as const) findings.oneOf(option, words[option]);
  findings.wholeNumber('seed', 0, largestSeed);
  findings.check();
}
