import type { Module, Signal, Statement } from '../ir/index.js';
import { forEachLeaf } from '../ir/statement-walk.js';
import { fromPattern, toPattern } from '../nodes/ground.js';
import { isWhole } from './coverage.js';

/** Wires with one value for ever: driven by nothing but their default, or by one literal. */
export function constantWires(module: Module, body: readonly Statement[]): Map<Signal, bigint> {
  const constants = new Map<Signal, bigint>(module.wires.map((wire) => [wire, wire.default ?? 0n]));
  const assigned = new Set<Signal>();
  forEachLeaf(body, (leaf) => {
    if (leaf.kind !== 'assign') return;
    const { target, value } = leaf;
    const atTop = body.includes(leaf);
    if (atTop && isWhole(leaf) && value.kind === 'literal' && !assigned.has(target)) {
      constants.set(target, fromPattern(toPattern(value.value, target.type.width), target.type));
    } else constants.delete(target);
    assigned.add(target);
  });
  for (const signal of [...constants.keys()]) if (signal.kind !== 'wire') constants.delete(signal);
  return constants;
}
