import { describe, expect, it } from 'vitest';
import { CrossbarNetwork } from '../../../compiler/raella/crossbar-network.js';
import { isaacNetwork } from '../../../compiler/raella/isaac-network.js';
import { prepareNetwork } from '../../../compiler/raella/prepare-network.js';
import { runNetwork } from '../../../compiler/raella/run-integer-network.js';
import type { RaellaCrossbarConfig } from '../../../config/raella-crossbar.js';
import { loadNetwork } from '../../../systems/networks/index.js';
import { codesOf } from '../../../systems/networks/loaded-network.js';
import { hasMnist } from '../../../systems/networks/mnist-images.js';

const paper: RaellaCrossbarConfig = {
  ...{ system: 'raella-crossbar', name: 'paper', rows: 512, columns: 512, cellBits: 4, dacBits: 4 },
  ...{ adcs: 4, adcBits: 7, speculation: [4, 2, 2] },
};

/** Level of the read noise, the largest of the thesis. */
const level = 0.12;
const images = 150;

describe('read noise', () => {
  it.skipIf(!hasMnist())('hurts ISAAC more than crossbars with centres, and speculation does no harm', () => {
    const { integer, calibration, test } = loadNetwork('mnist-mlp');
    const inputs = test();
    const codes = codesOf(integer, inputs, 0, images);
    const exact = runNetwork(integer.layers, codes).at(-1)!;
    const nonideal = { seed: 7, programming: 0, read: level, adc: 0 };
    const noisy = { ...paper, nonideal };
    const known = codesOf(integer, calibration);
    const fixed = prepareNetwork(integer, paper, known, {
      ...{ strategy: 'center-offset', slicing: [2, 2, 2, 2] },
    });
    // As the search under this noise finds it; the search itself takes long.
    const chosen = prepareNetwork(integer, paper, known, {
      ...{ strategy: 'center-offset', slicing: [1, 2, 2, 1, 1, 1] },
    });
    const runs = [
      isaacNetwork(integer.layers, nonideal)(codes),
      new CrossbarNetwork(fixed, { ...noisy, cellBits: 2 }, false).run(codes),
      new CrossbarNetwork(chosen, noisy, false).run(codes),
      new CrossbarNetwork(chosen, noisy, true).run(codes),
    ];
    const [isaac, centred, sliced, spoken] = runs.map((run) => {
      const outputs = run.at(-1)!;
      return outputs.reduce((sum, code, at) => sum + Math.abs(code - exact[at]!), 0) / outputs.length;
    });
    for (const own of [centred!, sliced!, spoken!]) expect(isaac).toBeGreaterThan(1.5 * own);
    expect(Math.abs(spoken! - sliced!)).toBeLessThan(0.15 * sliced!);
    expect(sliced).toBeGreaterThan(0.3);
  });
});
