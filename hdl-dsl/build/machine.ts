import type { ClockDomain, Machine, Register, SourceRef, Statement, Wire } from '../ir/index.js';
import { compareNode } from '../nodes/arithmetic-nodes.js';
import { literalNode, signalNode } from '../nodes/basic-nodes.js';
import { captureSource, sourceOfKey } from '../source/source-ref.js';
import type { EnumEncoding } from '../types/enum-encoding.js';
import { enumOf } from '../types/enum-type.js';
import type { Bool } from '../values/bool.js';
import type { EnumValue } from '../values/enum-value.js';
import { makers } from '../values/makers.js';
import { expressionOf } from '../values/scalar.js';
import type { ModuleParts } from './module-parts.js';
import { declareRegister } from './registers-and-wires.js';
import { report } from './report.js';
import { checkKey } from './signals.js';
import { assignWhole } from './statement-nodes.js';
import type { StatementScope } from './statement-scope.js';

/** What the body of a state may say. */
export interface StateActions<M extends string> {
  /** The machine is in `state` from the next clock edge on. Of two that are both active the later wins. */
  goto(state: M): void;
  /** This state is never left on purpose. */
  stay(reason: string): void;
}

/** What `m.machine` takes. */
export interface MachineSpec<M extends string> {
  /** The state after reset. */
  readonly initial: NoInfer<M>;
  /** The statements of each state, active while the machine is in it. */
  readonly states: { readonly [K in M]: (s: StateActions<M>) => void };
  /** Default `binary`: 0, 1, 2 ... in the order of the states. */
  readonly encoding?: EnumEncoding;
  /** False: without reset. Default true. */
  readonly reset?: boolean;
}

/** A state machine as its module reads it. */
export interface MachineHandle<M extends string> {
  readonly state: EnumValue<M>;
  /** True while it is in this state. */
  is(state: M): Bool;
  /** True in a cycle after which it is in this state. */
  isNext(state: M): Bool;
}

interface MachineContext {
  readonly scope: StatementScope;
  readonly clock: ClockDomain;
  readonly parts: ModuleParts;
}

/** Declares a state machine: a register of an enumeration of its name, and a `switch` over it. */
export function declareMachine<M extends string>(
  context: MachineContext,
  name: string,
  spec: MachineSpec<M>,
): MachineHandle<M> {
  const source = captureSource();
  checkKey(name, 'a state machine', source);
  const members = Object.keys(spec.states) as M[];
  const type = enumOf(name, members, { encoding: spec.encoding ?? 'binary' });
  const initial = knownState(name, members, spec.initial, 'initial state', source) ?? members[0];
  const options = spec.reset === false || initial === undefined ? {} : { reset: initial };
  const { scope } = context;
  const { signals, value } = declareRegister(scope, name, type(options), context.clock, {}, source);
  const [register] = signals;
  if (register === undefined) throw new Error('a machine has a register');
  context.parts.registers.push(register);
  const state = value as EnumValue<M>;
  const moves = new Moves(context, name, register, source);
  const transitions: Machine['transitions'][number][] = [];
  const final: { readonly state: string; readonly reason: string }[] = [];
  const bodyOf = (from: M) => () => {
    const open = { isOpen: true };
    spec.states[from]({
      goto(to) {
        const at = captureSource();
        if (!open.isOpen) return refuse(name, from, to, at);
        if (knownState(name, members, to, 'target', at) === undefined) return;
        transitions.push(Object.freeze({ from, to, source: at }));
        moves.to(to, at);
      },
      stay: (reason) => final.push(Object.freeze({ state: from, reason })),
    });
    open.isOpen = false;
  };
  const { enumeration } = register.type;
  const cases = members.map((member) => ({
    match: enumeration?.members.find((m) => m.name === member)?.value ?? 0n,
    body: bodyOf(member),
  }));
  scope.switch(expressionOf(state), cases, undefined, source);
  const { parts } = context;
  parts.atEnd(() => {
    const made: Machine = Object.freeze({
      name: register.name,
      state: register,
      initial: initial ?? '',
      transitions: Object.freeze(transitions),
      final: Object.freeze(final),
      source,
    });
    parts.machines.push(made);
  });
  return Object.freeze({
    state,
    is: (member: M) => state.eq(member),
    isNext: (member: M) => moves.isNext(member),
  });
}

/** The moves of a machine: assignments to its register, and to a wire for the next state if anybody asks for it. */
class Moves {
  readonly #context: MachineContext;
  readonly #name: string;
  readonly #register: Register;
  readonly #source: SourceRef;
  #next: Wire | undefined;

  constructor(context: MachineContext, name: string, register: Register, source: SourceRef) {
    this.#context = context;
    this.#name = name;
    this.#register = register;
    this.#source = source;
    const stays = (wire: Wire): Statement => assignWhole(wire, signalNode(register), wire.source);
    context.scope.defer(() => (this.#next === undefined ? [] : [stays(this.#next)]));
  }

  to(member: string, source: SourceRef): void {
    const value = literalNode(this.#register.type, this.#encoding(member));
    this.#context.scope.defer(() => [
      assignWhole(this.#register, value, source),
      ...(this.#next === undefined ? [] : [assignWhole(this.#next, value, source)]),
    ]);
  }

  isNext(member: string): Bool {
    if (this.#next === undefined) {
      this.#next = Object.freeze({
        kind: 'wire',
        name: `${this.#register.name}_next`,
        naming: 'renameable',
        type: this.#register.type,
        source: sourceOfKey(this.#source, []),
      });
      this.#context.parts.wires.push(this.#next);
    }
    const { type } = this.#register;
    return makers().bool(
      compareNode('eq', signalNode(this.#next), literalNode(type, this.#encoding(member))),
    );
  }

  #encoding(member: string): bigint {
    const found = this.#register.type.enumeration?.members.find((m) => m.name === member);
    const members = this.#register.type.enumeration?.members.map((m) => m.name) ?? [];
    if (found === undefined) knownState(this.#name, members, member, 'state', captureSource());
    return found?.value ?? 0n;
  }
}

/** Reports CW-E040 for a state that the machine has not. */
function knownState<M extends string>(
  machine: string,
  members: readonly M[],
  state: M,
  what: string,
  source: SourceRef,
): M | undefined {
  if (members.includes(state)) return state;
  report({
    code: 'CW-E040',
    message: `the ${what} of machine \`${machine}\` is none of its states`,
    expected: `one of ${members.join(', ')}`,
    actual: `\`${state}\``,
    hint: 'correct its spelling, or add the state to `states`',
    source,
  });
  return undefined;
}

function refuse(machine: string, from: string, to: string, source: SourceRef): void {
  report({
    code: 'CW-E040',
    message: `machine \`${machine}\` is told to go to \`${to}\` after the body of state \`${from}\` had ended`,
    expected: '`goto` inside the body of the state that is left',
    actual: 'a later call',
    hint: 'call `goto` where the state is described; move conditions there with `m.when`',
    source,
  });
}
