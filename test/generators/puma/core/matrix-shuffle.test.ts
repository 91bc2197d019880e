import { describe, expect, it } from 'vitest';
import type { PumaCoreConfig } from '../../../../config/puma-machine.js';
import { seededValues } from '../../support/random-config.js';
import {
  chunksOf,
  coreConfig,
  openMatrixUnits,
  readXbarOut,
  runMvm,
  sendChunks,
  writeXbarIn,
} from './support/matrix-bench.js';
import { runCycles, sourceOf, transferCycles } from './support/matrix-reference.js';

/** Units whose products are exact and quick: small whole weights, an ADC for each column. */
function wholeNumbers(dimension: number, lanes: number): PumaCoreConfig {
  const mvmu = { weightBits: 4, cellBits: 4, dacBits: 4, adcBits: 12, adcs: dimension };
  return coreConfig({ dimension, lanes, mvmus: 1, registers: 4 * dimension, fraction: 0, mvmu });
}

describe('input shuffling', () => {
  it.each([
    [8, 4],
    [10, 2],
    [9, 1],
    [16, 16],
  ])('of %i inputs, %i lanes: every filter and rotation', async (dimension, lanes) => {
    const config = wholeNumbers(dimension, lanes);
    await using sim = await openMatrixUnits(config);
    // The identity: XbarOut shows what the drivers had.
    const identity = Array.from({ length: dimension ** 2 }, (_, at) => (at % (dimension + 1) === 0 ? 1 : 0));
    await sendChunks(sim, chunksOf(config, 0, identity));
    const words = seededValues(dimension, dimension, -32768, 32767);
    await writeXbarIn(sim, config, 0, words);
    const pairs = Array.from({ length: dimension }, (_, f) =>
      Array.from({ length: f + 1 }, (_, rotation) => [f + 1, rotation] as const),
    ).flat();
    for (const [filter, rotation] of [[0, 0] as const, [0, 7] as const, ...pairs]) {
      const cycles = await runMvm(sim, 1, filter, rotation);
      const shuffled = words.map((_, i) => words[sourceOf(i, filter, rotation, dimension)]);
      expect(readXbarOut(sim, config, 0, dimension), `F = ${filter}, r = ${rotation}`).toEqual(shuffled);
      expect(cycles).toBe(1 + transferCycles(config, filter) + runCycles(config));
    }
  });

  it.each([1, 2, 3])('moves a window by %i without moving a word', async (move) => {
    const [window, channels, outputs, dimension] = [4, 2, 10, 10];
    const config = wholeNumbers(dimension, 2);
    await using sim = await openMatrixUnits(config);
    const weights = seededValues(3, dimension * outputs, -8, 7);
    await sendChunks(sim, chunksOf(config, 0, weights));
    const signals = [0, 1].map((channel) => seededValues(40 + channel, 40, -400, 400));
    const tail = [77, -5];
    await writeXbarIn(sim, config, window * channels, tail);
    for (const [channel, signal] of signals.entries())
      await writeXbarIn(sim, config, window * channel, signal.slice(0, window));

    let rotation = 0;
    for (let first = 0; first + window + move <= 40; first += move) {
      await runMvm(sim, 1, window, rotation);
      // The convolution, from the signals alone.
      const expected = Array.from({ length: outputs }, (_, j) => {
        let sum = 0;
        for (let i = 0; i < dimension; i++) {
          const input =
            i < window * channels
              ? signals[Math.floor(i / window)]?.[first + (i % window)]
              : tail[i - window * channels];
          sum += (input ?? Number.NaN) * (weights[i * outputs + j] ?? Number.NaN);
        }
        return sum;
      });
      expect(readXbarOut(sim, config, 0, outputs), `window at ${first}`).toEqual(expected);
      // The new words take the place of the oldest.
      for (const [channel, signal] of signals.entries())
        for (let k = 0; k < move; k++) {
          const register = window * channel + ((rotation + k) % window);
          await writeXbarIn(sim, config, register, [signal[first + window + k] ?? Number.NaN]);
        }
      rotation = (rotation + move) % window;
    }
  });
});
