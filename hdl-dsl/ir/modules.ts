import type { Expression } from './expressions.js';
import type { Statement } from './statements.js';
import type { GroundType } from './types.js';

/** Where a declaration or statement was written; resolved only when somebody asks (stack capture is lazy). */
export interface SourceRef {
  resolve(): import('../../base/source-place.js').SourcePlace | undefined;
}

interface SignalBase {
  /** Name from the key of its declaration, flattened (`code_valid`), without direction or register suffix. */
  readonly name: string;
  readonly type: GroundType;
  readonly source: SourceRef;
  /** Comment carried over from the DSL. */
  readonly comment?: string;
}

export interface Port extends SignalBase {
  readonly kind: 'port';
  readonly direction: 'input' | 'output';
}
/** A wire has a value in every branch: its default, or a driver that covers all of it. */
export interface Wire extends SignalBase {
  readonly kind: 'wire';
  readonly default?: bigint;
}
/** Holds its value unless assigned. Asynchronous, active-low reset to `reset`; none: no reset (data only). */
export interface Register extends SignalBase {
  readonly kind: 'register';
  readonly reset?: bigint;
}
/** A port of an instance, seen from the parent: `input` is driven by the parent, `output` is read. */
export interface InstancePort extends SignalBase {
  readonly kind: 'instance-port';
  readonly direction: 'input' | 'output';
  readonly instance: string;
}

export type Signal = Port | Wire | Register | InstancePort;

/** Words written at the clock edge, read asynchronously. Contents are undefined (simulators: 0) until written. */
export interface Memory {
  readonly kind: 'memory';
  readonly name: string;
  readonly word: GroundType;
  readonly depth: number;
  /** Kept as one packed vector whose contents can be read all at once (`memory-contents`); else an unpacked array. */
  readonly packed: boolean;
  readonly source: SourceRef;
  readonly comment?: string;
}

/** A module of ours, or a black box with a behavioural model elsewhere. Input and output ports by name. */
export interface Instance {
  readonly name: string;
  readonly of: Module | BlackBox;
  /** Values of SystemVerilog parameters, for black boxes. */
  readonly parameters: Readonly<Record<string, number>>;
  readonly ports: readonly InstancePort[];
  readonly source: SourceRef;
}

/** A module that the printer instantiates but does not print. Its outputs change at clock edges only. */
export interface BlackBox {
  readonly kind: 'black-box';
  readonly name: string;
  readonly ports: readonly Port[];
  readonly hasClock: boolean;
}

/** Checked at every clock edge out of reset: `condition` must hold. The name reads as a rule, UpperCamelCase. */
export interface Assertion {
  readonly name: string;
  readonly condition: Expression;
  readonly message: string;
  readonly source: SourceRef;
}

/** A signal left unread (or a register left unwritten) on purpose. */
export interface Ignored {
  readonly signal: Signal;
  readonly reason: string;
}

export interface Module {
  readonly kind: 'module';
  readonly name: string;
  /** First lines of the printed header: what the module is for. */
  readonly comment: string;
  readonly ports: readonly Port[];
  readonly wires: readonly Wire[];
  readonly registers: readonly Register[];
  readonly memories: readonly Memory[];
  readonly instances: readonly Instance[];
  readonly body: readonly Statement[];
  readonly assertions: readonly Assertion[];
  /** What the designer said is unused on purpose. */
  readonly ignored?: readonly Ignored[];
  readonly source: SourceRef;
  /** Has `clk_i` and `rst_ni`: any register, memory, assertion or clocked instance within. */
  readonly clocked: boolean;
}
