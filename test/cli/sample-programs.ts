import type { CosimProgramResult, RunProgramResult } from '../../systems/machine-api.js';

/** Results of programs as the systems give them. */
export const sampleCosimProgram: CosimProgramResult = {
  verdict: 'match',
  reason: 'equal',
  message: '15 events compared, all equal',
  engine: 'builtin',
  independent: ['digital'],
  program: 'a.s',
  stalls: { seed: 3, rate: 64 },
  compared: { total: 15, retired: 5, write: 4, output: 3, memory: 2, packet: 1 },
  divergences: 0,
  first: null,
  differences: [],
  explanation: 'match: 15 events compared, all equal\n',
  cycles: { golden: 100, rtl: 104 },
  end: { golden: 'stopped', rtl: 'stopped' },
  seconds: { generate: 0.1, build: 0, run: 0.2, golden: 0.3 },
  cached: true,
  out: 'out/core',
  run: 'out/core/runs/0123',
  report: 'out/core/runs/0123/report.txt',
  waveforms: [],
  warnings: ['a note'],
};

export const sampleRun: RunProgramResult = {
  end: 'stopped',
  message: 'every unit halted, after 1,234 cycles',
  config: 'core',
  program: 'a.s',
  cycles: 1234,
  energyPj: 45_600,
  areaMm2: 0.8041,
  units: [
    {
      unit: 'core 0',
      state: 'halted',
      pc: 7,
      line: { file: 'a.s', line: 9, text: '  hlt' },
      counters: { cycles: 1234 },
      flags: ['overflow'],
    },
  ],
  packets: [{ target: 3, fifo: 1, values: [5, 6] }],
  memory: [{ address: 64, count: 0, values: [1, 2, 3, 4, 5, 6, 7, 8, 9] }],
  profile: {
    units: [
      {
        unit: 'core 0',
        classes: { mvm: { executions: 1, cycles: 9 }, vector: { executions: 0, cycles: 0 } },
        mvmus: [{ starts: 1, cycles: 520 }],
      },
    ],
    instructions: [
      { unit: 'core 0', address: 2, text: 'mvm 0b01, r0, r0', executions: 1, cycles: 9 },
      {
        unit: 'core 0',
        address: 7,
        text: 'hlt',
        line: { file: 'a.s', line: 9, text: '  hlt' },
        executions: 1,
        cycles: 1,
      },
    ],
  },
  energy: [
    { what: 'products', count: 1, unit: 'MVMs', eachPj: 43970, energyPj: 43970, derivation: 'printed' },
    { what: 'sends', count: 0, unit: 'words', eachPj: 18.045, energyPj: 0, derivation: 'printed' },
  ],
  waits: [],
  unconsumed: [],
  warnings: [],
};
