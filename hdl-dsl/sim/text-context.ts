import type { BitStore } from './bit-store.js';
import { representationOf } from './cells.js';
import type { GraphNode } from './graph-node.js';
import type { MemoryStore } from './memory-store.js';

/** What the text of a node needs to know. */
export interface TextContext {
  /** Text of the value of an operand; safe inside any expression. */
  text(node: GraphNode): string;
  /** A name for the value of a text, for texts that have it more than once. */
  name(text: string): string;
  /** The bits behind a memory word, a packed memory or a wide pin; absent where it is kept as a value. */
  store(node: GraphNode): BitStore | undefined;
  memory(node: GraphNode): MemoryStore;
}

/** Text of an operand as a BigInt. */
export function bigText(node: GraphNode, context: TextContext): string {
  if (node.constant !== undefined) return bigLiteral(node.constant);
  const text = context.text(node);
  return representationOf(node.width) === 'big' ? text : `BigInt(${text})`;
}

export function bigLiteral(value: bigint): string {
  return value < 0n ? `(-0x${(-value).toString(16)}n)` : `0x${value.toString(16)}n`;
}

/** Text of an operand as a small number: an index or an amount. */
export function indexText(node: GraphNode, context: TextContext): string {
  const text = context.text(node);
  return representationOf(node.width) === 'big' ? `clampBig(${text})` : text;
}
