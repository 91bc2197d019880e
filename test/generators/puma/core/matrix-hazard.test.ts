import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seededValues } from '../../support/random-config.js';
import {
  chunksOf,
  coreConfig,
  openMatrixUnits,
  packed,
  readXbarOut,
  runMvm,
  sendChunks,
  writeXbarIn,
} from './support/matrix-bench.js';

/** Accesses of one cycle in which units run. */
const disturbance = fc.record({
  write: fc.boolean(),
  address: fc.nat(31),
  mask: fc.nat(15),
  words: fc.array(fc.integer({ min: -32768, max: 32767 }), { minLength: 4, maxLength: 4 }),
  read: fc.nat(31),
  side: fc.boolean(),
});

it('a running unit reads nothing but its drivers and cells: whatever happens to XbarIn, its results are the same', async () => {
  const mvmu = { weightBits: 6, cellBits: 3, adcBits: 8, adcs: 2 };
  const config = coreConfig({ dimension: 8, lanes: 4, mvmus: 2, fraction: 5, mvmu });
  await using sim = await openMatrixUnits(config);
  const { io } = sim;
  const weights = [0, 1].map((k) => seededValues(k, 64, -32, 31));
  await sendChunks(
    sim,
    weights.flatMap((matrix, k) => chunksOf(config, k, matrix)),
  );
  let overwritten = 0;

  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: -32768, max: 32767 }), { minLength: 16, maxLength: 16 }),
      fc.integer({ min: 1, max: 3 }),
      fc.nat(8),
      fc.nat(1000),
      fc.array(disturbance, { minLength: 8, maxLength: 70 }),
      async (inputs, mask, filter, turn, disturbances) => {
        const rotation = filter === 0 ? 0 : turn % filter;
        await writeXbarIn(sim, config, 0, inputs);
        const alone = await runMvm(sim, mask, filter, rotation);
        const results = readXbarOut(sim, config, 0, 16);

        await writeXbarIn(sim, config, 0, inputs);
        const disturbed = await runMvm(sim, mask, filter, rotation, (cycle) => {
          const now = disturbances[cycle % disturbances.length];
          if (now === undefined) return;
          io.write.poke(now.write);
          io.writeAddress.poke(now.address);
          io.writeMask.pokeBits(BigInt(now.mask));
          io.writeData.pokeBits(packed(now.words, 16));
          io.readAddressA.poke(now.read);
          io.readSideA.poke(now.side);
          if (now.write && now.mask !== 0 && now.address < 13) overwritten++;
        });
        io.write.poke(false);
        expect(disturbed).toBe(alone);
        expect(readXbarOut(sim, config, 0, 16)).toEqual(results);
      },
    ),
    { seed: 4, numRuns: 12 },
  );
  expect(overwritten).toBeGreaterThan(100);
});
