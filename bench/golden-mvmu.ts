import { readFileSync } from 'node:fs';
import { codeFile } from '../base/package-root.js';
import type { PumaMvmuConfig } from '../config/puma-mvmu.js';
import { GoldenMvmu } from '../sim-models/puma/mvmu/index.js';
import { fastest } from './fastest.js';
import type { Measurement } from './measurement.js';

const vectors = 64;
const size = 128;

/** The default unit with an ADC that cannot hold every sum. */
const config: PumaMvmuConfig = {
  system: 'puma-mvmu',
  name: 'bench_mvmu',
  rows: size,
  columns: size,
  weightBits: 16,
  cellBits: 2,
  inputBits: 16,
  signedInputs: true,
  dacBits: 1,
  adcs: 1,
  adcBits: 8,
  adcOverflow: 'saturate',
  encoding: 'offset',
  output: { bits: 16, fraction: 12, rounding: 'half-even', overflow: 'saturate' },
};

/** Every code, sum and output of a 128x128 unit, one thread, nothing collapsed. Value: the golden model, its results
 *  left in its own memory; reference: plain 64-bit population-count loops in WebAssembly that make the same values. */
export async function bench(): Promise<Measurement[]> {
  const random = numbers(1);
  const weights = Int32Array.from({ length: size * size }, random);
  const inputs = Int32Array.from({ length: vectors * size }, random);
  // Random sums stay far below 255: a dense vector and a few full columns make the ADC saturate.
  inputs.fill(-1, 0, size);
  for (let row = 0; row < size; row++) weights.fill(32767, row * size, row * size + 4);
  const golden = new GoldenMvmu(config, weights);
  const plain = plainLoops(weights, inputs);
  plain.run();
  const run = golden.run(inputs, { level: 'codes', collapse: false });
  // Both sides must have done the same work.
  const same =
    equal(plain.codes(), run.codes!) && equal(plain.sums(), run.sums!) && equal(plain.outputs(), run.outputs);
  if (!same) throw new Error('golden model and plain loops differ');
  if (!run.codes!.includes(255)) throw new Error('no code saturates');
  const [seconds, plainSeconds] = fastest(
    () => golden.run(inputs, { level: 'codes', collapse: false, reuse: true }),
    plain.run,
  );
  const value = vectors / seconds!;
  const reference = vectors / plainSeconds!;
  return [{ name: 'golden-mvmu', value, unit: 'MVM/s', reference, ratio: value / reference }];
}

function equal(a: Int32Array | Float64Array, b: Int32Array | Float64Array): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}

function numbers(state: number): () => number {
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 16) - 32768;
  };
}

interface PlainExports {
  readonly memory: WebAssembly.Memory;
  plain(
    planes: number,
    inputs: number,
    vectors: number,
    cells: number,
    codes: number,
    sums: number,
    outputs: number,
  ): void;
}

/** Bit planes of inputs and cells are made beforehand: only the loops are measured. */
function plainLoops(weights: Int32Array, inputs: Int32Array) {
  const file = codeFile('sim-models/analog/plain-popcount.wasm');
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)), {});
  if (!isPlain(exports)) throw new Error('plain-popcount.wasm is not the one expected');
  const { memory, plain } = exports;
  const planes = 1024;
  const inputsAt = planes + vectors * 16 * 16;
  const cells = inputsAt + vectors * size * 4;
  const codes = cells + size * 8 * 32;
  const sums = codes + vectors * 16 * size * 8 * 4;
  const outputs = sums + vectors * 16 * size * 8;
  const end = outputs + vectors * size * 8;
  memory.grow(Math.ceil(end / 65536));
  new Int32Array(memory.buffer, inputsAt, inputs.length).set(inputs);
  const bytes = new Uint8Array(memory.buffer);
  inputs.forEach((x, at) => {
    const row = at % size;
    const base = planes + ((at - row) / size) * 256 + (row >> 3);
    for (let step = 0; step < 16; step++) bytes[base + step * 16]! |= ((x >> step) & 1) << (row & 7);
  });
  weights.forEach((weight, at) => {
    const column = at % size;
    const row = (at - column) / size;
    const base = cells + column * 256 + (row >> 3);
    for (let bit = 0; bit < 16; bit++) {
      bytes[base + bit * 16]! |= (((weight + 32768) >> bit) & 1) << (row & 7);
    }
  });
  return {
    run: () => plain(planes, inputsAt, vectors, cells, codes, sums, outputs),
    codes: () => new Int32Array(memory.buffer, codes, vectors * 16 * size * 8),
    sums: () => new Float64Array(memory.buffer, sums, vectors * 16 * size),
    outputs: () => new Float64Array(memory.buffer, outputs, vectors * size),
  };
}

function isPlain(exports: object): exports is PlainExports {
  return 'plain' in exports && 'memory' in exports;
}
