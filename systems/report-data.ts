import type { ArrayConfig, PhasedConfig } from '../config/systems.js';
import { netlistOf } from '../hdl-dsl/netlist/index.js';
import type { CosimResult } from './api.js';
import type { Bench } from './bench.js';
import { columnSumHistogram } from './column-sum-histogram.js';
import { machineDiagrams } from './machine-files.js';
import { netlistDiagram } from './report/netlist-diagram.js';
import type { DigitCard, ReportData, Waveform } from './report/report-data.js';
import type { EngineRun } from './run-engine.js';
import type { PhasedUnit } from './system.js';
import type { Workload } from './workloads/workload.js';

/** Images that the page shows: the first ones, and the first mistakes. */
const shownImages = 5;
const shownMistakes = 3;

/** Puts together what the report page shows. */
export async function reportData<C extends PhasedConfig, P, U extends PhasedUnit>(
  { system, config, unit, workload, names }: Bench<C, P, U>,
  result: CosimResult,
  run: EngineRun,
  waveform: Waveform | undefined,
): Promise<ReportData> {
  const paperCycles = config.system === 'puma-mvmu' ? publishedCycles(config) : undefined;
  const histogram = columnSumHistogram(system, config, workload);
  const digits = run.end.reason === 'finished' ? digitCards(workload, run.outputs) : undefined;
  return {
    config,
    result,
    timing: {
      ...(unit.cyclesPerVector === undefined || stopsEarly(config)
        ? {}
        : { cyclesPerVector: unit.cyclesPerVector }),
      ...(paperCycles === undefined ? {} : { paperCycles }),
    },
    ...(histogram ? { histogram } : {}),
    ...(digits ? { digits } : {}),
    modules: await netlistDiagram(netlistOf(unit.top, names)),
    machines: machineDiagrams(names),
    ...(waveform ? { waveform } : {}),
  };
}

/** Whether a product takes as long as its data ask. */
function stopsEarly(config: PhasedConfig): boolean {
  return config.system === 'mixed-signal-array' && config.style === 'resistive-ramp';
}

/** PUMA's (16 + 2) * 128 cycles: 16 input steps and two pipeline stages of 128 conversions each (Table 3.5 and its
 *  text give 2304 ns at 1 GHz). Published for that shape only. */
function publishedCycles(config: Extract<ArrayConfig, { system: 'puma-mvmu' }>): number | undefined {
  const published =
    config.columns === 128 && config.adcs === 1 && config.inputBits === 16 && config.dacBits === 1;
  return published ? 2304 : undefined;
}

function digitCards<P>(
  { classification }: Workload<P>,
  outputs: readonly Float64Array[],
): DigitCard[] | undefined {
  // The page draws images of 8 x 8 pixels.
  if (classification?.images[0]?.width !== 8) return undefined;
  const { classes, images, score } = classification;
  const { scores, predictions } = score(outputs);
  const wrong = images.flatMap((image, k) => (image.label === predictions[k] ? [] : [k]));
  const right = images.flatMap((image, k) => (image.label === predictions[k] ? [k] : []));
  return [...right.slice(0, shownImages), ...wrong.slice(0, shownMistakes)].map((k) => ({
    pixels: [...images[k]!.pixels],
    scores: [...scores.subarray(k * classes, (k + 1) * classes)],
    label: images[k]!.label,
    predicted: predictions[k]!,
  }));
}
