import { argmax } from '../../compiler/network.js';
import { forwardFloat } from '../../compiler/raella/float-network.js';
import { runNetwork } from '../../compiler/raella/run-integer-network.js';
import type { AnalyzeResult } from '../analyze-api.js';
import { codesOf, type LoadedNetwork } from '../networks/loaded-network.js';

/** Inputs computed at once. */
const batch = 100;

/** Shares of the first inputs that are classified right, in floating point, in integers and as `run` has it.
 *  @param run codes of whole inputs to codes of the outputs  @returns nothing where the inputs have no labels */
export function networkAccuracy(
  network: LoadedNetwork,
  vectors: number,
  run: (codes: Uint8Array) => Uint8Array,
): AnalyzeResult['accuracy'] {
  const inputs = network.test();
  const { labels } = inputs;
  if (labels === undefined) return undefined;
  const right = { float: 0, integer: 0, crossbars: 0 };
  for (let from = 0; from < vectors; from += batch) {
    const to = Math.min(vectors, from + batch);
    const own = labels.subarray(from, to);
    const codes = codesOf(network.integer, inputs, from, to);
    right.integer += rightOf(runNetwork(network.integer.layers, codes).at(-1)!, own);
    right.crossbars += rightOf(run(codes), own);
    for (const [k, label] of own.entries()) {
      const scores = forwardFloat(network.float, inputs.raw[from + k]!).at(-1)!;
      if (argmax(scores) === label) right.float++;
    }
  }
  const { float, integer, crossbars } = right;
  return { float: float / vectors, integer: integer / vectors, crossbars: crossbars / vectors };
}

function rightOf(codes: Uint8Array, labels: Uint8Array): number {
  const classes = codes.length / labels.length;
  let right = 0;
  for (const [k, label] of labels.entries()) {
    if (argmax(codes.subarray(k * classes, (k + 1) * classes)) === label) right++;
  }
  return right;
}
