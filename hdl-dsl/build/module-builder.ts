import type { z } from 'zod';
import type { ClockDomain } from '../ir/index.js';
import { captureSource } from '../source/source-ref.js';
import type { Bool } from '../values/bool.js';
import type { EnumValue } from '../values/enum-value.js';
import { conditionOf } from '../values/functions.js';
import { expressionOf, type Scalar } from '../values/scalar.js';
import { signalsOf } from '../values/signals-of.js';
import type { SInt } from '../values/sint.js';
import type { UInt } from '../values/uint.js';
import { makeAssertion } from './assertions.js';
import { type BlackBoxSpec, sharedBlackBox } from './black-box.js';
import { type ClockScope, type ClockSpecs, type ClocksOf, clocksOfInstance } from './clocks.js';
import { crossingsOf } from './crossings.js';
import type {
  MemoriesOf,
  MemorySpecs,
  RegisterSpecs,
  RegistersOf,
  WireSpecs,
  WiresOf,
} from './declarations.js';
import type { Elaboration } from './elaboration.js';
import { declareInstance, type InstanceOptions } from './instances.js';
import { declareMachine, type MachineHandle, type MachineSpec } from './machine.js';
import { declareMemory } from './memory.js';
import type { ModuleDefinition } from './module-definition.js';
import { ModuleParts } from './module-parts.js';
import type { OuterIo, PortSpecs } from './ports.js';
import {
  type ClockedOptions,
  type DeclarationOptions,
  declareRegister,
  declareWire,
} from './registers-and-wires.js';
import { checkKey } from './signals.js';
import type { StatementScope } from './statement-scope.js';
import { switchCases } from './switch-cases.js';
import { WhenChain } from './when-chain.js';

/** What a module's `build` works with. */
export class ModuleBuilder<out C extends ClockSpecs = ClockSpecs> {
  /** The clock domains of the module, by the keys that declare them. */
  readonly clocks: ClocksOf<C>;
  readonly #elaboration: Elaboration;
  readonly #scope: StatementScope;
  readonly #clocks: ClockScope;
  readonly #parts = new ModuleParts();

  constructor(elaboration: Elaboration, scope: StatementScope, clocks: ClockScope) {
    this.#elaboration = elaboration;
    this.#scope = scope;
    this.#clocks = clocks;
    this.clocks = clocks.byKey as ClocksOf<C>;
  }

  /** Registers, memories, assertions and instances declared in `body` belong to a clock domain of `m.clocks`. */
  within(clock: ClockDomain, body: () => void): void {
    this.#clocks.within(clock, body);
  }

  /** Declares registers. Each holds its value in cycles without `next`, and takes its `reset` (if it has one) as its
   *  clock domain says. */
  regs<const R extends RegisterSpecs>(specs: R, options: ClockedOptions = {}): RegistersOf<R> {
    const clock = this.#clocks.own(options.clock);
    const made = Object.entries(specs).map(([key, type]) => {
      const { signals, value } = declareRegister(this.#scope, key, type, clock, options);
      this.#parts.registers.push(...signals);
      return [key, value];
    });
    return Object.freeze(Object.fromEntries(made)) as RegistersOf<R>;
  }

  /** Declares wires: of a type, to be driven in every branch unless they have a `default`; or of a value, which
   *  names it. */
  wires<const W extends WireSpecs>(specs: W, options: DeclarationOptions = {}): WiresOf<W> {
    const made = Object.entries(specs).map(([key, spec]) => {
      const { signals, value } = declareWire(this.#scope, key, spec, options);
      this.#parts.wires.push(...signals);
      return [key, value];
    });
    return Object.freeze(Object.fromEntries(made)) as WiresOf<W>;
  }

  /** Declares memories, made with `memory(word, depth)`. */
  memories<const M extends MemorySpecs>(
    specs: M,
    options: Pick<ClockedOptions, 'clock'> = {},
  ): MemoriesOf<M> {
    const clock = this.#clocks.own(options.clock);
    const context = {
      scope: this.#scope,
      parts: this.#parts,
      elaboration: this.#elaboration,
      readClock: () => this.#clocks.current,
    };
    const made = Object.entries(specs).map(([key, spec]) => [key, declareMemory(context, key, spec, clock)]);
    return Object.freeze(Object.fromEntries(made)) as MemoriesOf<M>;
  }

  /** Instantiates a module. The result is its ports: inputs are driven, outputs read. */
  instance<S extends z.ZodType, P extends PortSpecs, D extends ClockSpecs>(
    name: string,
    definition: ModuleDefinition<S, P, D>,
    params: z.input<S>,
    options: InstanceOptions<NoInfer<D>> = {},
  ): OuterIo<P> {
    const source = captureSource();
    checkKey(name, 'an instance', source);
    const { module, ports, clocks } = this.#elaboration.moduleOf(definition, params, source);
    const told = clocksOfInstance(name, clocks, module.clocks, options.clocks ?? {}, this.#clocks, source);
    const { instance, io } = declareInstance(this.#scope, name, module, ports, {}, told, source);
    this.#parts.instances.push(instance);
    return io as OuterIo<P>;
  }

  /** `count` instances, named `<name>_0` and up; `params` may depend on the number. */
  instances<S extends z.ZodType, P extends PortSpecs, D extends ClockSpecs>(
    name: string,
    count: number,
    definition: ModuleDefinition<S, P, D>,
    params: z.input<S> | ((index: number) => z.input<S>),
    options: InstanceOptions<NoInfer<D>> = {},
  ): readonly OuterIo<P>[] {
    const paramsOf = (index: number): z.input<S> =>
      typeof params === 'function' ? (params as (index: number) => z.input<S>)(index) : params;
    return Object.freeze(
      Array.from({ length: count }, (_, i) =>
        this.instance(`${name}_${i}`, definition, paramsOf(i), options),
      ),
    );
  }

  /** Instantiates a module that is written elsewhere. */
  blackBox<const P extends PortSpecs>(
    name: string,
    spec: BlackBoxSpec<P>,
    options: InstanceOptions<ClockSpecs> = {},
  ): OuterIo<P> {
    const source = captureSource();
    checkKey(name, 'an instance', source);
    const { box, clocks } = sharedBlackBox(this.#elaboration.blackBoxes, spec, () => source);
    const given = options.clocks ?? {};
    const told = clocksOfInstance(name, clocks.byKey, box.clocks, given, this.#clocks, source);
    const { instance, io } = declareInstance(
      this.#scope,
      name,
      box,
      spec.ports,
      spec.parameters ?? {},
      told,
      source,
    );
    this.#parts.instances.push(instance);
    return io as OuterIo<P>;
  }

  /** Statements in `then` apply where the condition holds. Of two active assignments to one bit the later wins. */
  when(condition: Bool, then: () => void): WhenChain {
    const expression = conditionOf(condition);
    const source = captureSource();
    return new WhenChain(this.#scope, this.#scope.when(expression, then, source));
  }

  /** One branch for each named case, `otherwise` for all others. Cases of an enumeration are member names, of a
   *  number the numbers. */
  switch<M extends string>(
    subject: EnumValue<M>,
    cases: { readonly [K in M]?: () => void },
    otherwise?: () => void,
  ): void;
  switch(subject: UInt | SInt, cases: Readonly<Record<number, () => void>>, otherwise?: () => void): void;
  switch(
    subject: Scalar,
    cases: Readonly<Record<string, (() => void) | undefined>>,
    otherwise?: () => void,
  ): void {
    const source = captureSource();
    this.#scope.switch(expressionOf(subject), switchCases(subject, cases), otherwise, source);
  }

  /** Declares a state machine: a register of an enumeration of the machine's name, and for each state the statements
   *  that are active in it. */
  machine<M extends string>(
    name: string,
    spec: MachineSpec<M>,
    options: Pick<ClockedOptions, 'clock'> = {},
  ): MachineHandle<M> {
    const context = { scope: this.#scope, parts: this.#parts, clock: this.#clocks.own(options.clock) };
    return declareMachine(context, name, spec);
  }

  /** Asserts a condition at every clock edge out of reset; inside `when` and `switch`, where the branch is active.
   *  @param name UpperCamelCase, reads as a rule: `CodeHeldUntilReady` */
  assert(name: string, condition: Bool, message: string): void {
    const source = captureSource();
    const assertion = makeAssertion(this.#scope, this.#clocks.current, name, condition, message, source);
    if (assertion !== undefined) this.#parts.assertions.push(assertion);
  }

  /** Says that a signal is left unread (or its register unwritten) on purpose, and why. */
  ignore(value: object, reason: string): void {
    for (const signal of signalsOf(value)) this.#parts.ignored.push(Object.freeze({ signal, reason }));
  }

  /** Says that a wire may be read in any clock domain, and why that is safe: where a synchroniser begins, or for a
   *  value that holds still while it is read. Reports CW-E036 for anything but wires. */
  crossing(value: object, reason: string): void {
    this.#parts.crossings.push(...crossingsOf(value, reason));
  }

  /** Ends the module; internal to the language. */
  static finish(m: ModuleBuilder): ReturnType<ModuleParts['finish']> {
    return m.#parts.finish();
  }
}
