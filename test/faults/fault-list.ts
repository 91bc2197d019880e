import { arithmeticFaults } from './arithmetic-faults.js';
import { arrayFaults, noiseFaults } from './array-faults.js';
import { controlFaults } from './control-faults.js';
import { flipFaults, pairFaults, planeFaults } from './encoding-faults.js';
import type { Fault, UnitName } from './fault.js';
import {
  binaryFaults,
  multibitFaults,
  noisyRampFaults,
  rampFaults,
  serialFaults,
} from './mixed-signal-faults.js';
import { plainStepFaults, speculationFaults } from './raella-faults.js';

/** Faults by the unit that they are made in. Of the vectors 1 drives the least and 2 the largest input. */
export const faults: Readonly<Record<UnitName, readonly Fault[]>> = {
  unit: [...arithmeticFaults, ...controlFaults],
  flip: flipFaults,
  pair: pairFaults,
  plane: planeFaults,
  array: arrayFaults,
  noisy: noiseFaults,
  binary: binaryFaults,
  multi: multibitFaults,
  serial: serialFaults,
  ramp: rampFaults,
  noisy_ramp: noisyRampFaults,
  spec: speculationFaults,
  steps: plainStepFaults,
};
