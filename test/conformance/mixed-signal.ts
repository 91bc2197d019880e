import type { EventKind } from '../../base/trace.js';
import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import { activeNonideal } from '../../config/nonideal.js';
import type { MatrixPhase } from '../../systems/system.js';
import { referenceMixedSignal } from '../support/reference-mixed-signal.js';

/** What docs/mixed-signal-arrays.md says of a configuration, counted anew. */
export function mixedSignalShape({ style, inputBits, weightBits, columns, adcs }: MixedSignalArrayConfig) {
  const ramp = style === 'resistive-ramp';
  const serial = style === 'bit-serial-sram';
  return {
    steps: ramp || serial ? inputBits : 1,
    codesPerOutput: serial ? weightBits : 1,
    groups: Math.ceil(columns / adcs),
    ramp,
  };
}

/** Events that vectors must have. */
export function mixedSignalEvents(
  config: MixedSignalArrayConfig,
  vectors: number,
): Partial<Record<EventKind, number>> {
  const { steps, codesPerOutput, ramp } = mixedSignalShape(config);
  const out = vectors * config.columns;
  return { code: out * steps * codesPerOutput, out, ...(ramp ? { ramps: vectors } : {}) };
}

/** Clocks of vectors from start to done, all together.
 *  @param ramps comparisons of each vector, of `resistive-ramp` */
export function mixedSignalClocks(
  config: MixedSignalArrayConfig,
  vectors: number,
  ramps: ArrayLike<number>,
): number {
  const { steps, groups, ramp } = mixedSignalShape(config);
  if (!ramp) return vectors * (steps * groups + 6);
  return Array.from(ramps).reduce((sum, n) => sum + n, 0) + vectors * (steps + 6);
}

/** The events, computed long-hand. */
export function mixedSignalReference(
  config: MixedSignalArrayConfig,
  { weights, inputs }: MatrixPhase,
): Partial<Record<EventKind, number[]>> {
  const { codes, outputs, ramps } = referenceMixedSignal(config, weights, inputs);
  return { code: codes, out: outputs, ...(mixedSignalShape(config).ramp ? { ramps } : {}) };
}

/** No column sum can leave the range of its converter or lose low bits, and nothing disturbs it. */
export function mixedSignalGivesProducts(config: MixedSignalArrayConfig): boolean {
  const { style, rows, weightBits, inputBits, adcBits, adcStep, nonideal } = config;
  if (adcStep > 0 || activeNonideal(nonideal) !== undefined) return false;
  if (style === 'xnor-capacitor') return adcBits > 1 && rows / 2 < 2 ** (adcBits - 1);
  const largest = {
    'multibit-capacitor': (2 ** inputBits - 1) * (2 ** weightBits - 1),
    'bit-serial-sram': 1,
    'resistive-ramp': 2 ** weightBits - 1,
  }[style];
  return rows * largest < 2 ** adcBits;
}
