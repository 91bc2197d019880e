import type { Expression } from './expressions.js';
import type { Statement } from './statements.js';
import type { GroundType } from './types.js';

/** Where a declaration or statement was written; resolved only when somebody asks (stack capture is lazy). */
export interface SourceRef {
  resolve(): import('../../base/source-place.js').SourcePlace | undefined;
}

/** A clock with its reset, as one module knows it. Domains are local to a module: an instance says which clock of
 *  its parent each of its own is. Rising edge; the reset is active low. */
export interface ClockDomain {
  /** `main` has the pins `clk_i` and `rst_ni`, any other `clk_<name>_i` and `rst_<name>_ni`. */
  readonly name: string;
  /** `async`: takes effect at once; `sync`: at the next clock edge. */
  readonly reset: 'async' | 'sync';
}

/** How much a name binds. `reserved`: printed as it is, a clash is an error. `renameable`: gets a number at a clash.
 *  `mergeable`: may give way to the name of an equal signal. Temporaries have no signal and so no name of their own. */
export type Naming = 'reserved' | 'renameable' | 'mergeable';

interface SignalBase {
  /** Name from the key of its declaration, flattened (`code_valid`), without direction or register suffix. */
  readonly name: string;
  /** None: `reserved`. */
  readonly naming?: Naming;
  readonly type: GroundType;
  readonly source: SourceRef;
  /** Comment carried over from the DSL. */
  readonly comment?: string;
  /** SystemVerilog attributes, such as `ASYNC_REG: 'TRUE'`. */
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface Port extends SignalBase {
  readonly kind: 'port';
  readonly direction: 'input' | 'output';
  /** The domain in which an input changes, or an output must change; `asynchronous`: any. */
  readonly clock: ClockDomain | 'asynchronous';
}
/** A wire has a value in every branch: its default, or a driver that covers all of it. */
export interface Wire extends SignalBase {
  readonly kind: 'wire';
  readonly default?: bigint;
}
/** Holds its value unless assigned. Reset to `reset` as its domain says; none: no reset (data only). */
export interface Register extends SignalBase {
  readonly kind: 'register';
  readonly clock: ClockDomain;
  readonly reset?: bigint;
}
/** A port of an instance, seen from the parent: `input` is driven by the parent, `output` is read. */
export interface InstancePort extends SignalBase {
  readonly kind: 'instance-port';
  readonly direction: 'input' | 'output';
  readonly instance: string;
}

export type Signal = Port | Wire | Register | InstancePort;

/** Words written at the clock edge, read asynchronously (a synchronous read is a register that follows such a read).
 *  Contents are `initial`, without it undefined (simulators: 0) until written. */
export interface Memory {
  readonly kind: 'memory';
  readonly name: string;
  readonly word: GroundType;
  readonly depth: number;
  /** Kept as one packed vector whose contents can be read all at once (`memory-contents`); else an unpacked array. */
  readonly packed: boolean;
  /** The domain of its writes. */
  readonly clock: ClockDomain;
  /** Patterns of the words from 0; further words are 0. */
  readonly initial?: readonly bigint[];
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
  /** The parent's domain for each domain of the module, by the name that the module gives it. */
  readonly clocks: Readonly<Record<string, ClockDomain>>;
  readonly source: SourceRef;
}

/** A module that the printer instantiates but does not print. Its outputs change at clock edges only. */
export interface BlackBox {
  readonly kind: 'black-box';
  readonly name: string;
  readonly ports: readonly Port[];
  /** Its clock pins; none: it has no clock. */
  readonly clocks: readonly ClockDomain[];
}

/** Checked at every clock edge out of reset: `condition` must hold. The name reads as a rule, UpperCamelCase. */
export interface Assertion {
  readonly name: string;
  readonly condition: Expression;
  readonly message: string;
  readonly clock: ClockDomain;
  readonly source: SourceRef;
}

/** A signal left unread (or a register left unwritten) on purpose. */
export interface Ignored {
  readonly signal: Signal;
  readonly reason: string;
}

/** A wire whose value may be read in any domain, because the designer says why that is safe. */
export interface Crossing {
  readonly signal: Wire;
  readonly reason: string;
}

/** A state machine: its register and the moves that its statements make. */
export interface Machine {
  readonly name: string;
  readonly state: Register;
  readonly initial: string;
  readonly transitions: readonly { readonly from: string; readonly to: string; readonly source: SourceRef }[];
  /** States that are never left on purpose. */
  readonly final?: readonly { readonly state: string; readonly reason: string }[];
  readonly source: SourceRef;
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
  readonly crossings?: readonly Crossing[];
  readonly machines?: readonly Machine[];
  readonly source: SourceRef;
  /** Stands for a hard macro: printed into a file of its own as a model of its behaviour, without reset pins. */
  readonly macro?: true;
  /** The domains whose pins the module has: those it declares, or `main` where anything within has a clock. */
  readonly clocks: readonly ClockDomain[];
}
