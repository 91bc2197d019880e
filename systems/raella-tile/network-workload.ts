import { forwardFloat } from '../../compiler/raella/float-network.js';
import { prepareNetwork } from '../../compiler/raella/prepare-network.js';
import { inputCodes } from '../../compiler/raella/quantise-network.js';
import type { RaellaTileConfig } from '../../config/raella-machine.js';
import { loadNetwork } from '../networks/index.js';
import { codesOf, type LoadedNetwork } from '../networks/loaded-network.js';
import { scoreOf } from '../workloads/score.js';
import type { LabelledImage, Workload } from '../workloads/workload.js';
import { checkVectors } from '../workloads/workload-findings.js';
import { NetworkChain } from './network-chain.js';
import type { TilePhase } from './tile-phase.js';

/** Images where nobody says how many. */
const defaultImages = 2;

/** A trained network on a tile, layer by layer.
 *  @param vectors images, from the first of the test images
 *  @throws {CrossweaveError} CW-W108 more images than there are, CW-W109 no data, CW-W204, CW-W211 a layer that the tile
 *  cannot run */
export function networkWorkload(
  name: string,
  config: RaellaTileConfig,
  vectors: number | undefined,
  stalls: TilePhase['stalls'],
): Workload<TilePhase> {
  const loaded = loadNetwork(name);
  const { integer, calibration } = loaded;
  const test = loaded.test();
  const count = vectors ?? defaultImages;
  checkVectors(count, test.raw.length, 'that many test images are there');
  const raw = test.raw.slice(0, count);
  const prepared = prepareNetwork(integer, config, codesOf(integer, calibration), {
    strategy: 'center-offset',
  });
  const images = raw.map((image) => inputCodes(integer, image));
  const chain = new NetworkChain(config, prepared, images, stalls);
  const labels = Array.from(test.labels?.subarray(0, count) ?? []);
  return {
    name,
    vectors: count,
    phases: chain.phases,
    phase: (k, previous) => chain.phase(k, previous),
    placeOf: (run) => ({ phase: Math.floor(run / count), vector: run % count }),
    classification: classificationOf(loaded, raw, labels, chain),
  };
}

function classificationOf(
  { float }: LoadedNetwork,
  raw: readonly ArrayLike<number>[],
  labels: readonly number[],
  chain: NetworkChain,
) {
  const floats = raw.map((image) => forwardFloat(float, image).at(-1)!);
  const classes = floats[0]?.length ?? 0;
  const joined = (outputs: readonly ArrayLike<number>[]) =>
    Float64Array.from(outputs.flatMap((image) => Array.from(image)));
  const side = Math.sqrt(raw[0]?.length ?? 0);
  const images = raw.map(
    (pixels, k): LabelledImage => ({
      ...{ width: side, height: side, pixels: Uint8Array.from(pixels) },
      ...{ maximum: float.inputMaximum, label: labels[k]! },
    }),
  );
  return {
    classes,
    images,
    float: scoreOf(joined(floats), classes, labels),
    score: (outputs: readonly Float64Array[]) => scoreOf(joined(chain.last(outputs)), classes, labels),
  };
}
