import { expect, it } from 'vitest';
import { runMachine } from '../../sim-models/puma/machine/index.js';
import { machines } from './support/machines.js';
import { randomMachine } from './support/program/random-machine.js';
import { shapeOf } from './support/shapes.js';
import { shrink } from './support/shrink.js';

it('a program that fails is made small', async () => {
  const config = machines.tiny;
  const dividesByZero = (image: Parameters<typeof runMachine>[1]) =>
    runMachine(config, image, { cycleLimit: 20_000 }).cores.some(({ flags }) => (flags & 2) !== 0);
  const seed = Array.from({ length: 50 }, (_, k) => k).find((k) =>
    dividesByZero(randomMachine(config, k, shapeOf(config))),
  );
  expect(seed).toBeDefined();
  const image = randomMachine(config, seed!, shapeOf(config));
  const small = await shrink(config, image, async (one) => dividesByZero(one));
  const instructions = small.cores.reduce((sum, { words }) => sum + words.length, 0);
  expect(image.cores.reduce((sum, { words }) => sum + words.length, 0)).toBeGreaterThan(50);
  expect(dividesByZero(small)).toBe(true);
  // The division, and an end for each core.
  expect(instructions).toBeLessThanOrEqual(4);
  expect(small.memory).toEqual([]);
  expect(small.packets).toEqual([]);
});
