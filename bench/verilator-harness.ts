import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeFile } from '../base/package-root.js';
import { encodeCells } from '../compiler/cell-image.js';
import { parseConfig } from '../config/index.js';
import { buildDesign, simDesign } from '../systems/design.js';
import { pumaMvmu } from '../systems/puma-mvmu/index.js';
import type { Level, MatrixPhase } from '../systems/system.js';
import type { SimResult } from '../verilator-harness/engine.js';
import { startValueArguments } from '../verilator-harness/verilator/flags.js';
import { VerilatorEngine } from '../verilator-harness/verilator/verilator-engine.js';
import { buildBareLoop } from './bare-loop.js';
import type { Measurement } from './measurement.js';

const vectors = 1000;
const rounds = 16;

/** The default matrix-vector unit in Verilator: products through the harness with outputs alone, with partial sums
 *  recorded too (the default of `cosim`), and with every ADC code; reference: `verilator-harness-bare.cpp`, a C++ loop around the same model with the same stimuli
 *  that only hashes the outputs. Whole processes, the fastest of sixteen rounds in turns. */
export async function bench(): Promise<Measurement[]> {
  const config = parseConfig({ system: 'puma-mvmu', name: 'bench_mvmu' });
  if (config.system !== 'puma-mvmu') throw new Error('the configuration became another system');
  const random = numbers(1);
  const weights = Int32Array.from({ length: config.rows * config.columns }, random);
  const phase: MatrixPhase = { weights, inputs: Int32Array.from({ length: config.rows * vectors }, random) };
  const design = buildDesign(pumaMvmu, config);
  const sim = simDesign(pumaMvmu, config, design);
  const engine = new VerilatorEngine();
  const run = (level: Level) =>
    engine.run({ design: sim, ...pumaMvmu.job(config, design.unit, phase, level) });

  const folder = mkdtempSync(join(tmpdir(), 'crossweave-bench-'));
  try {
    const loop = readFileSync(codeFile('bench/verilator-harness-bare.cpp'), 'utf8');
    const program = await buildBareLoop(sim, loop, folder);
    const { slices, wordsPerRow } = encodeCells(config, weights);
    const head = [config.rows, config.columns, slices.length, vectors, wordsPerRow];
    const job = words([
      Uint32Array.from(head),
      ...slices.flatMap(({ rows }) => rows),
      Uint32Array.from(phase.inputs),
    ]);
    const best = {
      bare: Number.POSITIVE_INFINITY,
      outputs: Number.POSITIVE_INFINITY,
      sums: Number.POSITIVE_INFINITY,
      codes: Number.POSITIVE_INFINITY,
    };
    await run('sums'); // builds
    for (let round = 0; round < rounds; round += 1) {
      const begin = performance.now();
      const bare = spawnSync(program, startValueArguments(), { input: job, encoding: 'utf8' });
      best.bare = Math.min(best.bare, (performance.now() - begin) / 1000);
      for (const level of ['outputs', 'sums', 'codes'] as const) {
        const result = await run(level);
        best[level] = Math.min(best[level], result.seconds.run);
        check(result, bare.stdout);
      }
    }
    return [
      measurement('verilator-harness', best.outputs, best.bare),
      measurement('verilator-harness-sums', best.sums, best.bare),
      measurement('verilator-harness-codes', best.codes, best.bare),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measurement(name: string, seconds: number, bare: number): Measurement {
  return { name, value: vectors / seconds, unit: 'MVM/s', reference: vectors / bare, ratio: bare / seconds };
}

/** Both sides must have done the same work: equal outputs in equally many clocks. */
function check(result: SimResult, printed: string): void {
  let hash = 2166136261;
  for (const output of result.captures) hash = Math.imul(hash ^ (output & 0xffff), 16777619);
  const [bareHash, bareCycles] = printed.trim().split(' ').map(Number);
  if (bareHash !== hash >>> 0) throw new Error('harness and bare loop computed different outputs');
  if (bareCycles !== result.cycles)
    throw new Error(`harness: ${result.cycles} clocks, bare loop: ${bareCycles}`);
}

function words(parts: readonly Uint32Array[]): Buffer {
  return Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)));
}

function numbers(state: number): () => number {
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 16) - 32768;
  };
}
