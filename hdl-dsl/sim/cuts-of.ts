import { cutsWide } from './bit-store.js';
import type { FlatDesign } from './flat-design.js';
import type { GraphNode } from './graph-node.js';

/** How the wide values of a design are read. */
export interface Cuts {
  /** State cells out of which some node cuts a piece. */
  readonly cells: ReadonlySet<number>;
  /** Memories of which some node reads a whole word. */
  readonly wholeMemories: ReadonlySet<number>;
}

/** Looks at all that a design computes. */
export function cutsOf(design: FlatDesign): Cuts {
  const cells = new Set<number>();
  const wholeMemories = new Set<number>();
  const seen = new Set<GraphNode>();
  const open: GraphNode[] = [];
  const whole = (node: GraphNode): void => {
    if (node.op === 'word' && node.memory) wholeMemories.add(node.memory.id);
    open.push(node);
  };
  for (const { next } of design.registers) whole(next);
  for (const { enable, address, data } of design.writes)
    for (const node of [enable, address, data]) whole(node);
  for (const { inputs } of design.boxes) for (const { node } of inputs) whole(node);
  for (const { node } of design.outputs) whole(node);
  for (const { condition } of design.assertions) whole(condition);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const cuts = cutsWide(node);
    node.args.forEach((operand, i) => {
      if (!cuts || i > 0) whole(operand);
      else {
        if (operand.cell !== undefined) cells.add(operand.cell.id);
        open.push(operand);
      }
    });
  }
  return { cells, wholeMemories };
}
