import { join } from 'node:path';
import { CrossweaveError } from '../base/crossweave-error.js';
import { loadConfig } from '../config/load-config.js';
import { isMachine, type PhasedConfig } from '../config/systems.js';
import { createEngine } from '../verilator-harness/create-engine.js';
import { diffTraces } from '../verilator-harness/diff-traces.js';
import type { Divergence, TraceDiff } from '../verilator-harness/divergence.js';
import { writeTraceFile } from '../verilator-harness/trace-file.js';
import type { CosimOptions, CosimResult } from './api.js';
import type { Bench } from './bench.js';
import { checkCosimOptions } from './check-cosim-options.js';
import { chooseEngine } from './choose-engine.js';
import { cosimResult } from './cosim-result.js';
import { buildDesign, simDesign } from './design.js';
import { designFiles } from './design-files.js';
import { dumpText } from './dump.js';
import { judge } from './judge.js';
import { locateDivergence, type Moment } from './locate-divergence.js';
import { checkDesignFolder, writeDesignFolder } from './output-folder.js';
import { hasDesign } from './output-marker.js';
import { programMissing } from './puma-machine/program-missing.js';
import { readRtl } from './read-rtl.js';
import { withPhasedSystem } from './registry.js';
import { renderReport } from './report/index.js';
import type { Waveform } from './report/report-data.js';
import { reportData } from './report-data.js';
import { type EngineRun, runEngine } from './run-engine.js';
import { reportFile, resultFile, traceFiles } from './run-files.js';
import { RunDraft, runId } from './run-folder.js';
import { runGolden } from './run-golden.js';
import { stageReporter } from './stage-reporter.js';
import { stopwatch } from './stopwatch.js';
import type { Level, PhasedSystem, PhasedUnit } from './system.js';
import { writeUserFile } from './user-file.js';
import { waveformAround } from './waveform-window.js';
import { contentOf } from './workload-content.js';

/** Runs a workload on generated RTL, or on RTL of a folder, and on the golden model, and compares every event.
 *
 *  The design's folder is written as by `generate`, unless RTL of a folder runs and the folder has a design already.
 *  Each run leaves its traces, result and report in `runs/<id>/`, the id made from all that decides the outcome.
 *
 *  @throws {CrossweaveError} CW-C..., CW-W... for wrong options, CW-F... for files, CW-T... where a tool is missing or
 *  fails; a mismatch is a result, not an error */
export async function cosim(options: CosimOptions): Promise<CosimResult> {
  checkCosimOptions(options);
  const { config } = loadConfig(options.config, options.settings);
  if (isMachine(config)) throw programMissing(config.system);
  return withPhasedSystem(config, (system, typed) => cosimOn(system, typed, options));
}

async function cosimOn<C extends PhasedConfig, P, U extends PhasedUnit>(
  system: PhasedSystem<C, P, U>,
  config: C,
  options: CosimOptions,
): Promise<CosimResult> {
  const { seed = 0, out = join('out', config.name), dump, vectors } = options;
  const level: Level = dump === undefined ? (options.level ?? 'sums') : 'codes';
  const choice = await chooseEngine(options.engine, { rtl: options.rtl !== undefined });
  const workload = system.workload(options.workload ?? 'random', config, {
    seed,
    ...(vectors === undefined ? {} : { vectors }),
  });
  checkDesignFolder(out);
  const rtl = options.rtl === undefined ? undefined : readRtl(options.rtl);

  const stage = stageReporter(options.onProgress);
  const generating = stopwatch();
  const design = await stage('generate', async () => {
    const built = buildDesign(system, config);
    // RTL that runs from a folder may be the design's own, edited: what is there is left alone.
    if (rtl === undefined || !hasDesign(out)) {
      writeDesignFolder(out, await designFiles(system, config, built));
    }
    return built;
  });
  const generateSeconds = generating();
  const bench: Bench<C, P, U> = {
    system,
    config,
    unit: design.unit,
    names: design.names,
    design: system.simulated?.(config, rtl) ?? simDesign(system, config, design, rtl),
    engine: createEngine(choice.engine),
    workload,
  };

  const draft = new RunDraft(out);
  try {
    const waveforms: string[] = [];
    const waveform = (k: number) => {
      waveforms.push(workload.phases === 1 ? 'waves.vcd' : `waves-${k}.vcd`);
      return draft.path(waveforms.at(-1)!);
    };
    // An engine in a process of its own works while the golden model does.
    const [run, golden] = await Promise.all([
      stage('run', () => runEngine(bench, { level, ...(options.trace === 'vcd' ? { waveform } : {}) })),
      stage('golden', () => runGolden(bench, level)),
    ]);
    const id = runId({
      config,
      rtl: bench.design.sources.map((file) => file.text),
      workload: contentOf(system, workload),
      seed,
      engine: choice.engine,
      level,
      trace: options.trace,
    });
    const found = stage('compare', () =>
      diffTraces(golden.trace, run.trace, { sources: design.unit.sources }),
    );
    const result = await stage('report', async () => {
      const around = await lookAround(bench, run, found, draft.path('window.vcd'));
      const compared = { id, out, level, generateSeconds, waveforms, notes: [choice.note, around.note] };
      const finished = cosimResult(bench, run, golden, found, around.moment, compared);
      await Promise.all([
        draft.produce(traceFiles.golden, (file) => writeTraceFile(file, golden.trace)),
        draft.produce(traceFiles.rtl, (file) => writeTraceFile(file, run.trace)),
      ]);
      draft.write(resultFile, `${JSON.stringify(finished, null, 2)}\n`);
      draft.write(reportFile, renderReport(await reportData(bench, finished, run, around.waveform)));
      draft.commit(id);
      return finished;
    });
    if (dump !== undefined) writeUserFile(dump, dumpText(run.trace));
    return result;
  } finally {
    draft.discard();
  }
}

interface Surroundings<P> {
  readonly moment?: Moment<P>;
  readonly waveform?: Waveform;
  readonly note?: string;
}

/** The clock of a mismatch and the signals around it. The verdict stands without them, so a failure here is a note. */
async function lookAround<C extends PhasedConfig, P, U extends PhasedUnit>(
  bench: Bench<C, P, U>,
  run: EngineRun,
  found: TraceDiff,
  file: string,
): Promise<Surroundings<P>> {
  if (judge(run.end, found).verdict === 'match') return {};
  try {
    const first = found.first && { kind: found.first.kind, vector: vectorOf(found.first) };
    const moment = await locateDivergence(bench, run, first);
    return moment === undefined ? {} : { moment, waveform: await waveformAround(bench, moment, file) };
  } catch (error) {
    if (!(error instanceof CrossweaveError)) throw error;
    return { note: `no waveform around the mismatch: ${error.message}` };
  }
}

function vectorOf({ position }: Divergence): number {
  return position.find(({ name }) => name === 'vector')?.value ?? 0;
}
