import type { Nonideal } from '../../config/puma-mvmu.js';

/** The non-idealities if any layer is on; all sigmas 0 is the ideal chain. */
export function activeNonideal(nonideal: Nonideal | undefined): Nonideal | undefined {
  const on = nonideal && (nonideal.programming > 0 || nonideal.read > 0 || nonideal.adc > 0);
  return on ? nonideal : undefined;
}
