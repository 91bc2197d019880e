import { z } from 'zod';
import {
  build,
  type DataType,
  type Expression,
  elaborate,
  input,
  type ModuleSpec,
  module,
  type PortSpecs,
  type Signal,
} from '../../../hdl-dsl/index.js';
import type { Scalar } from '../../../hdl-dsl/values/scalar.js';
import { expressionOf } from '../../../hdl-dsl/values/scalar.js';
import type { ReadSide } from '../../../hdl-dsl/values/typing.js';

type Build<P extends PortSpecs> = ModuleSpec<z.ZodObject, P>['build'];

export const unitOf = <P extends PortSpecs>(ports: P, body: Build<P>) =>
  module({ name: 'unit', params: z.object({}), ports: () => ports, build: body });

/** Elaborates a module of some ports; its passes do not run. */
export const construct = <P extends PortSpecs>(ports: P, body: Build<P>) =>
  elaborate(unitOf(ports, body), {});

/** Elaborates and checks a module of some ports. */
export const checked = <P extends PortSpecs>(ports: P, body: Build<P>) => build(unitOf(ports, body), {});

/** The node that `make` builds from inputs of the given types, and the inputs. */
export function nodeOf<A extends DataType, B extends DataType>(
  types: readonly [A, B],
  make: (a: ReadSide<A>, b: ReadSide<B>) => Scalar,
): { readonly node: Expression; readonly inputs: readonly [Signal, Signal] } {
  const kept: { node?: Expression } = {};
  const top = construct({ a: input(types[0]), b: input(types[1]) }, (_m, _p, io) => {
    kept.node = expressionOf(make(io.a, io.b));
  });
  const [a, b] = top.ports;
  if (kept.node === undefined || a === undefined || b === undefined) throw new Error('nothing was built');
  return { node: kept.node, inputs: [a, b] };
}
