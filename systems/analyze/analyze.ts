import { join } from 'node:path';
import { loadConfig } from '../../config/load-config.js';
import { summarise } from '../../config/summarise.js';
import type { AnalyzeOptions, AnalyzeResult } from '../analyze-api.js';
import { OptionFindings } from '../option-findings.js';
import { checkDesignFolder, writeDesignFolder } from '../output-folder.js';
import { hasDesign } from '../output-marker.js';
import { RunDraft, runId } from '../run-folder.js';
import { stageReporter } from '../stage-reporter.js';
import { stopwatch } from '../stopwatch.js';
import { findingsOf } from './choose-analysis.js';
import { renderAnalysis } from './page.js';

const largestSeed = 0xffffffff;
const mostVectors = 1_000_000;

/** Files of an analysis in its run's folder. */
const resultFile = 'analysis.json';
const pageFile = 'analysis.html';

/** Analyses a workload on the crossbars of a configuration: column sums, saturation, converts, energy, accuracy.
 *
 *  What is found goes to `runs/<id>/` of the design's folder, the id made from all that decides it. A folder without a
 *  design gets none.
 *
 *  @throws {CrossweaveError} CW-C... for wrong options, CW-W112, CW-W113 where the configuration has no crossbars to
 *  analyse or the workload does not run on them, CW-W108..CW-W110 for the workload, CW-F... for files */
export async function analyze(options: AnalyzeOptions): Promise<AnalyzeResult> {
  checkOptions(options);
  const { config } = loadConfig(options.config, options.settings);
  const { workload, vectors, seed, out = join('out', config.name) } = options;
  const elapsed = stopwatch();
  checkDesignFolder(out);
  const stage = stageReporter(options.onProgress);
  const { findings, adcBits, ...ran } = stage('golden', () =>
    findingsOf(config, workload, { vectors, seed }),
  );
  return stage('report', async () => {
    if (!hasDesign(out)) writeDesignFolder(out, []);
    const draft = new RunDraft(out);
    try {
      const id = runId({ analysis: workload, config, vectors: ran.vectors, seed });
      const run = join(out, 'runs', id);
      const result: AnalyzeResult = {
        ...{ config: config.name, system: config.system, summary: summarise(config) },
        ...{ workload, vectors: ran.vectors, ...(seed !== undefined && { seed }), adcBits },
        ...findings,
        ...{ seconds: elapsed(), out, run, report: join(run, pageFile) },
      };
      draft.write(resultFile, `${JSON.stringify(result, null, 2)}\n`);
      draft.write(pageFile, await renderAnalysis(result));
      draft.commit(id);
      return result;
    } finally {
      draft.discard();
    }
  });
}

function checkOptions(options: AnalyzeOptions): void {
  const findings = new OptionFindings(options);
  findings.wholeNumber('seed', 0, largestSeed);
  findings.wholeNumber('vectors', 1, mostVectors);
  findings.check();
}
