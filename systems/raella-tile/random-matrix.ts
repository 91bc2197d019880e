import { halfAtLeast } from '../../compiler/raella/half.js';
import type { IntegerLayer } from '../../compiler/raella/integer-layer.js';
import { layerCentres } from '../../compiler/raella/layer-centres.js';
import { type Slicing, slicingsUpTo } from '../../compiler/raella/slicing.js';
import type { LayerGeometry, TileMatrix } from '../../compiler/raella/tile/tile-layer.js';
import type { RaellaTileConfig } from '../../config/raella-machine.js';
import type { RandomSource } from '../workloads/random-source.js';

/** How weights and centres are drawn. `trained`: bell-shaped about the code of zero, with the best centre. `extreme`: ends of
 *  the range, so that column sums leave the ADC. `far`: all weights far to one side of the centre, so that psums overflow. */
export const weightStyles = ['trained', 'uniform', 'extreme', 'far'] as const;
export type WeightStyle = (typeof weightStyles)[number];

/** A random layer of a shape. */
export function randomMatrix(
  random: RandomSource,
  config: RaellaTileConfig,
  { name, geometry, outputs, style, signedInputs }: MatrixWishes,
): TileMatrix {
  const rows = geometry.kernelHeight * geometry.kernelWidth * geometry.inChannels;
  const slicing = randomSlicing(random, config);
  const zeroPoints = Uint8Array.from({ length: outputs }, () => random.integer(0, 255));
  const far = [-112, 0, 112][random.integer(0, 2)]!;
  const weights = new Uint8Array(outputs * rows).map((_, at) =>
    weightOf(random, style, zeroPoints[Math.floor(at / rows)]!, far),
  );
  const relu = random.integer(0, 1) === 1;
  const layer: IntegerLayer = {
    ...{ rows, outputs, weights, zeroPoints, relu, signedInputs },
    ...scalesOf(random, outputs, rows),
    zeroPoint: random.integer(0, 3) === 0 ? random.integer(0, 255) : random.integer(0, 8),
    zeroCode: 0,
  };
  const centres = layerCentres(layer, config.rows, slicing, 'center-offset');
  return {
    ...{ name, geometry, layer, slicing },
    padCode: random.integer(0, 255),
    centres: style === 'far' ? centres.map(() => (random.integer(0, 1) === 0 ? 0 : 255)) : centres,
  };
}

/** Any count of slices as often as another, so that wide slices, of which there are few lists, are no rarity. */
function randomSlicing(random: RandomSource, { cellBits, columns }: RaellaTileConfig): Slicing {
  const all = slicingsUpTo(cellBits).filter(({ length }) => length <= columns);
  const counts = [...new Set(all.map(({ length }) => length))];
  const count = counts[random.integer(0, counts.length - 1)]!;
  const own = all.filter(({ length }) => length === count);
  return own[random.integer(0, own.length - 1)]!;
}

export interface MatrixWishes {
  readonly name: string;
  readonly geometry: LayerGeometry;
  readonly outputs: number;
  readonly style: WeightStyle;
  readonly signedInputs: boolean;
}

/** @param far of all weights of a layer, for `far` */
function weightOf(random: RandomSource, style: WeightStyle, zero: number, far: number): number {
  switch (style) {
    case 'trained': {
      const bell = random.integer(-24, 24) + random.integer(-24, 24) + random.integer(-24, 24);
      return Math.min(255, Math.max(0, zero + bell));
    }
    case 'uniform':
      return random.integer(0, 255);
    case 'extreme':
      return random.integer(0, 1) * 255;
    case 'far':
      return random.integer(0, 9) === 0 ? random.integer(0, 255) : random.integer(112, 143) + far;
  }
}

/** Scales that spread sums of so many products over the codes, now and then an end of the range: 0, the smallest, the
 *  largest number, biases of 32 bits. */
function scalesOf(random: RandomSource, outputs: number, rows: number) {
  const spread = 255 * 64 * Math.sqrt(rows);
  const scales = new Uint16Array(outputs);
  const biases = new Int32Array(outputs);
  for (let n = 0; n < outputs; n++) {
    const draw = random.integer(0, 15);
    scales[n] =
      draw === 0
        ? [0, 1, 0x7bff, 0x03ff, 0x0400][random.integer(0, 4)]!
        : halfAtLeast((random.integer(16, 512) / 64) * (128 / spread));
    biases[n] =
      draw === 1
        ? [-(2 ** 31), 2 ** 31 - 1][random.integer(0, 1)]!
        : Math.floor((random.integer(-64, 64) / 64) * spread);
  }
  return { scales, biases };
}
