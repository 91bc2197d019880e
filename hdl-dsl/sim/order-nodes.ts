import type { Sink } from './function-body.js';
import type { GraphNode } from './graph-node.js';

/** All nodes that the sinks need, operands first, and for each sink the number of nodes before it can be done.
 *  @param operands of a node
 *  @param isLeaf nodes that need no computing */
export function orderNodes(
  sinks: readonly Sink[],
  operands: (node: GraphNode) => readonly GraphNode[],
  isLeaf: (node: GraphNode) => boolean,
): { readonly order: GraphNode[]; readonly placed: { readonly after: number; readonly sink: Sink }[] } {
  const order: GraphNode[] = [];
  const seen = new Set<GraphNode>();
  const visit = (root: GraphNode): void => {
    // With a stack of its own: chains of nodes can be longer than the call stack is deep.
    const open: { node: GraphNode; next: number }[] = [{ node: root, next: 0 }];
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const { node } = top;
      if (top.next === 0 && (seen.has(node) || isLeaf(node))) {
        open.pop();
        continue;
      }
      seen.add(node);
      const operand = operands(node)[top.next++];
      if (operand !== undefined) {
        open.push({ node: operand, next: 0 });
        continue;
      }
      order.push(node);
      open.pop();
    }
  };
  const placed = sinks.map((sink) => {
    for (const node of [sink.node, ...(sink.guarded ?? [])]) visit(node);
    return { after: order.length, sink };
  });
  return { order, placed };
}
