export { createEngine, type EngineName, engineNames } from './create-engine.js';
export { type DiffOptions, diffTraces } from './diff-traces.js';
export type { Divergence, DivergenceNature, KindCounts, TraceDiff } from './divergence.js';
export type * from './engine.js';
export { explainDiff, explainDivergence, fixedPoint, formats } from './explain-divergence.js';
export { findTool, findTools, type Tool, type ToolName, toolNames } from './find-tools.js';
export { Op, type StimulusWords } from './stimulus.js';
export { type PokeValue, StimulusBuilder, type TableColumn } from './stimulus-builder.js';
export { readTraceFile, writeTraceFile } from './trace-file.js';
export {
  readVcdWindow,
  ticksPerCycle,
  type VcdSignal,
  type VcdWindow,
  type VcdWindowOptions,
} from './vcd-window.js';
export { cacheFolder } from './verilator/build-cache.js';
export type { VerilatorOptions } from './verilator/verilator-engine.js';
