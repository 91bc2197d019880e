import type { PumaMachineConfig } from '../../../config/puma-machine.js';
import { uintBelow } from '../../../hdl-dsl/index.js';

/** Cycles of a beat of look-ups, which has one element. */
export const lookupCycles = 11;

/** Cycles of a beat of divisions. */
export function divisionCycles(fraction: number): number {
  return 16 + fraction + 2;
}

/** Number of a cycle within a beat. */
export function beatStep({ fraction }: PumaMachineConfig) {
  return uintBelow(Math.max(lookupCycles, divisionCycles(fraction)), { reset: 0 });
}
