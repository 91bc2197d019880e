import { derive, type Figure, given, wholeFromOne } from '../figure.js';

/** A matrix of a layer. */
export interface Kernel {
  /** Weights of one output: rows. */
  readonly length: number;
  readonly outputs: number;
}

export interface ArraySize {
  /** N */
  readonly rows: number;
  /** M */
  readonly columns: number;
  /** Columns that hold one output: its weight slices, side by side in one array. 1 if left out. */
  readonly columnsPerOutput?: number;
  /** Converts of a used column for one input vector: its input steps. 1 if left out. */
  readonly convertsPerColumn?: number;
}

/** How a kernel lies on arrays of one size. Columns that hold no output are not converted. */
export interface KernelMapping {
  /** `short`: fewer rows than the array has, so a convert is shared by fewer MACs (case A of Fig. 12); `narrow`: fewer
   *  columns, so an input drive is (B); `larger`: more than one array (C). */
  readonly cases: readonly ('short' | 'narrow' | 'larger')[];
  /** Arrays one below the other, and side by side. */
  readonly rowTiles: Figure;
  readonly columnTiles: Figure;
  /** Used rows and columns over those of the arrays taken. */
  readonly rowUtilisation: Figure;
  readonly columnUtilisation: Figure;
  readonly convertsPerMac: Figure;
  /** Rows driven for one MAC, an input vector once through. */
  readonly drivesPerMac: Figure;
  /** Additions of one output after the ADC because its rows lie in several arrays. */
  readonly extraAdditions: Figure;
}

const page = 'docs/mixed-signal.md, Utilisation';

/** Lays a kernel of K rows and C outputs on arrays of N x M, S columns an output, without splitting an output's columns.
 *  Source: mixed-signal paper, Fig. 12 and its text; the equations are of docs/mixed-signal.md.
 *  @throws {CrossweaveError} CW-M040 on sizes below 1, and on an output wider than the array */
export function mapKernel(kernel: Kernel, array: ArraySize): KernelMapping {
  const N = given('rows', array.rows, '', wholeFromOne);
  const M = given('columns', array.columns, '', wholeFromOne);
  const outputColumns = { from: 1, to: M.value, whole: true };
  const S = given('columns an output', array.columnsPerOutput ?? 1, '', outputColumns);
  const T = given('converts a column', array.convertsPerColumn ?? 1, '', wholeFromOne);
  const K = given('kernel rows', kernel.length, '', wholeFromOne);
  const C = given('kernel outputs', kernel.outputs, '', wholeFromOne);
  const F = derive('outputs an array', '', 'floor(M / S)', page, { M, S }, (v) => Math.floor(v.M / v.S));
  const R = derive('arrays below one another', '', 'ceil(K / N)', page, { K, N }, (v) =>
    Math.ceil(v.K / v.N),
  );
  const Q = derive('arrays side by side', '', 'ceil(C / F)', page, { C, F }, (v) => Math.ceil(v.C / v.F));
  return {
    cases: [
      ...(K.value < N.value ? (['short'] as const) : []),
      ...(C.value * S.value < M.value ? (['narrow'] as const) : []),
      ...(R.value * Q.value > 1 ? (['larger'] as const) : []),
    ],
    rowTiles: R,
    columnTiles: Q,
    rowUtilisation: derive('row utilisation', '', 'K / (R * N)', page, { K, R, N }, (v) => v.K / (v.R * v.N)),
    columnUtilisation: derive(
      'column utilisation',
      '',
      'C * S / (Q * M)',
      page,
      { C, S, Q, M },
      (v) => (v.C * v.S) / (v.Q * v.M),
    ),
    convertsPerMac: derive(
      'converts a MAC',
      '',
      'T * S * R / K',
      page,
      { T, S, R, K },
      (v) => (v.T * v.S * v.R) / v.K,
    ),
    drivesPerMac: derive('row drives a MAC', '', 'Q / C', page, { Q, C }, (v) => v.Q / v.C),
    extraAdditions: derive('additions between arrays', '', 'R - 1', page, { R }, (v) => v.R - 1),
  };
}
