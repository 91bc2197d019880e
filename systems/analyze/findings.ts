import type { AnalyzeResult } from '../analyze-api.js';

/** What an analysis finds; the rest of `AnalyzeResult` is about the call. */
export type Findings = Pick<
  AnalyzeResult,
  'layers' | 'total' | 'speculation' | 'setups' | 'architectures' | 'accuracy' | 'warnings'
>;

/** Inputs of a network whose column sums and converts are counted; labels are compared on all. */
export const countedInputs = 16;
