import {
  coreInstructions,
  coreOpcodeBits,
  fieldPlaces,
  type InstructionFormat,
  instructionBits,
} from '../config/puma/encoding.js';
import { machineGeometry } from '../config/puma/geometry.js';
import type { CoreImage, MachineImage } from '../config/puma/image.js';
import type { PumaTileConfig } from '../config/puma-machine.js';
import { runMachine } from '../sim-models/puma/machine/index.js';
import type { Measurement } from './measurement.js';

const size = 128;
const cores = 8;
const mvmus = 2;
const words = mvmus * size;
const rounds = 800;
const plainVectors = 200;

/** The tile of the dissertation, 4 lanes; 9 bits hold every sum of 128 two-bit cells. */
const config: PumaTileConfig = {
  system: 'puma-tile',
  name: 'bench_tile',
  cores,
  dimension: size,
  mvmus,
  lanes: 4,
  instructions: 585,
  fraction: 12,
  mvmu: {
    weightBits: 16,
    cellBits: 2,
    dacBits: 1,
    adcs: 1,
    adcBits: 9,
    adcOverflow: 'saturate',
    encoding: 'offset',
    rounding: 'half-even',
    overflow: 'saturate',
  },
  memory: { words: 32768, countBits: 8, busBits: 384 },
  watchdog: 20_000,
  tile: { instructions: 1170, fifos: 16, fifoDepth: 2 },
};

/** Every core takes the words that its neighbour stored, multiplies them by both its matrices and stores the products
 *  for the next core: each MVM has fresh inputs from tile memory, and its outputs go there. One thread, everything
 *  counted, the matrices' set-up too. Reference: plain loops in TypeScript over the same products, without a machine. */
export async function bench(): Promise<Measurement[]> {
  const image = ring();
  const mvms = cores * mvmus * rounds;
  const plain = plainLoops(image.cores[0]!.cells[0]!, image.memory[0]!.values.subarray(0, size));
  let seconds = Number.POSITIVE_INFINITY;
  let plainSeconds = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 8; turn++) {
    const start = performance.now();
    const run = runMachine(config, image);
    const middle = performance.now();
    plain();
    const end = performance.now();
    const done = run.cores.reduce((sum, { counters }) => sum + counters.mvms, 0);
    if (run.end.reason !== 'stopped' || done !== mvms) throw new Error('the program did not run to its end');
    const loaded = run.cores.every(({ counters }) => counters.load === rounds && counters.store === rounds);
    if (!loaded) throw new Error('an MVM had no fresh inputs');
    if (new Set(run.memory.values).size < 1000) throw new Error('the words have died away');
    seconds = Math.min(seconds, (middle - start) / 1000);
    plainSeconds = Math.min(plainSeconds, (end - middle) / 1000);
  }
  const value = mvms / seconds;
  const reference = plainVectors / plainSeconds;
  return [{ name: 'golden-puma-tile', value, unit: 'MVM/s', reference, ratio: value / reference }];
}

function ring(): MachineImage {
  let state = 1;
  const random = (bits: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> (32 - bits)) - 2 ** (bits - 1);
  };
  // Such weights keep the size of the words from round to round.
  const matrix = (): Int32Array => Int32Array.from({ length: size * size }, () => random(10) + random(10));
  const r = (k: number): number => words + k;
  const core = (k: number): CoreImage => ({
    words: BigUint64Array.of(
      encode('set', { dest: r(0), immediate: k * words }),
      encode('set', { dest: r(1), immediate: ((k + 1) % cores) * words }),
      encode('set', { dest: r(2), immediate: rounds }),
      encode('set', { dest: r(3), immediate: 1 }),
      encode('load', { dest: 0, address: r(0), width: 15, vecWidth: words / 16 - 1 }),
      encode('mvm', { mask: 3, filter: r(4), stride: r(4) }),
      encode('store', { address: r(1), src1: 0, count: 1, width: 15, vecWidth: words / 16 - 1 }),
      encode('alu-int', { aluop: 1, dest: r(2), src1: r(2), src2: r(3) }),
      encode('brn', { brnop: 1, src1: r(2), src2: r(4), pc: 4 }),
      encode('hlt', {}),
    ),
    registers: [],
    cells: [matrix(), matrix()],
  });
  const start = Int16Array.from({ length: cores * words }, () => random(13));
  return {
    cores: Array.from({ length: cores }, (_, k) => core(k)),
    memory: [{ address: 0, values: start, count: 1 }],
    packets: [],
  };
}

/** A word with the values of its fields as it holds them. */
function encode(name: string, values: Readonly<Record<string, number>>): bigint {
  const format: InstructionFormat | undefined = coreInstructions.find((one) => one.name === name);
  if (!format) throw new Error(`no instruction ${name}`);
  let word = BigInt(format.opcode) << BigInt(instructionBits - coreOpcodeBits);
  for (const { field, lsb } of fieldPlaces(format, coreOpcodeBits, machineGeometry(config))) {
    word |= BigInt(values[field.name] ?? 0) << BigInt(lsb);
  }
  return word;
}

/** Doubles are exact: |y| <= 128 * 2^30. */
function plainLoops(weights: Int32Array, inputs: Int16Array): () => Float64Array {
  const outputs = new Float64Array(size);
  return () => {
    for (let vector = 0; vector < plainVectors; vector++) {
      outputs.fill(0);
      for (let row = 0; row < size; row++) {
        const x = inputs[row]!;
        for (let column = 0; column < size; column++) outputs[column]! += x * weights[row * size + column]!;
      }
      for (let column = 0; column < size; column++) {
        outputs[column] = Math.min(Math.max(Math.round(outputs[column]! / 4096), -32768), 32767);
      }
    }
    return outputs;
  };
}
