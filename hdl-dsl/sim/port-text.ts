import { representationOf } from './cells.js';
import type { GraphNode } from './graph-node.js';
import { patternText } from './wrap-text.js';

/** Text of a node's value as a port shows it: unsigned, a number up to 32 bits, else a BigInt. */
export function portText(text: string, node: GraphNode): string {
  const bits = patternText(text, node);
  return representationOf(node.width) === 'double' ? `BigInt(${bits})` : bits;
}
