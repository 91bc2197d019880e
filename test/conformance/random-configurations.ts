import fc from 'fast-check';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { SignedArrayConfig } from '../../config/signed-array.js';
import {
  type ArbitraryWorkload,
  arbitraryPumaConfig,
  arbitrarySignedArrayConfig,
  arbitraryWorkload,
} from '../support/arbitrary-config.js';

type MatrixConfig = PumaMvmuConfig | SignedArrayConfig;

export interface RandomCase {
  readonly config: MatrixConfig;
  /** Two, each at bounds, mixed or uniform. */
  readonly phases: readonly ArbitraryWorkload[];
}

/** Small configurations of both systems, four matrix units to a signed array, nearly half of them with noise. The same seed
 *  gives the same cases. */
export function randomCases(seed: number, count: number): readonly RandomCase[] {
  const config: fc.Arbitrary<MatrixConfig> = fc
    .boolean()
    .chain((nonideal) =>
      fc.oneof(
        { arbitrary: arbitraryPumaConfig({ nonideal }), weight: 4 },
        { arbitrary: arbitrarySignedArrayConfig({ nonideal }), weight: 1 },
      ),
    );
  const cases = config.chain((one) =>
    fc.record({ config: fc.constant(one), phases: fc.tuple(arbitraryWorkload(one), arbitraryWorkload(one)) }),
  );
  // Biased draws stay near the small end of every range; the arbitraries see to their ends by themselves.
  return fc.sample(fc.noBias(cases), { seed, numRuns: count });
}

/** Traits that a set of random cases must show, each with how a configuration shows it. */
const traits: Readonly<Record<string, (config: MatrixConfig) => boolean>> = {
  'puma-mvmu': (c) => c.system === 'puma-mvmu',
  'signed-array': (c) => c.system === 'signed-array',
  offset: (c) => c.system === 'puma-mvmu' && c.encoding === 'offset',
  'offset-flip': (c) => c.system === 'puma-mvmu' && c.encoding === 'offset-flip',
  differential: (c) => c.system === 'puma-mvmu' && c.encoding === 'differential',
  'drop-low': (c) => c.system === 'puma-mvmu' && c.adcOverflow === 'drop-low',
  'two passes': (c) => c.system === 'puma-mvmu' && c.signedInputs && c.dacBits > 1,
  unsigned: (c) => c.system === 'puma-mvmu' && !c.signedInputs,
  'narrow last step': (c) => c.system === 'puma-mvmu' && c.inputBits % c.dacBits !== 0,
  'narrow top slice': (c) =>
    c.system === 'puma-mvmu' && (c.weightBits - (c.encoding === 'differential' ? 1 : 0)) % c.cellBits !== 0,
  'per plane': (c) => c.system === 'puma-mvmu' && c.output.rounding === 'per-plane',
  truncate: (c) => c.system === 'puma-mvmu' && c.output.rounding === 'truncate',
  'half-up': (c) => c.system === 'puma-mvmu' && c.output.rounding === 'half-up',
  'half-even': (c) => c.system === 'puma-mvmu' && c.output.rounding === 'half-even',
  'half-away': (c) => c.system === 'puma-mvmu' && c.output.rounding === 'half-away',
  wrap: (c) => c.system === 'puma-mvmu' && c.output.overflow === 'wrap',
  saturate: (c) => c.system === 'puma-mvmu' && c.output.overflow === 'saturate',
  'one row': (c) => c.rows === 1,
  'one column': (c) => c.columns === 1,
  'several ADCs': (c) => c.adcs > 1,
  'half-empty last group': (c) => c.columns % c.adcs !== 0,
  '1-bit ADC': (c) => c.adcBits === 1,
  '16-bit ADC': (c) => c.adcBits === 16,
  'programming noise': (c) => (c.nonideal?.programming ?? 0) > 0,
  'stuck devices': (c) => (c.nonideal?.stuckOff ?? 0) + (c.nonideal?.stuckOn ?? 0) > 0,
  'retention drift': (c) => (c.nonideal?.driftTime ?? 0) > 1 && (c.nonideal?.driftExponent ?? 0) > 0,
  'off-current kept': (c) => c.nonideal?.onOffRatio !== undefined && c.nonideal.offCurrent !== 'reference',
  'reference column': (c) => c.nonideal?.offCurrent === 'reference',
  'IR drop': (c) => (c.nonideal?.irDrop ?? 0) > 0,
  'read noise': (c) => (c.nonideal?.read ?? 0) > 0,
  'ADC noise': (c) => (c.nonideal?.adc ?? 0) > 0,
  'comparator noise': (c) => (c.nonideal?.comparator ?? 0) > 0,
  ideal: (c) => c.nonideal === undefined,
};

/** How many configurations show each trait. */
export function countTraits(configs: readonly MatrixConfig[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(traits).map(([name, shows]) => [name, configs.filter((config) => shows(config)).length]),
  );
}
