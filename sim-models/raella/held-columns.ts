import type { RaellaStep } from './schedule.js';

/** The step whose column sums are held, and its noise address. */
export interface HeldStep extends RaellaStep {
  /** Vector of the run. */
  readonly vector: number;
  /** Starts since reset. */
  readonly operation: number;
  readonly pass: number;
  /** Step number within the pass. */
  readonly number: number;
}

/** The analog part of a crossbar: rows driven step by step, columns converted one by one. The noise's slice word is 0
 *  and its column word the cell column: all columns are one macro, which knows nothing of slicings, so every cell has
 *  the largest level 2^cellBits - 1. */
export interface HeldColumns {
  /** Begins a run. @param inputs [n][rows] */
  begin(inputs: Int32Array): void;
  hold(step: HeldStep): void;
  /** @returns the ADC code of a column of the held step */
  convert(column: number): number;
}
