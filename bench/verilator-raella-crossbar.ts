import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RaellaArrayConfig } from '../config/raella-crossbar.js';
import { GoldenRaellaCrossbar, type RaellaLayer } from '../sim-models/raella/index.js';
import { buildDesign, simDesign } from '../systems/design.js';
import { crossbarJob } from '../systems/raella-crossbar/crossbar-job.js';
import { raellaCrossbar } from '../systems/raella-crossbar/index.js';
import { VerilatorEngine } from '../verilator-harness/verilator/verilator-engine.js';
import type { Measurement } from './measurement.js';

const size = 512;
const vectors = 400;
const rounds = 6;

const config: RaellaArrayConfig = {
  system: 'raella-crossbar',
  name: 'bench_crossbar',
  rows: size,
  columns: size,
  cellBits: 4,
  dacBits: 4,
  adcs: 4,
  adcBits: 7,
  speculation: [4, 2, 2],
  layer: { slicing: [4, 2, 2], speculate: true, signedInputs: false },
};

/** The crossbar of the paper in Verilator, 512 x 512 cells, outputs read through the harness, fastest of six runs; and
 *  the time from configuration to simulator with nothing in the cache. References: the limits, 800 products a second and
 *  60 s. Synthetic layer of seed 5: Laplace weights of scale 20 codes about the centre 128, rectified-Gaussian inputs of
 *  sigma 16, in 170 filters of slices 4-2-2. */
export async function bench(): Promise<Measurement[]> {
  const random = numbers(5);
  const filters = Math.floor(size / config.layer.slicing.length);
  const layer: RaellaLayer = {
    ...config.layer,
    codes: Uint8Array.from({ length: size * filters }, () => {
      const u = random() - 0.5;
      const x = -Math.sign(u) * 20 * Math.log(1 - 2 * Math.abs(u));
      return Math.min(Math.max(Math.round(128 + x), 0), 255);
    }),
    centres: new Uint8Array(filters).fill(128),
  };
  const inputs = Int32Array.from({ length: vectors * size }, () => {
    const g = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.min(Math.max(Math.round(16 * g), 0), 255);
  });
  const folder = mkdtempSync(join(tmpdir(), 'crossweave-bench-'));
  try {
    const begin = performance.now();
    const design = buildDesign(raellaCrossbar, config);
    const sim = simDesign(raellaCrossbar, config, design);
    const elaborated = (performance.now() - begin) / 1000;
    const engine = new VerilatorEngine({ cacheFolder: folder });
    const job = { design: sim, ...crossbarJob(config, design.unit.top, layer, inputs, 'outputs') };
    const first = await engine.run(job);
    if (first.cached) throw new Error('the build was in the cache');
    const { outputs } = new GoldenRaellaCrossbar(config, layer).run(inputs, { level: 'outputs' });
    // Each filter is read as psum, y and flag.
    if (outputs.some((y, k) => first.captures[3 * k + 1] !== y)) throw new Error('a product is wrong');
    let seconds = first.seconds.run;
    for (let round = 1; round < rounds; round++)
      seconds = Math.min(seconds, (await engine.run(job)).seconds.run);
    const build = elaborated + first.seconds.build;
    const rate = vectors / seconds;
    return [
      { name: 'verilator-raella-crossbar', value: rate, unit: 'MVM/s', reference: 800, ratio: rate / 800 },
      { name: 'verilator-raella-crossbar-build', value: build, unit: 's', reference: 60, ratio: build / 60 },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Uniform in 0 .. 1, 1 excluded. */
function numbers(state: number): () => number {
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
