import type { z } from 'zod';
import type { Assertion, Ignored, Instance, Memory, Module, Register, Wire } from '../ir/index.js';
import { mainClock } from '../names/clock-pins.js';
import { bitwiseNode, notNode } from '../nodes/arithmetic-nodes.js';
import { captureSource } from '../source/source-ref.js';
import type { Bool } from '../values/bool.js';
import type { EnumValue } from '../values/enum-value.js';
import { conditionOf } from '../values/functions.js';
import { expressionOf, type Scalar } from '../values/scalar.js';
import { signalsOf } from '../values/signals-of.js';
import type { SInt } from '../values/sint.js';
import type { UInt } from '../values/uint.js';
import { type BlackBoxSpec, sharedBlackBox } from './black-box.js';
import type {
  MemoriesOf,
  MemorySpecs,
  RegisterSpecs,
  RegistersOf,
  WireSpecs,
  WiresOf,
} from './declarations.js';
import type { Elaboration } from './elaboration.js';
import { declareInstance } from './instances.js';
import { declareMemory } from './memory.js';
import type { ModuleDefinition } from './module-definition.js';
import type { OuterIo, PortSpecs } from './ports.js';
import { declareRegister, declareWire } from './registers-and-wires.js';
import { report } from './report.js';
import { checkKey } from './signals.js';
import { conjunction, type StatementScope } from './statement-scope.js';
import { switchCases } from './switch-cases.js';
import { WhenChain } from './when-chain.js';

type ModuleParts = Pick<Module, 'wires' | 'registers' | 'memories' | 'instances' | 'assertions' | 'ignored'>;

/** What a module's `build` works with. */
export class ModuleBuilder {
  readonly #elaboration: Elaboration;
  readonly #scope: StatementScope;
  readonly #parts = {
    wires: [] as Wire[],
    registers: [] as Register[],
    memories: [] as Memory[],
    instances: [] as Instance[],
    assertions: [] as Assertion[],
    ignored: [] as Ignored[],
  };

  constructor(elaboration: Elaboration, scope: StatementScope) {
    this.#elaboration = elaboration;
    this.#scope = scope;
  }

  /** Declares registers. Each holds its value in cycles without `next`, and takes its `reset` (if it has one)
   *  asynchronously. */
  regs<const R extends RegisterSpecs>(specs: R): RegistersOf<R> {
    const made = Object.entries(specs).map(([key, type]) => {
      const { signals, value } = declareRegister(this.#scope, key, type);
      this.#parts.registers.push(...signals);
      return [key, value];
    });
    return Object.freeze(Object.fromEntries(made)) as RegistersOf<R>;
  }

  /** Declares wires: of a type, to be driven in every branch unless they have a `default`; or of a value, which
   *  names it. */
  wires<const W extends WireSpecs>(specs: W): WiresOf<W> {
    const made = Object.entries(specs).map(([key, spec]) => {
      const { signals, value } = declareWire(this.#scope, key, spec);
      this.#parts.wires.push(...signals);
      return [key, value];
    });
    return Object.freeze(Object.fromEntries(made)) as WiresOf<W>;
  }

  /** Declares memories, made with `memory(word, depth)`. */
  memories<const M extends MemorySpecs>(specs: M): MemoriesOf<M> {
    const made = Object.entries(specs).map(([key, spec]) => {
      const { memories, port } = declareMemory(this.#scope, key, spec);
      this.#parts.memories.push(...memories);
      return [key, port];
    });
    return Object.freeze(Object.fromEntries(made)) as MemoriesOf<M>;
  }

  /** Instantiates a module. The result is its ports: inputs are driven, outputs read. */
  instance<S extends z.ZodType, P extends PortSpecs>(
    name: string,
    definition: ModuleDefinition<S, P>,
    params: z.input<S>,
  ): OuterIo<P> {
    const source = captureSource();
    checkKey(name, 'an instance', source);
    const { module, ports } = this.#elaboration.moduleOf(definition, params, source);
    const { instance, io } = declareInstance(this.#scope, name, module, ports, {}, source);
    this.#parts.instances.push(instance);
    return io as OuterIo<P>;
  }

  /** `count` instances, named `<name>_0` and up; `params` may depend on the number. */
  instances<S extends z.ZodType, P extends PortSpecs>(
    name: string,
    count: number,
    definition: ModuleDefinition<S, P>,
    params: z.input<S> | ((index: number) => z.input<S>),
  ): readonly OuterIo<P>[] {
    const paramsOf = (index: number): z.input<S> =>
      typeof params === 'function' ? (params as (index: number) => z.input<S>)(index) : params;
    return Object.freeze(
      Array.from({ length: count }, (_, i) => this.instance(`${name}_${i}`, definition, paramsOf(i))),
    );
  }

  /** Instantiates a module that is written elsewhere. */
  blackBox<const P extends PortSpecs>(name: string, spec: BlackBoxSpec<P>): OuterIo<P> {
    const source = captureSource();
    checkKey(name, 'an instance', source);
    const box = sharedBlackBox(this.#elaboration.blackBoxes, spec, () => source);
    const { instance, io } = declareInstance(
      this.#scope,
      name,
      box,
      spec.ports,
      spec.parameters ?? {},
      source,
    );
    this.#parts.instances.push(instance);
    return io as OuterIo<P>;
  }

  /** Statements in `then` apply where the condition holds. Of two active assignments to one bit the later wins. */
  when(condition: Bool, then: () => void): WhenChain {
    const expression = conditionOf(condition);
    const source = captureSource();
    return new WhenChain(this.#scope, [expression], this.#scope.when(expression, then, source));
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

  /** Asserts a condition at every clock edge out of reset; inside `when` and `switch`, where the branch is active.
   *  @param name UpperCamelCase, reads as a rule: `CodeHeldUntilReady` */
  assert(name: string, condition: Bool, message: string): void {
    const source = captureSource();
    if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) {
      report({
        code: 'CW-E005',
        message: `\`${name}\` is no name for an assertion`,
        expected: 'UpperCamelCase, such as `CountStaysInRange`',
        actual: `\`${name}\``,
        hint: 'name the rule that must hold',
        source,
      });
    }
    if (this.#scope.refuses(source)) return;
    const active = conjunction(this.#scope.guards);
    const rule = conditionOf(condition);
    this.#parts.assertions.push(
      Object.freeze({
        name,
        condition: active === undefined ? rule : bitwiseNode('or', notNode(active), rule),
        message,
        clock: mainClock,
        source,
      }),
    );
  }

  /** Says that a signal is left unread (or its register unwritten) on purpose, and why. */
  ignore(value: object, reason: string): void {
    for (const signal of signalsOf(value)) this.#parts.ignored.push(Object.freeze({ signal, reason }));
  }

  /** Ends the module; internal to the language. */
  static finish(m: ModuleBuilder): ModuleParts {
    const { wires, registers, memories, instances, assertions, ignored } = m.#parts;
    return {
      wires: Object.freeze(wires),
      registers: Object.freeze(registers),
      memories: Object.freeze(memories),
      instances: Object.freeze(instances),
      assertions: Object.freeze(assertions),
      ignored: Object.freeze(ignored),
    };
  }
}
