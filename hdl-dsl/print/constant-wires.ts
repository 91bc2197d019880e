import type { Assign, Expression, Literal, Module, Signal, Statement } from '../ir/index.js';
import { forEachLeaf } from '../ir/statement-walk.js';
import { fromPattern, toPattern } from '../nodes/ground.js';
import { tileExactly } from './coverage.js';

/** Wires with one value for ever: driven by nothing but their default, or by constants.
 *  @param constantOf the constant that an expression is known to be */
export function constantWires(
  module: Module,
  body: readonly Statement[],
  constantOf: (value: Expression) => Literal | undefined,
): Map<Signal, bigint> {
  const drives = new Map<Signal, Assign[]>();
  const varying = new Set<Signal>();
  const atTop = new Set<Statement>(body);
  forEachLeaf(body, (leaf) => {
    if (leaf.kind !== 'assign') return;
    if (!atTop.has(leaf) || constantOf(leaf.value) === undefined) varying.add(leaf.target);
    const own = drives.get(leaf.target);
    if (own === undefined) drives.set(leaf.target, [leaf]);
    else own.push(leaf);
  });
  const constants = new Map<Signal, bigint>();
  for (const wire of module.wires) {
    const assigns = drives.get(wire);
    if (varying.has(wire) || (assigns !== undefined && !tileExactly(assigns))) continue;
    const pattern =
      assigns?.reduce((sum, assign) => sum | patternOf(assign, constantOf(assign.value)), 0n) ??
      wire.default ??
      0n;
    constants.set(wire, fromPattern(toPattern(pattern, wire.type.width), wire.type));
  }
  return constants;
}

function patternOf({ lsb, width }: Assign, constant: Literal | undefined): bigint {
  return toPattern(constant?.value ?? 0n, width) << BigInt(lsb);
}
