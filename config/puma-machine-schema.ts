import { z } from 'zod';
import { overflows, roundings } from '../base/number-format.js';
import { designName } from './design-name.js';
import { wholeNumber } from './field.js';
import { resistiveNonidealSchema } from './nonideal-schema.js';
import { adcOverflows, encodings } from './puma-mvmu.js';

const mvmu = z.strictObject({
  weightBits: wholeNumber(2, 16, 'bits').default(16).describe("Width of a weight, two's complement."),
  cellBits: wholeNumber(1, 5, 'bits').default(2).describe('Bits that one cell holds.'),
  dacBits: wholeNumber(1, 4, 'bits').default(1).describe('Input bits applied to a word line in one step.'),
  adcs: wholeNumber(1, 256, 'ADCs').default(1).describe('ADCs of each slice array; at most `dimension`.'),
  adcBits: wholeNumber(1, 16, 'bits').default(9).describe('Width of an ADC code.'),
  adcOverflow: z
    .enum(adcOverflows)
    .default('saturate')
    .describe('A column sum above the ADC range: clamp it, or drop low bits so that the largest fits.'),
  encoding: z.enum(encodings).default('offset').describe('How signed weights become cells.'),
  rounding: z
    .enum([...roundings, 'per-plane'])
    .default('half-even')
    .describe('How a product is rounded to a word; `per-plane` rounds every input step before it is added.'),
  overflow: z.enum(overflows).default('saturate').describe('What becomes of a product that does not fit.'),
});

const memory = z.strictObject({
  words: wholeNumber(32, 65536, 'words').default(32768).describe('16-bit words, a multiple of 16.'),
  countBits: wholeNumber(1, 16, 'bits').default(8).describe("Width of a word's count of consumers."),
  busBits: wholeNumber(256, 1024, 'bits')
    .default(384)
    .describe('Width of the memory bus; a block of 16 words goes over it in one transfer.'),
});

const machine = {
  name: designName.describe('Name of the design: its top module and its folder.'),
  dimension: wholeNumber(4, 256, 'rows').default(128).describe('Inputs and outputs of an MVMU.'),
  mvmus: wholeNumber(1, 8, 'MVMUs').default(2).describe('Matrix-vector units of a core.'),
  lanes: z
    .literal([1, 2, 4, 8, 16])
    .default(4)
    .describe('Lanes of the vector unit; they divide `dimension` and `registers`.'),
  registers: wholeNumber(16, 4096, 'words')
    .exactOptional()
    .describe('General registers of a core; absent: 2 * `dimension` * `mvmus`.'),
  instructions: wholeNumber(16, 65536, 'instructions')
    .default(585)
    .describe("Words of 56 bits in a core's instruction memory; 585 are 4 KB."),
  vectorWidthBits: wholeNumber(1, 16, 'bits')
    .exactOptional()
    .describe('Width of the instruction field `vecWidth`; absent: that of a register address.'),
  fraction: wholeNumber(0, 15, 'bits').default(12).describe('Fraction bits of a word: Q(16-f.f).'),
  mvmu: mvmu.prefault({}).describe('The matrix-vector units; keys as of `puma-mvmu`.'),
  memory: memory.prefault({}).describe('The data memory.'),
  watchdog: wholeNumber(1000, 10_000_000, 'cycles')
    .default(20_000)
    .describe('Cycles without any progress after which the hardware says that it is stuck.'),
  nonideal: resistiveNonidealSchema
    .exactOptional()
    .describe('Non-idealities of the analog chain; absent: ideal.'),
};

/** The keys of a `puma-core` configuration. Rules between keys are in `pumaMachineRules`. */
export const pumaCoreSchema = z
  .strictObject({
    system: z.literal('puma-core').describe('The system to generate.'),
    ...machine,
  })
  .describe('A programmable PUMA core with a data memory of its own.');

/** The keys of a `puma-tile` configuration. */
export const pumaTileSchema = z
  .strictObject({
    system: z.literal('puma-tile').describe('The system to generate.'),
    cores: wholeNumber(1, 16, 'cores').default(8).describe('Cores of the tile.'),
    ...machine,
    tile: z
      .strictObject({
        instructions: wholeNumber(16, 65536, 'instructions')
          .default(1170)
          .describe("Words of 56 bits in the tile control unit's instruction memory; 1170 are 8 KB."),
        fifos: wholeNumber(1, 64, 'FIFOs').default(16).describe('FIFOs of the receive buffer.'),
        fifoDepth: wholeNumber(1, 64, 'packets').default(2).describe('Packets that a FIFO holds.'),
      })
      .prefault({})
      .describe('What the tile has beside cores and memory.'),
  })
  .describe('A PUMA tile: cores on a shared memory, a tile control unit, a receive buffer.');
