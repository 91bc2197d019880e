import { z } from 'zod';
import { wholeNumber } from './field.js';
import { raellaCrossbarSchema } from './raella-crossbar-schema.js';

const { system: _, name, layer, ...crossbar } = raellaCrossbarSchema.shape;
const crossbars = wholeNumber(1, 8, 'crossbars').default(4).describe('Crossbars of an IMA.');

/** The keys of a `raella-ima` configuration. Rules between keys are those of the crossbar. */
export const raellaImaSchema = z
  .strictObject({
    system: z.literal('raella-ima').describe('The system to generate.'),
    name,
    ...crossbar,
    crossbars,
    layer,
  })
  .describe('An IMA of RAELLA: crossbars side by side with input registers of their own.');

/** The keys of a `raella-tile` configuration. Rules between keys are those of the crossbar. */
export const raellaTileSchema = z
  .strictObject({
    system: z.literal('raella-tile').describe('The system to generate.'),
    name,
    ...crossbar,
    crossbars,
    imas: wholeNumber(1, 16, 'IMAs').default(8).describe('IMAs of the tile.'),
    activationBytes: z
      .literal([256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536])
      .default(65536)
      .describe('Size of the activation buffer in bytes, a power of two.'),
    channels: wholeNumber(1, 8192, 'channels')
      .default(8192)
      .describe("Entries of the quantiser's table: outputs that a layer can have."),
  })
  .describe('A tile of RAELLA: IMAs on an activation buffer, with quantiser and max-pool.');
