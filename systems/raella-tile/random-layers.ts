import { matrixProgram } from '../../compiler/raella/tile/matrix-program.js';
import { poolProgram } from '../../compiler/raella/tile/pool-program.js';
import type { LayerGeometry, LayerPlacement } from '../../compiler/raella/tile/tile-layer.js';
import { toeplitz } from '../../compiler/raella/tile/toeplitz.js';
import { crossbarsOf } from '../../config/raella/geometry.js';
import type { LayerProgram } from '../../config/raella/layer-program.js';
import type { RaellaTileConfig } from '../../config/raella-machine.js';
import { RandomSource } from '../workloads/random-source.js';
import { randomGeometry } from './random-geometry.js';
import { randomMatrix, weightStyles } from './random-matrix.js';
import type { LayerRun, TileLayer, TilePhase } from './tile-phase.js';

/** Kinds of random layers, in turn. `pooled` and `next` work on what the layer before left in the buffer. */
const kinds = ['convolution', 'pooled', 'dense', 'toeplitz', 'pool', 'dense', 'next'] as const;
type Kind = (typeof kinds)[number];

/** Random layers one after another on one tile, without a reset between them: dense layers and convolutions of all slicings,
 *  with and without speculation, unsigned and signed, ragged, with extreme weights; max-pool; some on the outputs of the
 *  layer before. Same seed, same layers.
 *  @param count layers  @param stallRate stalls of every port in 1/256 of the cycles */
export function randomPhase(
  config: RaellaTileConfig,
  count: number,
  seed: number,
  stallRate: number,
): TilePhase {
  const random = new RandomSource(seed);
  const layers: TileLayer[] = [];
  const firstKind = random.integer(0, kinds.length - 1);
  for (let l = 0; l < count; l++) {
    const before = layers.at(-1)?.program;
    layers.push(randomLayer(random, config, kinds[(firstKind + l) % kinds.length]!, `layer${l}`, before));
  }
  return { firstRun: 0, layers, stalls: { seed: random.next(), rate: stallRate } };
}

function randomLayer(
  random: RandomSource,
  config: RaellaTileConfig,
  kind: Kind,
  name: string,
  before: LayerProgram | undefined,
): TileLayer {
  const kept =
    (kind === 'pooled' || kind === 'next') &&
    before?.registers.toBuffer === 1 &&
    before.registers.outputs <= config.rows * crossbarsOf(config)
      ? before
      : undefined;
  const base = kept?.registers.outBase ?? randomBase(random, config);
  const program =
    kind === 'pooled' || kind === 'pool'
      ? randomPool(random, config, name, base, kept)
      : randomMatrixProgram(random, config, kind, name, base, kept);
  const runs = random.integer(1, kept === undefined ? 2 : 1);
  return {
    program,
    runs: Array.from(
      { length: runs },
      (): LayerRun => ({
        activations: kept === undefined ? [randomActivations(random, program)] : [],
        wait: random.integer(0, 1) === 0 ? 'poll' : 'read',
      }),
    ),
  };
}

function randomMatrixProgram(
  random: RandomSource,
  config: RaellaTileConfig,
  kind: Kind,
  name: string,
  base: number,
  kept: LayerProgram | undefined,
): LayerProgram {
  const geometry = randomGeometry(random, config, kind === 'convolution' || kind === 'toeplitz', kept);
  const drawn = weightStyles[random.integer(0, weightStyles.length - 1)]!;
  // Only long dot products leave the ADC in recovery too.
  const style = kind === 'dense' && random.integer(0, 1) === 0 ? 'far' : drawn;
  const signedInputs = random.integer(0, 2) === 0;
  // What fits with eight slices fits with any.
  const filters = Math.max(1, Math.floor(config.columns / 8));
  const blocks = Math.ceil(
    (geometry.kernelHeight * geometry.kernelWidth * geometry.inChannels) / config.rows,
  );
  const most = Math.min(Math.floor(crossbarsOf(config) / blocks) * filters, config.channels, 24);
  const windows = kind === 'toeplitz' && most >= 2 && geometry.outWidth % 2 === 0 ? 2 : 1;
  const outputs = random.integer(1, Math.floor(most / windows));
  const plain = randomMatrix(random, config, { name, geometry, outputs, style, signedInputs });
  const expanded = windows > 1 ? toeplitz(plain, windows, config.rows) : plain;
  const matrix =
    Math.ceil(expanded.layer.rows / config.rows) * Math.ceil(expanded.layer.outputs / filters) <=
    crossbarsOf(config)
      ? expanded
      : plain;
  const placement = randomPlacement(random, config, matrix.geometry, base);
  return matrixProgram(config, matrix, placement, {
    speculate: random.integer(0, 2) > 0,
    crossbars: shuffled(random, crossbarsOf(config)),
  });
}

function randomPool(
  random: RandomSource,
  config: RaellaTileConfig,
  name: string,
  base: number,
  kept: LayerProgram | undefined,
): LayerProgram {
  const geometry = randomGeometry(random, config, true, kept);
  const signedInputs = random.integer(0, 1) === 1;
  return poolProgram(
    config,
    { name, geometry, signedInputs },
    randomPlacement(random, config, geometry, base),
  );
}

/** Anywhere, or so that the input lies around the end of the buffer. */
function randomBase(random: RandomSource, { activationBytes }: RaellaTileConfig): number {
  if (random.integer(0, 3) > 0) return random.integer(0, 0xffff);
  const turns = random.integer(1, 0x10000 / activationBytes);
  return turns * activationBytes - random.integer(1, 6);
}

/** Outputs lie somewhere behind the inputs, and may lie around the end of the buffer, as inputs may. */
function randomPlacement(
  random: RandomSource,
  { activationBytes }: RaellaTileConfig,
  { inHeight, inWidth, inChannels }: LayerGeometry,
  inBase: number,
): LayerPlacement {
  const gap = random.integer(0, Math.min(7, activationBytes / 64));
  const to = random.integer(0, 3);
  return {
    inBase,
    outBase: (inBase + inHeight * inWidth * inChannels + gap) & 0xffff,
    toBuffer: to !== 0,
    toRouter: to !== 1,
  };
}

function randomActivations(random: RandomSource, { registers }: LayerProgram) {
  const { inBase, inHeight, inWidth, inChannels } = registers;
  const dense = random.integer(0, 2);
  const draws = [
    () => random.integer(0, 255),
    () => Math.max(0, random.integer(-160, 96)),
    () => [0, 127, 128, 255][random.integer(0, 3)]!,
  ];
  return {
    address: inBase,
    bytes: new Uint8Array(inHeight * inWidth * inChannels).map(draws[dense]!),
    through: random.integer(0, 2) === 0 ? ('configuration' as const) : ('router' as const),
  };
}

function shuffled(random: RandomSource, count: number): number[] {
  const order = Array.from({ length: count }, (_, k) => k);
  for (let k = count - 1; k > 0; k--) {
    const other = random.integer(0, k);
    [order[k], order[other]] = [order[other]!, order[k]!];
  }
  return order;
}
