import type { LayerGeometry } from '../../compiler/raella/tile/tile-layer.js';
import { crossbarsOf } from '../../config/raella/geometry.js';
import type { LayerProgram } from '../../config/raella/layer-program.js';
import type { RaellaTileConfig } from '../../config/raella-machine.js';
import type { RandomSource } from '../workloads/random-source.js';

/** Elements of an input: enough for several blocks of rows, few enough for lock-step. */
const mostElements = 160;

/** A random shape. Windows may leave the input on every side, but each has at least one position inside.
 *  @param windowed several windows; otherwise one, the whole input
 *  @param kept the layer whose outputs are the input */
export function randomGeometry(
  random: RandomSource,
  config: RaellaTileConfig,
  windowed: boolean,
  kept: LayerProgram | undefined,
): LayerGeometry {
  // A window of more elements would need more crossbars than there are.
  const mostRows = config.rows * crossbarsOf(config);
  const most = Math.min(mostElements, config.activationBytes / 4, 2 * config.rows, mostRows);
  const input = kept === undefined ? randomInput(random, windowed, most) : outputsOf(kept.registers);
  const { inHeight, inWidth, inChannels } = input;
  const elements = inHeight * inWidth * inChannels;
  if (!windowed && elements <= most) {
    const single = { strideY: 1, strideX: 1, padTop: 0, padLeft: 0, outHeight: 1, outWidth: 1 };
    return { ...input, kernelHeight: inHeight, kernelWidth: inWidth, ...single };
  }
  const side = (length: number, room: number) => random.integer(1, Math.max(1, Math.min(3, length, room)));
  const kernelHeight = side(inHeight, Math.floor(mostRows / inChannels));
  const kernelWidth = side(inWidth, Math.floor(mostRows / inChannels / kernelHeight));
  const vertical = randomAxis(random, inHeight, kernelHeight);
  const horizontal = randomAxis(random, inWidth, kernelWidth);
  return {
    ...input,
    ...{ kernelHeight, kernelWidth, inChannels },
    ...{ strideY: vertical.stride, padTop: vertical.pad, outHeight: vertical.out },
    ...{ strideX: horizontal.stride, padLeft: horizontal.pad, outWidth: horizontal.out },
  };
}

type Input = Pick<LayerGeometry, 'inHeight' | 'inWidth' | 'inChannels'>;

function outputsOf({ outHeight, outWidth, outputs }: LayerProgram['registers']): Input {
  return { inHeight: outHeight, inWidth: outWidth, inChannels: outputs };
}

function randomInput(random: RandomSource, windowed: boolean, most: number): Input {
  if (!windowed) {
    const inWidth = random.integer(1, 3);
    const channels = Math.floor(most / inWidth);
    const least = random.integer(0, 1) === 0 ? 1 : Math.ceil(channels / 2);
    return { inHeight: 1, inWidth, inChannels: random.integer(least, channels) };
  }
  const [inHeight, inWidth] = [random.integer(1, 6), random.integer(1, 6)];
  const channels = Math.max(1, Math.min(5, Math.floor(most / (inHeight * inWidth))));
  return { inHeight, inWidth, inChannels: random.integer(1, channels) };
}

/** Padding below the kernel, so that the first window touches the input, and windows as long as they do, at most 5. */
function randomAxis(random: RandomSource, size: number, kernel: number) {
  const stride = random.integer(1, 3);
  const pad = random.integer(0, kernel - 1);
  const touching = Math.floor((size - 1 + pad) / stride) + 1;
  return { stride, pad, out: random.integer(1, Math.min(5, touching)) };
}
