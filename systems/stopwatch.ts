/** Starts a clock; each call of the result gives the seconds since then. */
export function stopwatch(): () => number {
  const start = performance.now();
  return () => (performance.now() - start) / 1000;
}
