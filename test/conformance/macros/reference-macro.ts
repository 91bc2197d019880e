import { activeNonideal } from '../../../config/nonideal.js';
import { type NoisyColumn, referenceNoisyCode, referenceReached } from '../../support/reference-column.js';
import type { MacroCase } from './macro-case.js';
import { type MacroSample, readsOf } from './macro-run.js';

/** What a macro must give, long-hand: docs/analog-macros.md, and docs/analog.md with any layer. */
export function referenceMacro(
  it: MacroCase,
  cells: readonly number[],
  samples: readonly MacroSample[],
): number[] {
  return samples.flatMap((sample) =>
    readsOf(it).flatMap(({ column, threshold }) =>
      Array.from({ length: it.lanes }, (_, lane) => {
        const j = column * it.perColumn + lane;
        if (j >= it.columns) return 0;
        const stored = Array.from({ length: it.rows }, (_, row) => cells[row * it.columns + j]!);
        return activeNonideal(it.nonideal) === undefined
          ? idealRead(it, stored, sample, threshold)
          : noisyRead(it, stored, sample, j, threshold);
      }),
    ),
  );
}

function idealRead(
  it: MacroCase,
  stored: readonly number[],
  { codes }: MacroSample,
  threshold?: number,
): number {
  const sum = stored.reduce((total, cell, row) => {
    if (it.capacitor === 'agreement') return total + (cell === codes[row] ? 1 : 0);
    return total + cell * codes[row]!;
  }, 0);
  const step = 2 ** it.k;
  if (threshold !== undefined) return sum >= threshold * step ? 1 : 0;
  const [low, high] = it.range;
  return Math.min(Math.max(Math.floor((sum - it.offset) / step), low), high);
}

function noisyRead(
  it: MacroCase,
  stored: readonly number[],
  { codes, operation, pass, step }: MacroSample,
  column: number,
  threshold?: number,
): number {
  const largest = 2n ** BigInt(it.cellBits) - 1n;
  const [low, high] = it.range;
  const place: NoisyColumn = {
    nonideal: it.nonideal!,
    macro: 0,
    slice: 0,
    largestOfCell: largest,
    largest,
    column,
    columns: it.columns,
    operation,
    pass,
    step,
    drive: codes.map(BigInt),
    cells: stored.map(BigInt),
    signed: it.pairs,
    k: it.k,
    low: BigInt(low),
    high: BigInt(high),
    offset: BigInt(it.offset),
    ...(it.capacitor === undefined ? {} : { capacitor: it.capacitor }),
  };
  if (threshold !== undefined) return referenceReached(place, threshold) ? 1 : 0;
  return Number(referenceNoisyCode(place));
}
