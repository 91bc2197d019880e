import { existsSync } from 'node:fs';
import { CrossweaveError } from '../../base/crossweave-error.js';
import { arrayShape } from '../../compiler/shape.js';
import type { ArrayConfig } from '../../config/systems.js';
import { digitsAvailable, digitsWorkload } from './digits.js';
import { randomWorkload } from './random.js';
import type { Workload, WorkloadOptions } from './workload.js';
import { readWorkloadFile } from './workload-file.js';
import { checkVectors, unknownWorkload } from './workload-findings.js';

/** Inputs of `random` where nobody says how many. */
export const defaultRandomVectors = 16;

/** Elements that inputs, or outputs, of one phase may have: half a gigabyte. */
const mostElements = 2 ** 26;

/** Makes the workload of a name, or of a file where the name is a path, ends in `.json` or is that of a file.
 *
 *  @throws {CrossweaveError} CW-W106 unknown name, CW-W107 not for this system, CW-W108 a number of vectors that
 *  cannot be had, and the findings of `readWorkloadFile` */
export function createWorkload(name: string, config: ArrayConfig, options: WorkloadOptions = {}): Workload {
  const { vectors, seed = 0 } = options;
  const { rows, columns } = arrayShape(config);
  const most = Math.floor(mostElements / Math.max(rows, columns));
  if (vectors !== undefined) checkVectors(vectors, most, 'one phase holds no more at this size of the array');
  switch (name) {
    case 'random':
      return randomWorkload(config, vectors ?? defaultRandomVectors, seed);
    case 'digits':
      return createDigits(config, vectors);
    default:
      if (!/[/\\]|\.json$/i.test(name) && !existsSync(name)) throw unknownWorkload(name, config.system, true);
      return readWorkloadFile(name, config, vectors);
  }
}

function createDigits(config: ArrayConfig, vectors: number | undefined): Workload {
  if (config.system !== 'puma-mvmu') {
    throw new CrossweaveError({
      code: 'CW-W107',
      severity: 'error',
      message: `the workload "digits" does not run on ${config.system}`,
      expected: 'a configuration of puma-mvmu',
      actual: config.system,
      hint: 'its codes are no scaled sums that a next layer could take; use "random" or a workload file',
    });
  }
  const available = digitsAvailable();
  if (vectors !== undefined) checkVectors(vectors, available, 'that many images are held out');
  return digitsWorkload(config, vectors ?? available);
}
