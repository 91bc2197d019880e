import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cosim, generate } from '../../../systems/index.js';
import { locateDivergence } from '../../../systems/locate-divergence.js';
import { goldenPhase } from '../../../systems/raella-tile/golden-phase.js';
import { raellaTile } from '../../../systems/raella-tile/index.js';
import { upToRun } from '../../../systems/raella-tile/phase-parts.js';
import { tileDesign } from '../../../systems/raella-tile/tile-design.js';
import type { TilePhase } from '../../../systems/raella-tile/tile-phase.js';
import { createTileWorkload } from '../../../systems/raella-tile/tile-workload.js';
import { runEngine } from '../../../systems/run-engine.js';
import { BuiltinEngine } from '../../../verilator-harness/builtin/builtin-engine.js';
import { diffTraces } from '../../../verilator-harness/diff-traces.js';
import { explainDivergence } from '../../../verilator-harness/explain-divergence.js';
import { tileConfig } from '../../support/tile-layers.js';
import { comparePhase } from './support/compare-phase.js';

const config = tileConfig({ crossbars: 1 });
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossweave-tile-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('co-simulation of a tile', () => {
  it('matches on the built-in engine, and leaves a run with a report', async () => {
    const out = join(folder, 'tile');
    const result = await cosim({ config, engine: 'builtin', vectors: 2, seed: 3, level: 'codes', out });
    expect(result).toMatchObject({
      verdict: 'match',
      reason: 'equal',
      engine: 'builtin',
      independent: ['digital'],
      workload: 'random',
      vectors: 2,
      divergences: 0,
      first: null,
    });
    const phase = createTileWorkload('random', config, { vectors: 2, seed: 3 }).phase(0, [])!;
    const { streams } = goldenPhase(config, phase, 'codes').trace;
    expect(result.compared.total).toBe(streams.reduce((sum, { values }) => sum + values.length, 0));
    expect(existsSync(result.report)).toBe(true);
    expect(existsSync(join(out, 'rtl', `${config.name}.sv`))).toBe(true);
    const again = await generate({ config, out });
    expect(again.files).toContain(`rtl/${config.name}_quantiser.sv`);
  });

  it('finds a fault in RTL of a folder, which has no stall points, and shows the clocks around it', async () => {
    const lone = tileConfig({ crossbars: 1, imas: 1 });
    const out = join(folder, 'design');
    await generate({ config: lone, out });
    const file = join(out, 'rtl', `${lone.name}_pool_unit.sv`);
    const text = readFileSync(file, 'utf8');
    // Signed activations are pooled as unsigned ones.
    const broken = text.replace("signed_inputs_i ? 8'd128", "signed_inputs_i ? 8'd0");
    expect(broken).not.toBe(text);
    writeFileSync(file, broken);
    const result = await cosim({ config: lone, rtl: out, vectors: 10, seed: 1, out: join(folder, 'runs') });
    expect(result).toMatchObject({ verdict: 'mismatch', reason: 'divergence', engine: 'verilator' });
    const { unit = '', kind, cycle } = result.first ?? {};
    const phase = createTileWorkload('random', lone, { vectors: 10, seed: 1 }).phase(0, [])!;
    const { registers } = phase.layers.find(({ program }) => program.name === unit)!.program;
    expect([kind, registers.operation, registers.signedInputs]).toEqual(['out', 1, 1]);
    expect(cycle).toBeGreaterThan(0);
    expect(result.warnings).toEqual([]);
    expect(/<rect class="mark"/.test(readFileSync(result.report, 'utf8'))).toBe(true);
  });

  it('explains the first event that differs: layer, window, output, crossbar', async () => {
    const phase = createTileWorkload('random', config, { vectors: 3, seed: 5 }).phase(0, [])!;
    const { rtl } = await comparePhase(new BuiltinEngine(), config, phase);
    const at = phase.layers.findIndex(({ program }) => program.crossbars.length > 0);
    const { program } = phase.layers[at]!;
    // The golden tile gets one code of zero that the RTL did not get.
    const zeroCodes = program.crossbars[0]!.zeroCodes.map((code, f) => (f === 0 ? code ^ 1 : code));
    const crossbars = program.crossbars.map((crossbar, k) =>
      k === 0 ? { ...crossbar, zeroCodes } : crossbar,
    );
    const layers = phase.layers.map((layer, l) =>
      l === at ? { ...layer, program: { ...program, crossbars } } : layer,
    );
    const golden = goldenPhase(config, { ...phase, layers }, 'codes');
    const { first } = diffTraces(golden.trace, rtl.trace);
    expect(first).toMatchObject({ unit: program.name, kind: 'part' });
    expect(first?.position.map(({ name }) => name)).toEqual([
      'vector',
      'row',
      'column',
      'channel',
      'crossbar',
    ]);
    const text =
      /^first divergence: sum of a crossbar of layer\d at vector \d, row 0, column 0, channel 0, crossbar \d\n/;
    expect(explainDivergence(first!)).toMatch(text);
  });

  it('finds the clock of an event in the run of its layer, and runs nothing behind it', async () => {
    const workload = createTileWorkload('random', config, { vectors: 3, seed: 7 });
    const design = tileDesign(config, { stalls: true });
    const unit = raellaTile.elaborate(config);
    const bench = {
      ...{ system: raellaTile, config, unit, design, workload },
      ...{ names: new Map(), engine: new BuiltinEngine() },
    };
    const run = await runEngine(bench, { level: 'sums' });
    const whole = workload.phase(0, [])!;
    const runs = (phase: TilePhase) => phase.layers.map((layer) => layer.runs.length);
    const before = whole.layers[0]!.runs.length;
    const moment = await locateDivergence(bench, run, { kind: 'out', vector: before });
    expect(runs(moment!.phase)).toEqual([before, 1]);
    expect(moment!.cycle).toBeLessThan(run.cycles);
    expect(runs(upToRun(whole, 0))).toEqual([1]);
  });
});
