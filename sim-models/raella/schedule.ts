import { codeBits } from './layer.js';

/** One step of a pass: bits high .. low of every input are applied at once. */
export interface RaellaStep {
  /** `speculation`: every column, a code at a bound fails; `recovery`: the columns that failed; `plain`: every column. */
  readonly kind: 'speculation' | 'recovery' | 'plain';
  readonly high: number;
  readonly low: number;
}

/** The steps of a pass in order; their places are the step numbers. Source: docs/raella.md, "Steps".
 *  @param speculation widths of the speculative slices, high bits first */
export function schedule(speculation: readonly number[], speculate: boolean): RaellaStep[] {
  const singly = (high: number, low: number, kind: RaellaStep['kind']): RaellaStep[] =>
    Array.from({ length: high - low + 1 }, (_, k) => ({ kind, high: high - k, low: high - k }));
  if (!speculate) return singly(codeBits - 1, 0, 'plain');
  let next = codeBits;
  return speculation.flatMap((width) => {
    const high = next - 1;
    next -= width;
    return [{ kind: 'speculation', high, low: next } as const, ...singly(high, next, 'recovery')];
  });
}
