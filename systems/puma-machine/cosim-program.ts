import { join } from 'node:path';
import { imageText, loadProgram } from '../../compiler/puma/index.js';
import { loadMachine } from '../../config/load-machine.js';
import { runMachine } from '../../sim-models/puma/machine/index.js';
import { createEngine } from '../../verilator-harness/create-engine.js';
import { writeTraceFile } from '../../verilator-harness/trace-file.js';
import { chooseEngine } from '../choose-engine.js';
import { buildDesign } from '../design.js';
import { designFiles } from '../design-files.js';
import type { CosimProgramOptions, CosimProgramResult } from '../machine-api.js';
import { checkDesignFolder, writeDesignFolder } from '../output-folder.js';
import { hasDesign } from '../output-marker.js';
import { readRtl } from '../read-rtl.js';
import { resultFile, traceFiles } from '../run-files.js';
import { RunDraft, runId } from '../run-folder.js';
import { stageReporter } from '../stage-reporter.js';
import { stopwatch } from '../stopwatch.js';
import { checkProgramOptions } from './check-program-options.js';
import { cosimMachine, type MachineCosim } from './cosim-machine.js';
import { pumaMachine } from './index.js';
import { streamsOf } from './trace-streams.js';

/** Files of a run beside its traces and its result. */
const files = { program: 'program.json', report: 'report.txt', waves: 'waves.vcd' } as const;

const defaultRate = 64;
const defaultLimit = 10_000_000;

/** Runs a program on generated RTL, or on RTL of a folder, and on the golden simulator, and compares every event and the
 *  machine in the end. The design's folder is written as by `generate`, unless RTL of a folder runs and the folder has a
 *  design already; each run leaves its program, traces, result and report in `runs/<id>/`.
 *
 *  @throws {CrossweaveError} CW-C..., CW-P... for wrong options, configuration or program, CW-F... for files, CW-T...
 *  where a tool is missing or fails; a mismatch is a result */
export async function cosimProgram(options: CosimProgramOptions): Promise<CosimProgramResult> {
  checkProgramOptions(options);
  const { config } = loadMachine(options.config, options.settings);
  const { image, warnings } = loadProgram(options.program, config);
  const { out = join('out', config.name), cycleLimit = defaultLimit, seed } = options;
  const stalls =
    options.stalls === undefined
      ? undefined
      : { seed: options.stalls, rate: options.stallRate ?? defaultRate };
  const choice = await chooseEngine(options.engine, { rtl: options.rtl !== undefined });
  checkDesignFolder(out);
  const rtl = options.rtl === undefined ? undefined : readRtl(options.rtl);

  const stage = stageReporter(options.onProgress);
  const generating = stopwatch();
  await stage('generate', async () => {
    // RTL that runs from a folder may be the design's own, edited: what is there is left alone.
    if (rtl !== undefined && hasDesign(out)) return;
    const design = buildDesign(pumaMachine, config);
    writeDesignFolder(out, await designFiles(pumaMachine, config, design));
  });
  const generate = generating();
  const draft = new RunDraft(out);
  try {
    const running = stopwatch();
    const golden = stage('golden', () => runMachine(config, image, { trace: true, cycleLimit }));
    const goldenSeconds = running();
    const engine = createEngine(choice.engine);
    const run = await stage('run', () =>
      cosimMachine(config, image, {
        engine,
        golden,
        cycleLimit,
        ...(stalls ? { stalls } : {}),
        ...(seed === undefined ? {} : { seed }),
        ...(rtl ? { rtl } : {}),
        ...(options.trace === 'vcd' ? { vcd: { file: draft.path(files.waves) } } : {}),
      }),
    );
    const program = imageText(image, config);
    const id = runId({
      config,
      rtl: run.sim.sources.map((file) => file.text),
      program,
      stalls,
      seed,
      cycleLimit,
      engine: choice.engine,
      trace: options.trace,
    });
    const folder = join(out, 'runs', id);
    const result: CosimProgramResult = {
      ...verdictOf(run),
      engine: engine.name,
      independent: engine.independent,
      program: options.program,
      stalls: stalls ?? null,
      seconds: { generate, golden: goldenSeconds, ...run.sim.seconds },
      cached: run.sim.cached,
      out,
      run: folder,
      report: join(folder, files.report),
      waveforms: options.trace === 'vcd' ? [join(folder, files.waves)] : [],
      warnings: [
        ...(choice.note === undefined ? [] : [choice.note]),
        ...warnings.map(({ code, message }) => `${code}: ${message}`),
        ...run.sim.warnings,
      ],
    };
    await stage('report', async () => {
      await draft.produce(traceFiles.golden, (file) => writeTraceFile(file, streamsOf(run.golden.trace)));
      await draft.produce(traceFiles.rtl, (file) => writeTraceFile(file, streamsOf(run.rtl.trace)));
      draft.write(files.program, program);
      draft.write(files.report, run.explanation);
      draft.write(resultFile, `${JSON.stringify(result, null, 2)}\n`);
      draft.commit(id);
    });
    return result;
  } finally {
    draft.discard();
  }
}

function verdictOf(run: MachineCosim) {
  const { verdict, reason, message, compared, divergences, first, differences, explanation, golden, rtl } =
    run;
  return {
    verdict,
    reason,
    message,
    compared,
    divergences: divergences.length,
    first: first ?? null,
    differences,
    explanation,
    cycles: {
      golden: golden.cycles,
      rtl: rtl.end === 'stopped' ? (rtl.state?.tile.cycles ?? null) : null,
    },
    end: { golden: golden.end.reason, rtl: rtl.end },
  };
}
