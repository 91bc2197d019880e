import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import { engineNames } from '../../verilator-harness/create-engine.js';
import type { CosimProgramOptions } from '../machine-api.js';

const largestSeed = 0xffffffff;
/** Verilator reads a signed number. */
const largestStartSeed = 0x7fffffff;
const largestRate = 240;
const largestLimit = 1_000_000_000;

/** Checks what types cannot promise: a caller may be JavaScript.
 *  @throws {CrossweaveError} CW-C021 for each option out of its range, CW-P041 for stalls of RTL of a folder */
export function checkProgramOptions(options: CosimProgramOptions): void {
  const findings: Diagnostic[] = [];
  const refuse = (option: string, value: unknown, expected: string) =>
    findings.push({
      code: 'CW-C021',
      severity: 'error',
      message: `the value of the option \`${option}\` is not one it takes`,
      expected,
      actual: typeof value === 'string' ? JSON.stringify(value) : String(value),
    });
  const number = (option: 'stalls' | 'stallRate' | 'seed' | 'cycleLimit', least: number, most: number) => {
    const value = options[option];
    if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
    refuse(option, value, `a whole number ${least}..${most}`);
  };
  const { engine, trace } = options;
  if (engine !== undefined && !engineNames.includes(engine))
    refuse('engine', engine, `one of ${engineNames.join(', ')}`);
  if (trace !== undefined && trace !== 'vcd') refuse('trace', trace, 'one of vcd');
  number('stalls', 0, largestSeed);
  number('stallRate', 1, largestRate);
  number('seed', 0, largestStartSeed);
  number('cycleLimit', 1, largestLimit);
  if (options.stalls !== undefined && options.rtl !== undefined) {
    findings.push({
      code: 'CW-P041',
      severity: 'error',
      message: 'RTL from a folder has no stall points',
      expected: 'random stalls of generated RTL, or RTL from a folder without stalls',
      actual: 'both',
      hint: 'leave out the stalls, or the RTL folder',
    });
  }
  if (findings.length > 0) throw new CrossweaveError(findings);
}
