import { join } from 'node:path';
import { loadConfig } from '../config/load-config.js';
import type { Config } from '../config/systems.js';
import { createEngine } from '../verilator-harness/create-engine.js';
import { diffTraces } from '../verilator-harness/diff-traces.js';
import type { Divergence } from '../verilator-harness/divergence.js';
import { writeTraceFile } from '../verilator-harness/trace-file.js';
import type { CosimOptions, CosimResult } from './api.js';
import { chooseEngine } from './choose-engine.js';
import { countCompared, describeDivergence } from './describe-divergence.js';
import { buildDesign, simDesign } from './design.js';
import { designFiles } from './design-files.js';
import { dumpText } from './dump.js';
import { judge } from './judge.js';
import { locateDivergence } from './locate-divergence.js';
import { checkDesignFolder, writeDesignFolder } from './output-folder.js';
import { hasDesign } from './output-marker.js';
import { readRtl } from './read-rtl.js';
import { withSystem } from './registry.js';
import { renderReport } from './report/index.js';
import { reportData } from './report-data.js';
import { runEngine } from './run-engine.js';
import { reportFile, resultFile, traceFiles } from './run-files.js';
import { RunDraft, runId } from './run-folder.js';
import { runGolden } from './run-golden.js';
import { stageReporter } from './stage-reporter.js';
import { stopwatch } from './stopwatch.js';
import type { Level, System } from './system.js';
import { writeUserFile } from './user-file.js';
import { waveformAround } from './waveform-window.js';
import { contentOf } from './workload-content.js';
import { createWorkload } from './workloads/index.js';

/** Runs a workload on generated RTL, or on RTL of a folder, and on the golden model, and compares every event.
 *
 *  The design's folder is written as by `generate`, unless RTL of a folder runs and the folder has a design already.
 *  Each run leaves its traces, result and report in `runs/<id>/`, the id made from all that decides the outcome.
 *
 *  @throws {CrossweaveError} CW-C..., CW-W... for wrong options, CW-F... for files, CW-T... where a tool is missing or
 *  fails; a mismatch is a result, not an error */
export async function cosim(options: CosimOptions): Promise<CosimResult> {
  const { config } = loadConfig(options.config, options.settings);
  return withSystem(config, (system, typed) => cosimOn(system, typed, options));
}

async function cosimOn<C extends Config>(
  system: System<C>,
  config: C,
  options: CosimOptions,
): Promise<CosimResult> {
  const out = options.out ?? join('out', config.name);
  const level: Level = options.dump === undefined ? (options.level ?? 'sums') : 'codes';
  const seed = options.seed ?? 0;
  const { engine: engineName, note } = await chooseEngine(options.engine, { rtl: options.rtl !== undefined });
  const workload = createWorkload(options.workload ?? 'random', config, {
    seed,
    ...(options.vectors === undefined ? {} : { vectors: options.vectors }),
  });
  checkDesignFolder(out);
  const rtl = options.rtl === undefined ? undefined : readRtl(options.rtl);
  const stage = stageReporter(options.onProgress);

  const generating = stopwatch();
  const design = stage('generate', () => {
    const built = buildDesign(system, config);
    // RTL that runs from a folder may be the design's own, edited: what is there is left alone.
    if (rtl === undefined || !hasDesign(out)) writeDesignFolder(out, designFiles(system, config, built));
    return built;
  });
  const generateSeconds = generating();
  const sim = simDesign(system, config, design, rtl);
  const engine = createEngine(engineName);
  const draft = new RunDraft(out);
  try {
    const waveforms = new Set<string>();
    const waveform = (k: number) => {
      const name = workload.phases === 1 ? 'waves.vcd' : `waves-${k}.vcd`;
      waveforms.add(name);
      return draft.path(name);
    };
    // The engine works in a process of its own meanwhile.
    const running = stage('run', () =>
      runEngine(engine, system, config, design.unit, sim, workload, {
        level,
        ...(options.trace === 'vcd' ? { waveform } : {}),
      }),
    );
    const [run, golden] = await Promise.all([
      running,
      stage('golden', () => runGolden(system, config, workload, level)),
    ]);

    const found = stage('compare', () =>
      diffTraces(golden.trace, run.trace, { sources: design.unit.sources }),
    );
    const judgement = judge(run.end, found);
    const moment =
      judgement.verdict === 'match'
        ? undefined
        : await locateDivergence(
            engine,
            system,
            config,
            design.unit,
            sim,
            workload,
            run,
            found.first && { kind: found.first.kind, vector: vectorOf(found.first) },
          );
    const first = found.first && {
      ...found.first,
      ...(moment && judgement.reason === 'divergence' ? { cycle: moment.cycle } : {}),
    };

    const id = runId({
      config,
      rtl: sim.sources.map((file) => file.text),
      workload: contentOf(workload),
      seed,
      engine: engineName,
      level,
      trace: options.trace,
    });
    const folder = join(out, 'runs', id);
    const score = workload.classification?.score;
    const result: CosimResult = {
      ...judgement,
      engine: engineName,
      independent: engine.independent,
      workload: workload.name,
      vectors: workload.vectors,
      level,
      compared: countCompared(found),
      divergences: found.divergences.total,
      first: first ? describeDivergence(first) : null,
      cycles: run.cycles,
      cyclesPerVector: Math.round(run.computeCycles / workload.vectors),
      seconds: { generate: generateSeconds, ...run.seconds, golden: golden.seconds },
      cached: run.cached,
      out,
      run: folder,
      report: join(folder, reportFile),
      waveforms: [...waveforms].map((name) => join(folder, name)),
      warnings: [...(note === undefined ? [] : [note]), ...run.warnings],
      ...(workload.classification && score
        ? {
            accuracy: {
              float: workload.classification.float.accuracy,
              golden: score(golden.outputs).accuracy,
              rtl: run.end.reason === 'finished' ? score(run.outputs).accuracy : 0,
            },
          }
        : {}),
    };
    await stage('report', async () => {
      const window =
        moment &&
        (await waveformAround(engine, system, config, design.unit, sim, moment, draft.path('window.vcd')));
      const data = reportData(system, config, design.unit, workload, result, run, window);
      await Promise.all([
        writeTraceFile(draft.path(traceFiles.golden), golden.trace),
        writeTraceFile(draft.path(traceFiles.rtl), run.trace),
      ]);
      draft.write(resultFile, `${JSON.stringify(result, null, 2)}\n`);
      draft.write(reportFile, renderReport(data));
      draft.commit(id);
    });
    if (options.dump !== undefined) writeUserFile(options.dump, dumpText(run.trace));
    return result;
  } finally {
    draft.discard();
  }
}

function vectorOf({ position }: Divergence): number {
  return position.find(({ name }) => name === 'vector')?.value ?? 0;
}
