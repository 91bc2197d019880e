import type { Assign, Module, Signal, Statement } from '../ir/index.js';
import { forEachLeaf } from '../ir/statement-walk.js';
import { fromPattern, toPattern } from '../nodes/ground.js';
import { tileExactly } from './coverage.js';

/** Wires with one value for ever: driven by nothing but their default, or by literals. */
export function constantWires(module: Module, body: readonly Statement[]): Map<Signal, bigint> {
  const drives = new Map<Signal, Assign[]>();
  const varying = new Set<Signal>();
  const atTop = new Set<Statement>(body);
  forEachLeaf(body, (leaf) => {
    if (leaf.kind !== 'assign') return;
    if (leaf.value.kind !== 'literal' || !atTop.has(leaf)) varying.add(leaf.target);
    drives.set(leaf.target, [...(drives.get(leaf.target) ?? []), leaf]);
  });
  const constants = new Map<Signal, bigint>();
  for (const wire of module.wires) {
    const assigns = drives.get(wire);
    if (varying.has(wire) || (assigns !== undefined && !tileExactly(assigns))) continue;
    const pattern = assigns?.reduce((sum, assign) => sum | patternOf(assign), 0n) ?? wire.default ?? 0n;
    constants.set(wire, fromPattern(toPattern(pattern, wire.type.width), wire.type));
  }
  return constants;
}

function patternOf({ value, lsb, width }: Assign): bigint {
  return value.kind === 'literal' ? toPattern(value.value, width) << BigInt(lsb) : 0n;
}
