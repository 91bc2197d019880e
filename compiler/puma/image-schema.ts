import { z } from 'zod';
import { machineGeometry, machineMvmuConfig } from '../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import { weightRange } from '../element-range.js';

/** What the key `format` of an image file says. */
export const imageFormat = 'crossweave-image';
/** Version of the file's layout; readers refuse any other. */
export const imageVersion = 1;

/** A word, and where it stands in the source: file, line, text. */
const instruction = z.union([
  z.tuple([z.string().regex(/^0x[0-9a-f]{14}$/)]),
  z.tuple([z.string().regex(/^0x[0-9a-f]{14}$/), z.string(), z.int().min(1), z.string()]),
]);

const words = z.array(z.int().min(-32768).max(32767)).min(1);

/** The layout of an image file for a machine, ranges included. */
export function imageSchema(config: PumaMachineConfig) {
  const geometry = machineGeometry(config);
  const { cores, mvmus, dimension, registerAddresses, memoryWords, countBits, instructions, tile } = geometry;
  const { min, max } = weightRange(machineMvmuConfig(config));
  const program = (most: number) => z.array(instruction).min(1).max(most);
  const row = z.array(z.int().min(min).max(max)).length(dimension);
  return z.strictObject({
    format: z.literal(imageFormat),
    version: z.literal(imageVersion),
    machine: z.record(z.string(), z.union([z.string(), z.number()])),
    cores: z
      .array(
        z.strictObject({
          program: program(instructions),
          registers: z.array(
            z.strictObject({
              address: z
                .int()
                .min(0)
                .max(registerAddresses - 1),
              values: words,
            }),
          ),
          cells: z.array(z.array(row).length(dimension).nullable()).length(mvmus),
        }),
      )
      .length(cores),
    ...(tile === undefined ? {} : { tile: z.strictObject({ program: program(tile.instructions) }) }),
    memory: z.array(
      z.strictObject({
        address: z
          .int()
          .min(0)
          .max(memoryWords - 1),
        count: z
          .int()
          .min(0)
          .max(2 ** countBits - 1),
        values: words,
      }),
    ),
    packets: z
      .array(
        z.strictObject({
          fifo: z
            .int()
            .min(0)
            .max(Math.max(0, (tile?.fifos ?? 0) - 1)),
          values: words.max(16),
        }),
      )
      .max(tile === undefined ? 0 : Number.MAX_SAFE_INTEGER),
  });
}
