import { parseConfig } from '../../../config/parse-config.js';
import type { ArrayConfig } from '../../../config/systems.js';
import type { CosimResult } from '../../../systems/api.js';
import type { ReportData } from '../../../systems/report/report-data.js';

const pumaConfig = arrayConfig({ system: 'puma-mvmu', name: 'digits_mvmu', adcs: 4, adcBits: 8 });

const match: CosimResult = {
  verdict: 'match',
  reason: 'equal',
  message: 'all events of 360 vectors are equal',
  level: 'sums',
  waveforms: [],
  engine: 'verilator',
  independent: ['digital', 'analog'],
  workload: 'digits',
  vectors: 360,
  compared: { total: 783360, codes: 0, sums: 737280, outputs: 46080 },
  divergences: 0,
  first: null,
  cycles: 843120,
  seconds: { generate: 0.31, build: 19.53, run: 0.44, golden: 0.02 },
  cached: false,
  out: 'out/digits_mvmu',
  run: 'out/digits_mvmu/runs/0123456789ab',
  report: 'out/digits_mvmu/runs/0123456789ab/report.html',
  warnings: [],
  accuracy: { float: 0.9694, golden: 0.9667, rtl: 0.9667 },
  cyclesPerVector: 4672,
};

/** A run that matched, with every part of the page but the divergence. */
export const matchSample: ReportData = {
  config: pumaConfig,
  result: match,
  timing: { cyclesPerVector: 2336, paperCycles: 2304 },
  histogram: {
    least: 0,
    binWidth: 4,
    counts: Array.from({ length: 96 }, (_, k) => Math.floor(400_000 * Math.exp(-(((k - 30) / 14) ** 2)))),
    range: { least: 0, most: 255 },
    saturated: 0.0123,
  },
  digits: Array.from({ length: 8 }, (_, k) => ({
    pixels: Array.from({ length: 64 }, (_, p) => (p * 7 + k * 13 + (p % 8) * (k + 1)) % 17),
    scores: Array.from({ length: 10 }, (_, d) => ((d * 37 + k * 101) % 90) - 45 + (d === k ? 90 : 0)),
    label: k,
    predicted: k === 5 ? 3 : k,
  })),
};

/** A run that did not match, whose texts try to break out of the page. */
export const mismatchSample: ReportData = {
  config: arrayConfig({
    system: 'signed-array',
    name: 'array',
    nonideal: { seed: 7, programming: 0.02, read: 0.1, adc: 0.5 },
  }),
  result: {
    ...match,
    verdict: 'mismatch',
    reason: 'divergence',
    message: 'output differs <script>alert("reason")</script>',
    workload: '<img src=x onerror=alert(1)>.json',
    divergences: 1234,
    first: {
      unit: 'mvmu0',
      kind: 'out',
      nature: 'value',
      position: { vector: 3, column: 17 },
      expected: { decimal: -22, hex: '0x6a', fixed: '-22' },
      got: { decimal: 21, hex: '0x15', fixed: '21' },
      cycle: 1040,
      explanation:
        'mvmu0 out, vector 3, column 17: </pre><script>alert(2)</script>\n  expected  -22  0x6a\n  got        21  0x15\n  signal made at generators/signed-array/index.ts:58',
    },
    warnings: ['a "warning" & more </section>'],
  },
  timing: { cyclesPerVector: 131 },
  waveform: {
    fromCycle: 1030,
    toCycle: 1049,
    markCycle: 1040,
    signals: [
      {
        name: 'start_i',
        width: 1,
        changes: [
          { cycle: 1030, value: 0 },
          { cycle: 1032, value: 1 },
          { cycle: 1033, value: 0 },
        ],
      },
      {
        name: 'busy_o',
        width: 1,
        changes: [
          { cycle: 1030, value: 0 },
          { cycle: 1033, value: 1 },
          { cycle: 1046, value: 0 },
        ],
      },
      {
        name: 'column_q',
        width: 9,
        changes: [
          { cycle: 1030, value: 'x' },
          ...Array.from({ length: 12 }, (_, k) => ({ cycle: 1033 + k, value: 4 * k })),
        ],
      },
      {
        name: 'trace_code_data_o',
        width: 28,
        changes: [
          { cycle: 1030, value: 0 },
          { cycle: 1040, value: 0x0abcdefn },
          { cycle: 1044, value: 5 },
        ],
      },
      {
        name: 'a_very_long_signal_name_of_a_deep_unit<b>',
        width: 64,
        changes: [{ cycle: 1030, value: 0xffff0000ffff0000n }],
      },
    ],
  },
};

function arrayConfig(
  json: { readonly system: ArrayConfig['system'] } & Record<string, unknown>,
): ArrayConfig {
  return parseConfig(json) as ArrayConfig;
}
