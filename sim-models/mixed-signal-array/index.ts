export { GoldenMixedSignalArray, type MixedSignalOptions } from './golden-mixed-signal-array.js';
export { MixedSignalMacro } from './mixed-signal-macro.js';
export type { MixedSignalRun } from './mixed-signal-run.js';
