import type { GraphNode } from './graph-node.js';

const known = new WeakMap<GraphNode, boolean>();

/** Whether a slice of a wide node can be made from slices of parts, without the node itself. */
export function separates(node: GraphNode): boolean {
  let answer = known.get(node);
  if (answer === undefined) {
    answer = decide(node);
    known.set(node, answer);
  }
  return answer;
}

function decide(node: GraphNode): boolean {
  switch (node.op) {
    case 'concat':
    case 'const':
      return true;
    case 'mux':
    case 'switch':
      return node.args.slice(1).every(separates);
    case 'and':
    case 'or':
    case 'xor':
    case 'not':
      return node.args.every(separates);
    case 'convert':
      return node.args.every((operand) => operand.width >= node.width && separates(operand));
    default:
      return false;
  }
}
