import fc from 'fast-check';
import { type MixedSignalArrayConfig, mixedSignalStyles } from '../../config/mixed-signal-array.js';
import type { Nonideal } from '../../config/nonideal.js';

export interface MixedSignalCase {
  readonly config: MixedSignalArrayConfig;
  /** [rows][columns] */
  readonly weights: Int32Array;
  /** [n][rows] */
  readonly inputs: Int32Array;
}

/** An integer with weight on both ends. */
function extremes(min: number, max: number): fc.Arbitrary<number> {
  return fc.oneof(
    { arbitrary: fc.constantFrom(min, max), weight: 2 },
    { arbitrary: fc.integer({ min, max }), weight: 3 },
  );
}

/** One of the values, more often the first. */
function mostly(first: number, ...others: number[]): fc.Arbitrary<number> {
  return fc.oneof({ arbitrary: fc.constant(first), weight: 3 }, fc.constantFrom(...others));
}

const everywhere = {
  seed: extremes(0, 0xffffffff),
  stuckOff: mostly(0, 0.1, 0.5),
  stuckOn: mostly(0, 0.05, 0.5),
  read: mostly(0, 0.1, 1),
  adc: mostly(0, 0.4, 16),
  comparator: mostly(0, 0.7, 16),
};
const capacitive = fc.record({
  ...{ ...everywhere, programming: fc.constant(0) },
  capacitorMismatch: mostly(0, 0.01, 0.5),
});
const resistive = fc
  .record({
    ...everywhere,
    programming: mostly(0, 0.05, 1),
    driftTime: mostly(0, 1.5, 1e6),
    driftExponent: fc.constantFrom(0.05, 1),
    irDrop: mostly(0, 0.05, 0.5),
    off: fc.constantFrom(undefined, undefined, 20, 2),
    offCurrent: fc.constantFrom('kept', 'reference' as const),
  })
  .map(({ off, offCurrent, driftTime, driftExponent, ...rest }): Nonideal => {
    const drift = driftTime > 0 ? { driftTime, driftExponent } : {};
    return { ...rest, ...drift, ...(off !== undefined && { onOffRatio: off, offCurrent }) };
  });

/** A small array of any style with weights and inputs: at the ends of their ranges, or anywhere.
 *  @param noisy with non-idealities that the style takes, most of them off */
export function arbitraryMixedSignal(size: {
  readonly rows: number;
  readonly columns: number;
  readonly vectors: number;
  readonly noisy: boolean;
}): fc.Arbitrary<MixedSignalCase> {
  return fc
    .record({
      style: fc.constantFrom(...mixedSignalStyles),
      rows: extremes(1, size.rows),
      columns: extremes(1, size.columns),
      vectors: fc.integer({ min: 1, max: size.vectors }),
      adcStep: fc.oneof(extremes(0, 20), fc.integer({ min: 0, max: 4 })),
    })
    .chain((base) => {
      const binary = base.style === 'xnor-capacitor';
      const ramp = base.style === 'resistive-ramp';
      return fc.record({
        base: fc.constant(base),
        weightBits: extremes(1, binary ? 1 : ramp ? 4 : 8),
        inputBits: extremes(1, binary ? 1 : 8),
        adcs: extremes(1, base.columns),
        adcBits: extremes(1, ramp ? 6 : 16),
        nonideal: size.noisy ? (ramp ? resistive : capacitive) : fc.constant(undefined),
      });
    })
    .chain(({ base: { vectors, ...base }, nonideal, ...widths }) => {
      const { weightBits, inputBits } = widths;
      const { style, rows, columns } = base;
      const config: MixedSignalArrayConfig = {
        ...{ system: 'mixed-signal-array', name: 'random_array', ...base, ...widths },
        ...(nonideal !== undefined && { nonideal }),
      };
      const half = 2 ** (weightBits - 1);
      const [weights, inputs]: [fc.Arbitrary<number>, fc.Arbitrary<number>] =
        style === 'xnor-capacitor'
          ? [fc.constantFrom(-1, 1), fc.constantFrom(-1, 1)]
          : [extremes(-half, half - 1), extremes(0, 2 ** inputBits - 1)];
      const list = (one: fc.Arbitrary<number>, length: number) =>
        fc.array(one, { minLength: length, maxLength: length }).map((values) => Int32Array.from(values));
      return fc.record({
        config: fc.constant(config),
        weights: list(weights, rows * columns),
        inputs: list(inputs, vectors * rows),
      });
    });
}
