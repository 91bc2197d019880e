import './values/targets.js';

export type { Overflow, Rounding } from '../base/number-format.js';
export type { BlackBoxSpec } from './build/black-box.js';
export { build, elaborate } from './build/elaborate.js';
export { type MemoryPort, type MemorySpec, memory, type PackedMemoryPort } from './build/memory.js';
export type { ModuleBuilder } from './build/module-builder.js';
export { type ModuleDefinition, type ModuleSpec, module } from './build/module-definition.js';
export { type InnerIo, input, type OuterIo, output, type PortSpec, type PortSpecs } from './build/ports.js';
export { checkDesign } from './check/check-design.js';
export type * from './ir/index.js';
export {
  type DataType,
  type HdlType,
  type StreamType,
  type StructType,
  stream,
  struct,
  type VecType,
  vec,
} from './types/aggregate-types.js';
export { enumOf } from './types/enum-type.js';
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
export type { Bits } from './values/bits.js';
export type { Bool } from './values/bool.js';
export type { EnumValue } from './values/enum-value.js';
export { all, any, concat, literal, mux, pack } from './values/functions.js';
export type { SInt } from './values/sint.js';
export type {
  Drivable,
  DriveSide,
  ReadSide,
  Register as RegisterOf,
  SourceOf,
  StreamSink,
  StreamSource,
  ValueOf,
} from './values/typing.js';
export type { UInt } from './values/uint.js';
export type { Vec } from './values/vec.js';
