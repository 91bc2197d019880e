import type { EventKind } from '../../base/trace.js';
import { matrixLayer } from '../../compiler/raella/crossbar-image.js';
import type { RaellaArrayConfig } from '../../config/raella-crossbar.js';
import type { MatrixPhase } from '../../systems/system.js';
import { referenceRaella } from '../support/reference-raella.js';

/** What docs/raella.md says of a configuration, counted anew. */
export function raellaShape({ columns, adcs, layer, speculation }: RaellaArrayConfig) {
  const passes = layer.signedInputs ? 2 : 1;
  return {
    filters: Math.floor(columns / layer.slicing.length),
    steps: passes * (layer.speculate ? 8 + speculation.length : 8),
    groups: Math.ceil(columns / adcs),
  };
}

/** Events that vectors must have. */
export function raellaEvents(config: RaellaArrayConfig, vectors: number): Partial<Record<EventKind, number>> {
  const { filters, steps } = raellaShape(config);
  const out = vectors * filters;
  return { code: vectors * steps * config.columns, sum: out, out, overflow: out };
}

/** The events, computed long-hand: a column that is not converted has the code -2^adcBits. */
export function raellaReference(
  config: RaellaArrayConfig,
  { weights, inputs }: MatrixPhase,
): Partial<Record<EventKind, number[]>> {
  const layer = matrixLayer(config, weights);
  const { filters } = raellaShape(config);
  const used = filters * layer.slicing.length;
  const { codes, psums, outputs, inputSums, overflows } = referenceRaella(config, layer, Array.from(inputs));
  const none = -(2 ** config.adcBits);
  const steps = Array.from({ length: codes.length / used }, (_, step) => [
    ...codes.slice(step * used, (step + 1) * used).map((code) => (code === -32768 ? none : code)),
    ...new Array<number>(config.columns - used).fill(none),
  ]);
  return {
    code: steps.flat(),
    sum: psums,
    // Weight codes are those of signed weights and 128.
    out: outputs.map((y, at) => y - 128 * inputSums[Math.floor(at / filters)]!),
    overflow: overflows.map((count) => (count > 0 ? 1 : 0)),
  };
}
