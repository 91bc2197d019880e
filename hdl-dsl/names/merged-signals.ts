import type { Assign, Expression, Module, Signal, Wire } from '../ir/index.js';
import { forEachLeaf } from '../ir/statement-walk.js';

/** The `mergeable` wires that always equal another signal of their type, each with that signal: its name is printed
 *  for both. */
export function mergedSignals(module: Module): ReadonlyMap<Signal, Signal> {
  const candidates = new Set<Signal>(module.wires.filter((wire) => wire.naming === 'mergeable'));
  const sources = new Map<Signal, Signal>();
  if (candidates.size === 0) return sources;
  const atTop = new Set<unknown>(module.body);
  forEachLeaf(module.body, (leaf) => {
    if (leaf.kind !== 'assign' || !candidates.has(leaf.target)) return;
    const source = atTop.has(leaf) && !sources.has(leaf.target) ? equalSignal(leaf) : undefined;
    if (source === undefined) candidates.delete(leaf.target);
    else sources.set(leaf.target, source);
  });
  const merged = new Map<Signal, Signal>();
  for (const wire of module.wires) {
    const end = candidates.has(wire) ? endOf(wire, sources, candidates) : wire;
    if (end !== wire) merged.set(wire, end);
  }
  return merged;
}

/** The module without its merged wires. Reads of them stay, and are printed under the other name. */
export function withoutMerged(module: Module): Module {
  const merged = mergedSignals(module);
  if (merged.size === 0) return module;
  return {
    ...module,
    wires: module.wires.filter((wire) => !merged.has(wire)),
    body: module.body.filter((s) => s.kind !== 'assign' || !merged.has(s.target)),
  };
}

function equalSignal({ target, lsb, width, value }: Assign): Signal | undefined {
  let from: Expression = value;
  while (from.kind === 'recast') from = from.operand;
  if (from.kind !== 'signal' || lsb !== 0 || width !== target.type.width) return undefined;
  const [a, b] = [from.signal.type, target.type];
  const isSame = a.kind === b.kind && a.width === b.width && a.enumeration === b.enumeration;
  // The net at an instance's port may itself go: its name would be lost.
  return isSame && from.signal.kind !== 'instance-port' ? from.signal : undefined;
}

/** Follows a chain of merged wires. */
function endOf(wire: Wire, sources: ReadonlyMap<Signal, Signal>, candidates: ReadonlySet<Signal>): Signal {
  const passed = new Set<Signal>();
  let at: Signal = wire;
  while (candidates.has(at)) {
    const next = sources.get(at);
    if (passed.has(at) || next === undefined) return passed.has(at) ? wire : at;
    passed.add(at);
    at = next;
  }
  return at;
}
