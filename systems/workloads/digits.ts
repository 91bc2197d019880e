import { forward } from '../../compiler/network.js';
import { quantise } from '../../compiler/quantise.js';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import { digitsData } from './digits-data.js';
import { LayerChain } from './layer-chain.js';
import { scoreOf } from './score.js';
import type { Workload } from './workload.js';

/** Handwritten digits, 8 x 8 pixels, classified by a small trained network (64-48-10, ReLU) that is quantised to
 *  the configuration. Layers larger than the array are tiled, smaller ones padded with zeros, so every
 *  configuration runs it, well or badly.
 *
 *  @param vectors images, from the first of the held-out ones; at most `digitsAvailable()` */
export function digitsWorkload(config: PumaMvmuConfig, vectors: number): Workload {
  const { network, heldOut, calibration } = digitsData();
  const images = heldOut.slice(0, vectors);
  const labels = images.map((image) => image.label);
  const pixels = images.map((image) => image.pixels);
  const quantised = quantise(
    network,
    config,
    calibration.map((image) => image.pixels),
  );
  const chain = new LayerChain(quantised, config, pixels);
  const last = quantised.layers.length - 1;
  const classes = quantised.layers[last]?.columns ?? 0;
  const unit = quantised.layers[last]?.outputScale ?? 1;
  const floatScores = Float64Array.from(pixels.flatMap((image) => forward(network, image).at(-1) ?? []));
  return {
    name: 'digits',
    vectors: images.length,
    phases: chain.phases,
    phase: (k, previousOutputs) => chain.phase(k, previousOutputs),
    classification: {
      classes,
      images,
      float: scoreOf(floatScores, classes, labels),
      score: (outputs) =>
        scoreOf(
          chain.outputsOf(last, outputs).map((value) => value / unit),
          classes,
          labels,
        ),
    },
  };
}

/** Number of held-out images. */
export function digitsAvailable(): number {
  return digitsData().heldOut.length;
}
