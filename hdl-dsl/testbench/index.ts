export type {
  BenchIo,
  DriveHandle,
  FlowInput,
  FlowOutput,
  HandshakeOptions,
  ModuleIo,
  PinHandle,
  ReadHandle,
  StreamInput,
  StreamOutput,
} from './bench-io.js';
export type { PeekOf, PokeOf } from './bench-values.js';
export type { ClockTiming, SimulateOptions } from './open-simulation.js';
export { type BuiltinOptions, simulate } from './simulate.js';
export type { ClockChoice, Simulation, WaitOptions } from './simulation.js';
