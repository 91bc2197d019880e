import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { elaborateMachine } from '../systems/puma-machine/machine-design.js';
import type { SimDesign } from '../verilator-harness/engine.js';
import { StimulusBuilder } from '../verilator-harness/stimulus-builder.js';
import { VerilatorEngine } from '../verilator-harness/verilator/verilator-engine.js';
import type { Measurement } from './measurement.js';
import { paperTile } from './puma-tile-program.js';

/** The simulator of the tile of the dissertation, from the configuration: elaboration, printing, Verilator, compiler,
 *  its run-time library too; then the same with the build in the cache. References: the limits, 60 s and 1 s. */
export async function bench(): Promise<readonly Measurement[]> {
  const config = paperTile();
  const folder = mkdtempSync(join(tmpdir(), 'crossweave-bench-'));
  try {
    const cold = await seconds(folder, () => elaborateMachine(config, { stalls: false }), false);
    const cached = await seconds(folder, () => elaborateMachine(config, { stalls: false }), true);
    return [
      { name: 'verilator-puma-tile-build', value: cold, unit: 's', reference: 60, ratio: cold / 60 },
      { name: 'verilator-puma-tile-build-cached', value: cached, unit: 's', reference: 1, ratio: cached },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function seconds(cacheFolder: string, elaborate: () => SimDesign, isCached: boolean): Promise<number> {
  const begin = performance.now();
  const design = elaborate();
  const elaborated = (performance.now() - begin) / 1000;
  const stimulus = new StimulusBuilder(design.ports).step().build();
  const run = await new VerilatorEngine({ cacheFolder }).run({
    design,
    stimulus,
    monitors: [],
    cycleLimit: 10,
  });
  if (run.cached !== isCached) throw new Error(`the build ${isCached ? 'was not' : 'was'} in the cache`);
  return elaborated + run.seconds.build;
}
