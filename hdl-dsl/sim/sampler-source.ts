import type { PortValue } from './black-box-model.js';
import type { Sink } from './function-body.js';
import type { GraphNode } from './graph-node.js';
import { Slots } from './slots.js';

/** Signals stored by one function. */
const signalsPerFunction = 100;

/** Values of many nodes at one time. */
export interface Sampler {
  /** Stores what the nodes are now. */
  sample(): void;
  /** Each node's value when last stored, unsigned as a port shows it. */
  readonly values: readonly (() => PortValue)[];
}

/** Text of functions that store settled values in arrays of their own.
 *  @param lines code that computes nodes and uses them */
export function samplerSource(
  nodes: readonly GraphNode[],
  lines: (sinks: readonly Sink[]) => string[],
): { readonly text: string; readonly bindings: Record<string, unknown>; readonly values: Sampler['values'] } {
  const slots = new Slots('P');
  const stored = nodes.map((node) => ({ node, slot: slots.allocate(node) }));
  const functions: string[] = [];
  for (let at = 0; at < stored.length; at += signalsPerFunction) {
    const sinks = stored.slice(at, at + signalsPerFunction).map(
      ({ node, slot }): Sink => ({
        node,
        emit: ({ text }) => [`${slot.text}=${text};`],
      }),
    );
    functions.push(`function(){\n${lines(sinks).join('\n')}\n}`);
  }
  const arrays = slots.arrays();
  const values = stored.map(
    ({ node: { width }, slot: { representation, at, isUnsigned } }): (() => PortValue) => {
      if (representation === 'big') return () => BigInt.asUintN(width, arrays.B[at] ?? 0n);
      if (representation === 'double') return () => BigInt.asUintN(width, BigInt(arrays.F[at] ?? 0));
      if (isUnsigned) return () => arrays.U[at] ?? 0;
      const mask = 2 ** width - 1;
      return () => ((arrays.I[at] ?? 0) & mask) >>> 0;
    },
  );
  return { text: `return [${functions.join(',')}]`, bindings: slots.named(arrays), values };
}
