import './values/targets.js';

export type { Overflow, Rounding } from '../base/number-format.js';
export type { BlackBoxSpec } from './build/black-box.js';
export { type ClockSpec, type ClockSpecs, type ClocksOf, clock } from './build/clocks.js';
export { type BuildOptions, build, elaborate } from './build/elaborate.js';
export type { InstanceOptions } from './build/instances.js';
export type { MachineHandle, MachineSpec, StateActions } from './build/machine.js';
export type {
  MemoryPort,
  PackedMemoryPort,
  ReadOptions,
  SyncMemoryPort,
  WriteOptions,
} from './build/memory.js';
export { type MemoryOptions, type MemorySpec, memory } from './build/memory-spec.js';
export type { ModuleBuilder } from './build/module-builder.js';
export { type ModuleDefinition, type ModuleSpec, module } from './build/module-definition.js';
export {
  type InnerIo,
  input,
  type OuterIo,
  output,
  type PortOptions,
  type PortSpec,
  type PortSpecs,
} from './build/ports.js';
export type { ClockedOptions, DeclarationOptions } from './build/registers-and-wires.js';
export { checkDesign } from './check/check-design.js';
export type { CheckOptions, SeverityRule } from './check/severity.js';
export type * from './ir/index.js';
export { mermaidOf } from './ir/mermaid-of.js';
export { nameOf } from './names/name-of.js';
export { printDesign } from './print/print-design.js';
export {
  type BenchIo,
  type BuiltinOptions,
  type ClockTiming,
  type PeekOf,
  type PokeOf,
  type Simulation,
  simulate,
} from './testbench/index.js';
export {
  type DataType,
  type FlowType,
  flow,
  type HdlType,
  type StreamType,
  type StructType,
  stream,
  struct,
  type VecType,
  vec,
} from './types/aggregate-types.js';
export type { NumberConstant, TextConstant } from './types/constants.js';
export type { EnumEncoding } from './types/enum-encoding.js';
export { enumOf, type NamedEnum } from './types/enum-type.js';
export type { FixedType } from './types/fixed-type.js';
export {
  type BitsType,
  type BoolType,
  bits,
  bitsToHold,
  bool,
  type EnumType,
  indexWidth,
  type SIntType,
  sint,
  type UIntType,
  uint,
  uintBelow,
  uintUpTo,
} from './types/ground-types.js';
export type { AnyWidth, Width } from './types/width.js';
export type { Bits } from './values/bits.js';
export type { Bool } from './values/bool.js';
export type { EnumValue } from './values/enum-value.js';
export type { Fixed } from './values/fixed.js';
export { all, any, concat, literal, mux, pack } from './values/functions.js';
export { q } from './values/q.js';
export { max, min, oneHotMux, priorityEncode } from './values/selection.js';
export type { SInt } from './values/sint.js';
export type {
  Drivable,
  DriveSide,
  FlowSink,
  FlowSource,
  ReadSide,
  Register as RegisterOf,
  SourceOf,
  StreamSink,
  StreamSource,
  ValueOf,
} from './values/typing.js';
export type { UInt } from './values/uint.js';
export type { Vec } from './values/vec.js';
