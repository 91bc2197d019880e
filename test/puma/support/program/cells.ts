import type { PumaMachineConfig } from '../../../../config/puma-machine.js';
import type { Random } from '../../../hdl-dsl/print/support/random.js';

/** Weights of an MVMU: all at a bound, mixed bounds, few of them, small or uniform; none now and then. */
export function someCells(config: PumaMachineConfig, random: Random): Int32Array | undefined {
  const { dimension } = config;
  const { weightBits, encoding } = config.mvmu;
  const top = 2 ** (weightBits - 1) - 1;
  const least = encoding === 'differential' ? -top : -top - 1;
  const uniform = (): number => least + random.below(top - least + 1);
  const weights = (one: () => number): Int32Array => Int32Array.from({ length: dimension ** 2 }, one);
  switch (random.below(8)) {
    case 0:
      return undefined;
    case 1: {
      const bound = random.pick([least, top]);
      return weights(() => bound);
    }
    case 2:
      return weights(() => random.pick([least, top, 0]));
    case 3:
      return weights(() => (random.chance(0.1) ? uniform() : 0));
    case 4:
    case 5:
      return weights(() => Math.trunc(uniform() / 16));
    default:
      return weights(uniform);
  }
}
