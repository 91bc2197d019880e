import { argmax } from '../../compiler/network.js';
import type { Score } from './workload.js';

/** Classifies by the largest score.
 *
 *  @param scores vectors x classes
 *  @param labels one a vector */
export function scoreOf(scores: Float64Array, classes: number, labels: readonly number[]): Score {
  const predictions = Int32Array.from(labels, (_, v) =>
    argmax(scores.subarray(v * classes, (v + 1) * classes)),
  );
  const correct = labels.filter((label, v) => predictions[v] === label).length;
  return { scores, predictions, correct, accuracy: labels.length > 0 ? correct / labels.length : 0 };
}
