import { type Config, isMachine, loadConfig } from '../../../config/index.js';
import type { PumaMachineConfig } from '../../../config/puma-machine.js';
import type { Random } from '../../hdl-dsl/print/support/random.js';

/** Beside noise. */
const layers = { stuckOn: 0.02, onOffRatio: 30, irDrop: 0.05, comparator: 0.2 };

/** The few machines that simulators are built for. */
export const machines = {
  core: machine('puma-core-small'),
  tile: machine('puma-tile-small'),
  /** One lane, other fraction, signed cells that clamp, a short vector field, registers of no power of two. */
  lane: machine({
    system: 'puma-core',
    name: 'lane_core',
    dimension: 12,
    mvmus: 3,
    lanes: 1,
    registers: 50,
    instructions: 300,
    vectorWidthBits: 5,
    fraction: 7,
    mvmu: {
      weightBits: 9,
      cellBits: 3,
      dacBits: 2,
      adcs: 5,
      adcBits: 6,
      encoding: 'differential',
      rounding: 'truncate',
    },
    memory: { words: 496, countBits: 3 },
    watchdog: 4000,
  }),
  /** Noise, flipped columns, deep and few FIFOs, three cores. */
  noisy: machine({
    system: 'puma-tile',
    name: 'noisy_tile',
    cores: 3,
    dimension: 8,
    mvmus: 2,
    lanes: 2,
    registers: 40,
    instructions: 250,
    fraction: 10,
    mvmu: { weightBits: 8, cellBits: 4, adcs: 4, adcBits: 8, encoding: 'offset-flip' },
    memory: { words: 512, countBits: 4 },
    watchdog: 2000,
    nonideal: { seed: 77, programming: 0.03, read: 0.02, adc: 0.4, ...layers },
    tile: { instructions: 100, fifos: 3, fifoDepth: 1 },
  }),
  /** As small as can be, since each fault is a simulator of its own. */
  tiny: machine({
    system: 'puma-tile',
    name: 'tiny_tile',
    cores: 2,
    dimension: 4,
    mvmus: 2,
    lanes: 2,
    registers: 24,
    instructions: 160,
    mvmu: { weightBits: 6, cellBits: 3, adcs: 2, adcBits: 5 },
    memory: { words: 96, countBits: 3 },
    watchdog: 1000,
    tile: { instructions: 80, fifos: 2, fifoDepth: 2 },
  }),
  /** More cores than the data memory can serve at once. */
  crowd: machine({
    system: 'puma-tile',
    name: 'crowd_tile',
    cores: 6,
    dimension: 4,
    mvmus: 1,
    lanes: 1,
    registers: 16,
    instructions: 64,
    mvmu: { weightBits: 4, cellBits: 3, adcs: 1, adcBits: 5 },
    memory: { words: 32, countBits: 1 },
    watchdog: 1000,
    tile: { instructions: 16, fifos: 1 },
  }),
} as const;

export type MachineName = keyof typeof machines;

function machine(source: unknown): PumaMachineConfig {
  const { config } = loadConfig(source);
  if (!isMachine(config)) throw new Error(`${(config as Config).name} is no machine`);
  return config;
}

/** Some small machine. */
export function someMachine(random: Random, system: PumaMachineConfig['system']): PumaMachineConfig {
  const lanes = random.pick([1, 2, 4, 8, 16]);
  // Small, since the reference does every column sum by itself.
  const dimension = lanes * (1 + random.below(lanes === 16 ? 1 : 2)) * (lanes < 4 ? 4 / lanes : 1);
  const mvmus = 1 + random.below(4);
  const encoding = random.pick(['offset', 'offset', 'offset-flip', 'differential'] as const);
  const weightBits = 4 + random.below(13);
  const dacBits = random.pick([1, 1, 1, 2, 4]);
  const perPlane = dacBits === 1 && random.chance(0.15);
  return machine({
    system,
    name: 'some_machine',
    ...(system === 'puma-tile'
      ? {
          cores: 1 + random.below(4),
          tile: { instructions: 100, fifos: 1 + random.below(4), fifoDepth: 1 + random.below(3) },
        }
      : {}),
    dimension,
    mvmus,
    lanes,
    // Loops keep up to ten registers for themselves.
    ...(2 * dimension * mvmus < 16 || random.chance(0.5)
      ? { registers: lanes * (Math.ceil(16 / lanes) + random.below(6)) }
      : {}),
    instructions: 180 + random.below(250),
    ...(random.chance(0.3) ? { vectorWidthBits: 3 + random.below(5) } : {}),
    fraction: random.below(16),
    mvmu: {
      weightBits,
      cellBits: Math.min(1 + random.below(4), weightBits - 1),
      dacBits,
      adcs: 1 + random.below(dimension),
      adcBits: 4 + random.below(9),
      adcOverflow: random.pick(['saturate', 'drop-low'] as const),
      encoding,
      ...(perPlane
        ? { rounding: 'per-plane', overflow: 'wrap' }
        : {
            rounding: random.pick(['half-even', 'half-even', 'truncate', 'half-up', 'half-away'] as const),
            overflow: random.pick(['saturate', 'saturate', 'wrap'] as const),
          }),
    },
    memory: { words: 16 * (6 + random.below(60)), countBits: 1 + random.below(8) },
    ...(dimension <= 8 && weightBits <= 8 && random.chance(0.3)
      ? { nonideal: { seed: random.below(1000), programming: 0.02, read: 0.02, adc: 0.3, ...layers } }
      : {}),
  });
}
