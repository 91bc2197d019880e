/** Counts of one run, each [steps][slices]. */
export interface RaellaStatistics {
  readonly steps: number;
  readonly slices: number;
  /** Columns of one slice in one step, over all vectors and passes: what every count is a part of. */
  readonly columns: number;
  readonly converts: Float64Array;
  /** Speculative steps: codes at either bound. */
  readonly failures: Float64Array;
  /** 1-bit steps: codes at either bound among the columns converted. */
  readonly saturations: Float64Array;
  /** 1-bit steps: codes at either bound, had every column been converted. */
  readonly wouldSaturate: Float64Array;
}

export function emptyStatistics(steps: number, slices: number, columns: number): RaellaStatistics {
  const counts = () => new Float64Array(steps * slices);
  return {
    steps,
    slices,
    columns,
    converts: counts(),
    failures: counts(),
    saturations: counts(),
    wouldSaturate: counts(),
  };
}
