import type { RaellaCrossbarConfig } from '../config/raella-crossbar.js';
import { GoldenRaellaCrossbar, type RaellaRun } from '../sim-models/raella/index.js';
import type { Measurement } from './measurement.js';

const size = 512;
const slicing = [4, 2, 2];
const vectors = 64;

/** Room for all slices of 512 filters: three crossbars side by side. */
const config: RaellaCrossbarConfig = {
  system: 'raella-crossbar',
  name: 'bench_crossbar',
  rows: size,
  columns: size * slicing.length,
  cellBits: 4,
  dacBits: 4,
  adcs: 4,
  adcBits: 7,
  speculation: [4, 2, 2],
};

/** 512 rows x 512 filters with speculation and recovery, one thread: every code decided, psums, overflows, counts and
 *  outputs. Reference: the plain way of the same model, column by column, as docs/raella.md tells it.
 *  Synthetic layer of seed 5: Laplace weights of scale 20 codes about the centre 128, rectified-Gaussian inputs of
 *  sigma 16 (wider ones overflow the 16-bit psums of full 512-row filters). */
export async function bench(): Promise<Measurement[]> {
  const random = numbers(5);
  const codes = Uint8Array.from({ length: size * size }, () => {
    const u = random() - 0.5;
    const x = -Math.sign(u) * 20 * Math.log(1 - 2 * Math.abs(u));
    return Math.min(Math.max(Math.round(128 + x), 0), 255);
  });
  const inputs = Int32Array.from({ length: vectors * size }, () => {
    const g = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.min(Math.max(Math.round(16 * g), 0), 255);
  });
  const layer = { slicing, codes, centres: new Uint8Array(size).fill(128), speculate: true } as const;
  const golden = new GoldenRaellaCrossbar(config, { ...layer, signedInputs: false });
  const few = inputs.subarray(0, 2 * size);
  check(golden.run(few, { level: 'codes' }), golden.run(few, { level: 'codes', way: 'plain' }));
  const one = inputs.subarray(0, size);
  let seconds = Number.POSITIVE_INFINITY;
  let plainSeconds = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 40; turn++) {
    const start = performance.now();
    golden.run(inputs, { level: 'outputs' });
    const middle = performance.now();
    if (turn % 4 === 0) golden.run(one, { level: 'outputs', way: 'plain' });
    const end = performance.now();
    seconds = Math.min(seconds, (middle - start) / 1000);
    if (turn % 4 === 0) plainSeconds = Math.min(plainSeconds, (end - middle) / 1000);
  }
  const value = vectors / seconds;
  const reference = 1 / plainSeconds;
  return [{ name: 'golden-raella', value, unit: 'MVM/s', reference, ratio: value / reference }];
}

/** Both ways must have done the same work, and there must have been some of each kind. */
function check(fast: RaellaRun, plain: RaellaRun): void {
  const same =
    equal(fast.codes!, plain.codes!) &&
    equal(fast.outputs, plain.outputs) &&
    equal(fast.overflows, plain.overflows) &&
    equal(fast.statistics.saturations, plain.statistics.saturations);
  if (!same) throw new Error('fast and plain way differ');
  const { failures, saturations } = fast.statistics;
  if (!failures.some((n) => n > 0) || !saturations.some((n) => n > 0)) throw new Error('nothing fails');
}

function equal(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  return a.length === b.length && Array.from(a).every((value, at) => value === b[at]);
}

/** Uniform in 0 .. 1, 1 excluded. */
function numbers(state: number): () => number {
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
