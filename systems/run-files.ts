/** Traces in a run's folder. */
export const traceFiles = { golden: 'golden.trace', rtl: 'rtl.trace' } as const;

export const resultFile = 'result.json';
export const reportFile = 'report.html';
