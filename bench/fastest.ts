/** Seconds of the fastest of many runs of each function, the functions taking turns so that a busy machine hits all. */
export function fastest(...functions: readonly (() => unknown)[]): number[] {
  const best = functions.map(() => Number.POSITIVE_INFINITY);
  // The first rounds are for the compilers.
  for (let round = 0; round < 120; round++) {
    functions.forEach((run, which) => {
      const start = performance.now();
      run();
      const seconds = (performance.now() - start) / 1000;
      if (round >= 20) best[which] = Math.min(best[which]!, seconds);
    });
  }
  return best;
}
