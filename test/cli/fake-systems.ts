import type { CliContext, SystemsApi } from '../../cli/context.js';
import { runCli } from '../../cli/run-cli.js';
import type { AnalyzeOptions } from '../../systems/analyze-api.js';
import type {
  AssembleOptions,
  CosimOptions,
  CosimResult,
  DiffOptions,
  DisassembleOptions,
  GenerateOptions,
  LintSourceOptions,
} from '../../systems/api.js';
import type { CosimProgramOptions, RunProgramOptions } from '../../systems/machine-api.js';
import { sampleAnalysis } from './sample-analysis.js';
import { sampleCosimProgram, sampleRun } from './sample-programs.js';

export const sampleResult: CosimResult = {
  verdict: 'match',
  reason: 'equal',
  message: 'all 30 events equal',
  engine: 'builtin',
  independent: ['digital'],
  workload: 'random',
  vectors: 10,
  level: 'sums',
  compared: { total: 30, codes: 0, sums: 20, outputs: 10 },
  divergences: 0,
  first: null,
  cycles: 1000,
  cyclesPerVector: 100,
  seconds: { generate: 0.1, build: 0, run: 0.2, golden: 0.3 },
  cached: false,
  out: 'out/unit',
  run: 'out/unit/runs/0123',
  report: 'out/unit/runs/0123/report.html',
  waveforms: [],
  warnings: ['a note'],
};

type Asked =
  | AnalyzeOptions
  | AssembleOptions
  | CosimOptions
  | DiffOptions
  | DisassembleOptions
  | GenerateOptions
  | LintSourceOptions
  | CosimProgramOptions
  | RunProgramOptions;

/** Runs the command line on systems that record what they are asked for. */
export async function runFake(
  argv: readonly string[],
  change: Partial<SystemsApi> = {},
  env: Record<string, string> = {},
) {
  const asked: Asked[] = [];
  let stdout = '';
  let stderr = '';
  const systems: SystemsApi = {
    listSystems: () => ({
      systems: [{ name: 'puma-mvmu', summary: 'a unit' }],
      presets: [{ name: 'tiny', system: 'puma-mvmu', summary: '4 x 4' }],
      workloads: [{ name: 'random', systems: ['puma-mvmu', 'signed-array'], summary: 'random values' }],
      networks: [{ name: 'small-mlp', summary: 'a small network' }],
    }),
    generate: async (options) => {
      asked.push(options);
      options.onProgress?.({ stage: 'generate', status: 'start' });
      options.onProgress?.({ stage: 'generate', status: 'done' });
      return {
        name: 'unit',
        system: 'puma-mvmu',
        out: 'out/unit',
        files: ['rtl/unit.sv'],
        warnings: [],
        seconds: 0.125,
      };
    },
    cosim: async (options) => {
      asked.push(options);
      return sampleResult;
    },
    analyze: async (options) => {
      asked.push(options);
      options.onProgress?.({ stage: 'golden', status: 'start' });
      return sampleAnalysis;
    },
    diff: async (options) => {
      asked.push(options);
      const { compared } = sampleResult;
      return { verdict: 'match', reason: 'equal', message: 'equal', compared, divergences: 0, first: null };
    },
    cosimProgram: async (options) => {
      asked.push(options);
      return sampleCosimProgram;
    },
    runProgram: async (options) => {
      asked.push(options);
      return sampleRun;
    },
    lintSource: async (options) => {
      asked.push(options);
      return { verdict: 'clean', files: 1, findings: [] };
    },
    assemble: async (options) => {
      asked.push(options);
      const { program, out } = options;
      const instructions = { cores: [3, 1], tile: 2 };
      return { program, config: 'unit', out, instructions, memoryWords: 32, packets: 1, warnings: [] };
    },
    disassemble: async (options) => {
      asked.push(options);
      return { image: options.image, config: 'unit', text: '.core 0\n  hlt\n' };
    },
    ...change,
  };
  const context: CliContext = {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env,
    loadSystems: async () => systems,
    loadTools: async () => ({
      survey: async () => ({
        tools: [
          {
            name: 'verilator',
            ok: env.NO_VERILATOR === undefined,
            ...(env.NO_VERILATOR === undefined ? { version: '5.006', path: '/usr/bin/verilator' } : {}),
            minimum: '5.0',
            purpose: 'simulates',
            needed: true,
            install: 'apt-get install verilator',
          },
        ],
        cache: '/home/user/.cache/crossweave',
      }),
    }),
  };
  const exitStatus = await runCli(argv, context);
  return { exitStatus, stdout, stderr, asked };
}
