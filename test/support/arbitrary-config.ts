import fc from 'fast-check';
import type { Nonideal } from '../../config/nonideal.js';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import { adcOverflows, encodings } from '../../config/puma-mvmu.js';
import type { SignedArrayConfig } from '../../config/signed-array.js';
import type { ArrayConfig } from '../../config/systems.js';

export interface ArbitraryOptions {
  /** Largest `rows` and `columns` (default 9). */
  readonly size?: number;
  /** Whether `nonideal` may be present (default false). */
  readonly nonideal?: boolean;
}

/** An integer with weight on both ends. */
function extremes(min: number, max: number): fc.Arbitrary<number> {
  return fc.oneof(
    { arbitrary: fc.constantFrom(min, max), weight: 2 },
    { arbitrary: fc.integer({ min, max }), weight: 3 },
  );
}

function sigma(max: number): fc.Arbitrary<number> {
  return fc.oneof(fc.constantFrom(0, max), fc.double({ min: 0, max: max / 8, noNaN: true }));
}

/** Layers of resistive arrays, each off as often as on. @param single devices, which may have a reference column */
function arbitraryNonideal(single: boolean): fc.Arbitrary<Nonideal> {
  const layers = fc.record({
    seed: extremes(0, 0xffffffff),
    stuckOff: share(0.5),
    stuckOn: share(0.5),
    programming: sigma(1),
    driftTime: fc.constantFrom(0, 0.5, 1, 3600, 1e10),
    driftExponent: share(1),
    irDrop: share(0.5),
    read: sigma(1),
    adc: sigma(16),
    comparator: sigma(16),
  });
  const ratio = fc.option(fc.constantFrom(2, 3.7, 20, 1e6), { nil: undefined });
  return fc.tuple(layers, ratio, fc.boolean()).map(([rest, onOffRatio, reference]) => {
    if (onOffRatio === undefined) return rest;
    return single && reference ? { ...rest, onOffRatio, offCurrent: 'reference' } : { ...rest, onOffRatio };
  });
}

/** Nothing half of the time. */
function share(max: number): fc.Arbitrary<number> {
  return fc.oneof(
    { arbitrary: fc.constant(0), weight: 2 },
    { arbitrary: fc.constant(max), weight: 1 },
    { arbitrary: fc.double({ min: 0, max: max / 4, noNaN: true }), weight: 1 },
  );
}

/** Valid `puma-mvmu` configurations, small, with every extreme of every key likely. */
export function arbitraryPumaConfig(options: ArbitraryOptions = {}): fc.Arbitrary<PumaMvmuConfig> {
  const size = options.size ?? 9;
  return fc
    .record({
      encoding: fc.constantFrom(...encodings),
      signedInputs: fc.boolean(),
      weightBits: extremes(2, 16),
      rows: extremes(1, size),
      columns: extremes(1, size),
      adcBits: fc.oneof(extremes(1, 16), fc.integer({ min: 2, max: 9 })),
      adcOverflow: fc.constantFrom(...adcOverflows),
      rounding: fc.constantFrom('truncate', 'half-up', 'half-even', 'half-away', 'per-plane' as const),
      overflow: fc.constantFrom('saturate', 'wrap' as const),
      bits: fc.oneof(extremes(2, 48), fc.constant(16)),
      fraction: fc.oneof(extremes(0, 47), fc.integer({ min: 0, max: 14 })),
    })
    .chain((base) => {
      const storedBits = base.encoding === 'differential' ? base.weightBits - 1 : base.weightBits;
      return fc.record({
        base: fc.constant(base),
        cellBits: extremes(1, Math.min(5, storedBits)),
        inputBits: extremes(base.signedInputs ? 2 : 1, 16),
        adcs: extremes(1, base.columns),
        nonideal: options.nonideal
          ? fc.option(arbitraryNonideal(base.encoding !== 'differential'), { nil: undefined })
          : fc.constant(undefined),
      });
    })
    .chain(({ base, cellBits, inputBits, adcs, nonideal }) =>
      extremes(1, Math.min(4, inputBits)).map((dacBits): PumaMvmuConfig => {
        const { rounding, overflow, bits, fraction, ...rest } = base;
        const perPlane = rounding === 'per-plane' && !(base.signedInputs && dacBits > 1);
        const output = perPlane
          ? ({ bits, fraction, rounding, overflow: 'wrap' } as const)
          : {
              bits,
              fraction,
              rounding: rounding === 'per-plane' ? ('half-even' as const) : rounding,
              overflow,
            };
        const config = {
          system: 'puma-mvmu',
          name: 'random_mvmu',
          ...rest,
          cellBits,
          inputBits,
          dacBits,
          adcs,
          output,
        } as const;
        return nonideal ? { ...config, nonideal } : config;
      }),
    );
}

/** Valid `signed-array` configurations, small. */
export function arbitrarySignedArrayConfig(options: ArbitraryOptions = {}): fc.Arbitrary<SignedArrayConfig> {
  const size = options.size ?? 9;
  return fc
    .record({
      rows: extremes(1, size),
      columns: extremes(1, size),
      cellBits: extremes(1, 4),
      dacBits: extremes(1, 4),
      adcBits: fc.oneof(extremes(1, 16), fc.integer({ min: 3, max: 9 })),
      nonideal: options.nonideal
        ? fc.option(arbitraryNonideal(false), { nil: undefined })
        : fc.constant(undefined),
    })
    .chain(({ nonideal, ...base }) =>
      extremes(1, base.columns).map((adcs): SignedArrayConfig => {
        const config = { system: 'signed-array', name: 'random_array', ...base, adcs } as const;
        return nonideal ? { ...config, nonideal } : config;
      }),
    );
}

/** Ranges of the numbers that a configuration takes. */
export function numberRanges(config: ArrayConfig): {
  weights: readonly [number, number];
  inputs: readonly [number, number];
} {
  if (config.system === 'signed-array') {
    const largest = 2 ** config.cellBits - 1;
    return { weights: [-largest, largest], inputs: [0, 2 ** config.dacBits - 1] };
  }
  if (config.system === 'raella-crossbar' || config.system === 'raella-ima')
    return { weights: [-128, 127], inputs: config.layer.signedInputs ? [-128, 127] : [0, 255] };
  const top = 2 ** (config.weightBits - 1);
  if (config.system === 'mixed-signal-array') {
    if (config.style === 'xnor-capacitor') return { weights: [-1, 1], inputs: [-1, 1] };
    return { weights: [-top, top - 1], inputs: [0, 2 ** config.inputBits - 1] };
  }
  const half = 2 ** (config.inputBits - 1);
  return {
    weights: [config.encoding === 'differential' ? 1 - top : -top, top - 1],
    inputs: config.signedInputs ? [-half, half - 1] : [0, 2 * half - 1],
  };
}

export interface ArbitraryWorkload {
  /** [rows][columns] */
  readonly weights: Int32Array;
  /** [n][rows] */
  readonly inputs: Int32Array;
}

/** Weights and 1..3 vectors of inputs for a configuration: all at a bound, mixed bounds, or uniform. */
export function arbitraryWorkload(
  config: PumaMvmuConfig | SignedArrayConfig,
  maxVectors = 3,
): fc.Arbitrary<ArbitraryWorkload> {
  const { weights, inputs } = numberRanges(config);
  const numbers = (length: number, [min, max]: readonly [number, number]): fc.Arbitrary<Int32Array> => {
    const list = (one: fc.Arbitrary<number>) =>
      fc.array(one, { minLength: length, maxLength: length }).map((values) => Int32Array.from(values));
    return fc.oneof(
      { arbitrary: fc.constantFrom(min, max).map((value) => new Int32Array(length).fill(value)), weight: 1 },
      { arbitrary: list(fc.constantFrom(min, max, 0)), weight: 1 },
      { arbitrary: list(extremes(min, max)), weight: 3 },
    );
  };
  return fc.integer({ min: 1, max: maxVectors }).chain((n) =>
    fc.record({
      weights: numbers(config.rows * config.columns, weights),
      inputs: numbers(n * config.rows, inputs),
    }),
  );
}
