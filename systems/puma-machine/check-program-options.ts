import { engineNames } from '../../verilator-harness/create-engine.js';
import type { CosimProgramOptions } from '../machine-api.js';
import { OptionFindings } from '../option-findings.js';

const largestSeed = 0xffffffff;
/** Verilator reads a signed number. */
const largestStartSeed = 0x7fffffff;
const largestRate = 240;
const largestLimit = 1_000_000_000;

/** Checks the options of a co-simulation of a program.
 *  @throws {CrossweaveError} CW-C021 for each option out of its range, CW-P041 for stalls of RTL of a folder */
export function checkProgramOptions(options: CosimProgramOptions): void {
  const findings = new OptionFindings(options);
  findings.oneOf('engine', engineNames);
  findings.oneOf('trace', ['vcd']);
  findings.wholeNumber('stalls', 0, largestSeed);
  findings.wholeNumber('stallRate', 1, largestRate);
  findings.wholeNumber('seed', 0, largestStartSeed);
  findings.wholeNumber('cycleLimit', 1, largestLimit);
  if (options.stalls !== undefined && options.rtl !== undefined) {
    findings.add({
      code: 'CW-P041',
      severity: 'error',
      message: 'RTL from a folder has no stall points',
      expected: 'random stalls of generated RTL, or RTL from a folder without stalls',
      actual: 'both',
      hint: 'leave out the stalls, or the RTL folder',
    });
  }
  findings.check();
}
