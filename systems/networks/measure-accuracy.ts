import { argmax } from '../../compiler/network.js';
import type { IntegerNetwork } from '../../compiler/raella/network-layers.js';
import { codesOf, type NetworkInputs } from './loaded-network.js';

/** Images computed at once. */
const batch = 200;

/** Images among the first `count` whose class a network finds: the largest code of the outputs, the first of equal ones.
 *
 *  @param inputs with labels  @param run codes of whole images to codes of the outputs  @returns how many are right */
export function measureAccuracy(
  network: IntegerNetwork,
  inputs: NetworkInputs,
  count: number,
  run: (codes: Uint8Array) => Uint8Array,
): number {
  let right = 0;
  for (let from = 0; from < count; from += batch) {
    const to = Math.min(count, from + batch);
    const outputs = run(codesOf(network, inputs, from, to));
    const classes = outputs.length / (to - from);
    for (let i = 0; i < to - from; i++) {
      const predicted = argmax(outputs.subarray(i * classes, (i + 1) * classes));
      if (predicted === inputs.labels?.[from + i]) right++;
    }
  }
  return right;
}
