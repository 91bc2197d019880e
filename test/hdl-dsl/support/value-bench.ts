import type { DataType, Expression, HdlType, Signal } from '../../../hdl-dsl/index.js';
import { input } from '../../../hdl-dsl/index.js';
import { Simulator } from '../../../hdl-dsl/sim/simulator.js';
import { expressionOf, type Scalar } from '../../../hdl-dsl/values/scalar.js';
import type { ReadSide } from '../../../hdl-dsl/values/typing.js';
import * as ir from '../print/support/ir.js';
import { checkShape } from './evaluate.js';
import { construct } from './unit.js';

type Reads<T extends Readonly<Record<string, HdlType>>> = { readonly [K in keyof T]: ReadSide<T[K]> };

/** Values made by the language from inputs of some types, computed by the built-in simulator. */
export class ValueBench<K extends string> {
  readonly #simulator: Simulator;
  readonly #expressions: readonly (readonly [K, Expression])[];

  private constructor(simulator: Simulator, expressions: readonly (readonly [K, Expression])[]) {
    this.#simulator = simulator;
    this.#expressions = expressions;
  }

  static of<const T extends Readonly<Record<string, DataType>>, K extends string>(
    types: T,
    make: (io: Reads<T>) => Readonly<Record<K, Scalar>>,
  ): ValueBench<K> {
    const kept: { expressions: [K, Expression][] } = { expressions: [] };
    const ports = Object.fromEntries(Object.entries(types).map(([name, type]) => [name, input(type)]));
    const top = construct(ports, (_m, _p, io) => {
      kept.expressions = Object.entries<Scalar>(make(io as never)).map(([k, v]) => [k as K, expressionOf(v)]);
    });
    const outputs = kept.expressions.map(([, { type }], i) => ir.output(`y${i}`, type));
    const body = kept.expressions.map(([, expression], i) => {
      checkShape(expression);
      return ir.assign(outputs[i] as Signal, expression);
    });
    const module = ir.module('bench', { ports: [...top.ports, ...outputs], body });
    return new ValueBench(new Simulator(module), kept.expressions);
  }

  /** The number that each value means, for these numbers or bits of the inputs. */
  values(inputs: Readonly<Record<string, bigint>>): Record<K, bigint> {
    for (const [name, value] of Object.entries(inputs)) this.#simulator.poke(`${name}_i`, value);
    const results = this.#expressions.map(([key, { type }], i) => {
      const pattern = BigInt(this.#simulator.peek(`y${i}_o`));
      return [key, type.signed ? BigInt.asIntN(type.width, pattern) : pattern];
    });
    return Object.fromEntries(results);
  }

  /** Kind and width of each value. */
  types(): Record<K, { readonly kind: string; readonly width: number }> {
    return Object.fromEntries(
      this.#expressions.map(([k, { type }]) => [k, { kind: type.kind, width: type.width }]),
    ) as never;
  }
}
