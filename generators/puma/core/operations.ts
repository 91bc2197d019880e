import { enumOf } from '../../../hdl-dsl/index.js';

/** What executes an instruction. `Branch` is `jmp` too. */
export const Unit = enumOf('execute_unit', [
  'Vector',
  'Divide',
  'Lookup',
  'Random',
  'Scalar',
  'Branch',
  'Matrix',
  'Load',
  'Store',
  'Halt',
]);

/** What a lane does with its elements of both sources; `First` and `Second` pass one on. */
export const LaneOperation = enumOf('lane_operation', [
  'Add',
  'Sub',
  'Mul',
  'Shl',
  'Shr',
  'And',
  'Or',
  'Not',
  'Relu',
  'Min',
  'Max',
  'First',
  'Second',
]);

/** What the scalar unit does with its words: arithmetic, or a comparison of signed numbers. `Always` holds for `jmp`. */
export const ScalarOperation = enumOf('scalar_operation', [
  'Add',
  'Sub',
  'Eq',
  'Ne',
  'Lt',
  'Le',
  'Gt',
  'Ge',
  'Always',
]);

/** Look-up tables in the order of their ROM rows. */
export const LookupOperation = enumOf('lookup_operation', ['Sigmoid', 'Tanh', 'Exp', 'Log']);

/** Classes of instructions that the performance counters tell apart, in the order of the counters. */
export const InstructionClass = enumOf('instruction_class', [
  'Mvm',
  'Vector',
  'Lookup',
  'Scalar',
  'Move',
  'Load',
  'Store',
  'Control',
]);
