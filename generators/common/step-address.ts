import { type Bool, bool, literal, mux, type UInt, uint, uintBelow, uintUpTo } from '../../hdl-dsl/index.js';

/** Shape of a run: how many steps and passes, and which count negatively. */
export interface StepPlan {
  /** Steps a pass. */
  readonly steps: number;
  readonly passes: number;
  readonly dacBits: number;
  readonly signedInputs: boolean;
}

/** A step of all passes, taken apart. */
export interface StepAddress {
  /** The second pass. */
  readonly pass: Bool;
  /** Step within the pass. */
  readonly step: UInt;
}

/** Splits `step` (0 .. passes * steps - 1) into pass and step of the pass. */
export function stepAddress(step: UInt, plan: Pick<StepPlan, 'steps' | 'passes'>): StepAddress {
  const width = uintBelow(plan.steps).width;
  if (plan.passes === 1) return { pass: literal(bool, false), step };
  const pass = step.ge(plan.steps);
  if (plan.steps === 1) return { pass, step: literal(uint(width), 0) };
  const isPowerOfTwo = 2 ** width === plan.steps;
  return { pass, step: (isPowerOfTwo ? step : mux(pass, step.subWrap(plan.steps), step)).truncate(width) };
}

/** What a step's sum counts in the result: +-2^shift. */
export function stepWeight(step: UInt, plan: StepPlan): { readonly negative: Bool; readonly shift: UInt } {
  const { pass, step: within } = stepAddress(step, plan);
  const shiftType = uintUpTo((plan.steps - 1) * plan.dacBits);
  const shift =
    plan.steps === 1 ? literal(shiftType, 0) : timesDacBits(within, plan.dacBits).wrap(shiftType.width);
  if (plan.passes === 2) return { negative: pass, shift };
  return { negative: plan.signedInputs ? within.eq(plan.steps - 1) : literal(bool, false), shift };
}

function timesDacBits(step: UInt, dacBits: number): UInt {
  if (dacBits === 3) return step.shiftLeft(1).add(step);
  return step.shiftLeft(Math.log2(dacBits));
}
