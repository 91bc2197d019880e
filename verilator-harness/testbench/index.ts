export type {
  BenchIo,
  ClockChoice,
  ClockTiming,
  DriveHandle,
  FlowInput,
  FlowOutput,
  HandshakeOptions,
  ModuleIo,
  PeekOf,
  PinHandle,
  PokeOf,
  ReadHandle,
  Simulation,
  StreamInput,
  StreamOutput,
  WaitOptions,
} from '../../hdl-dsl/testbench/index.js';
export { simulate, type TestbenchOptions } from './simulate.js';
export { type RtlBenchOptions, type RtlDesign, simulateRtl } from './simulate-rtl.js';
