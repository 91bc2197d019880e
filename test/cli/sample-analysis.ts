import type { AnalyzeResult } from '../../systems/analyze-api.js';

const energy = [
  { group: 'ADC', what: 'ADCs', perMac: 30 },
  { group: 'crossbar', what: 'devices', perMac: 10 },
];

/** An analysis of one layer on a crossbar of RAELLA. */
export const sampleAnalysis: AnalyzeResult = {
  config: 'unit',
  system: 'raella-crossbar',
  summary: 'a crossbar',
  workload: 'small-mlp',
  vectors: 10,
  adcBits: 7,
  layers: [
    {
      ...{ name: 'dense-1', rows: 64, outputs: 32, vectors: 10, macs: 20480, slicing: [4, 4], crossbars: 1 },
      ...{ rowUtilisation: 1, columnUtilisation: 0.5, convertsPerMac: 0.02, energy, overflows: 0 },
      sums: [],
      steps: [
        {
          ...{ pass: 0, step: 0, kind: 'speculation', high: 7, low: 4, columns: 320 },
          ...{ converts: [320, 320], atBounds: [8, 16] },
        },
        {
          ...{ pass: 0, step: 1, kind: 'recovery', high: 7, low: 7, columns: 320 },
          ...{ converts: [8, 16], atBounds: [1, 0], wouldSaturate: [4, 0] },
        },
      ],
      error: { mean: 0.01, equal: 0.995 },
    },
  ],
  total: {
    macs: 20480,
    sums: [{ strategy: 'unsigned', counts: [0, 6, 4], bits: 2, fits: 0.6, published: 0.02 }],
    ...{ convertsPerMac: 0.02, energy, perMac: 40, derivation: 'energy of a MAC: 40 fJ' },
    ...{ rowUtilisation: 1, columnUtilisation: 0.5 },
  },
  speculation: { success: 0.9625, recoverySaturation: 0.00625 },
  setups: [
    { name: 'ISAAC-8b', fullRows: 0.25, here: 0.25, published: 0.25, adcPerMac: 600 },
    { name: 'speculation', fullRows: 0.02, here: 0.02, published: 0.018, adcPerMac: 30, change: -0.6 },
  ],
  architectures: [{ name: 'ISAAC-8b', convertsPerMac: 0.25, energy, perMac: 40, overIsaac: 1, published: 1 }],
  accuracy: { float: 0.97, integer: 0.96, crossbars: 0.955 },
  seconds: 1,
  out: 'out/unit',
  run: 'out/unit/runs/0123',
  report: 'out/unit/runs/0123/analysis.html',
  warnings: ['a note'],
};
