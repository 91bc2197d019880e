import type { Writable } from 'node:stream';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Code, Diagnostic } from '../../base/diagnostic.js';
import { checkJob } from '../check-job.js';
import type { Engine, SimEnd, SimJob, SimResult } from '../engine.js';
import { commandLine, lastLines, runTool, type ToolOutcome } from '../run-tool.js';
import { BuildCache } from './build-cache.js';
import { type BuiltModel, buildModel } from './build-model.js';
import { startValueArguments } from './flags.js';
import { jobWords } from './job-words.js';
import { monitorLayout } from './monitor-layout.js';
import { noRoom, ReplyFile } from './reply-file.js';
import { type ReplyEnd, ReplyReader } from './reply-reader.js';
import { readStop } from './stop-line.js';
import { findToolchain, type ToolPaths } from './toolchain.js';

export interface VerilatorOptions {
  /** Folder of compiled simulators; without it `CROSSWEAVE_CACHE`, else the user's cache folder. */
  readonly cacheFolder?: string;
  /** Bytes beyond which the builds least recently used are removed, 2 GB without. */
  readonly cacheLimitBytes?: number;
  /** Wall time that each call of Verilator and the compiler may take, 1800 s without. */
  readonly buildTimeoutSeconds?: number;
  /** Programs in place of those on the path. */
  readonly tools?: ToolPaths;
}

const defaultRunSeconds = 3600;
const exitNoRoom = 96;
const exitWaveform = 98;

/** Compiles the design with Verilator, or takes the compiled simulator from the cache, and runs each job in a
 *  process of its own. */
export class VerilatorEngine implements Engine {
  readonly name = 'verilator';
  readonly independent = ['digital', 'analog'] as const;
  readonly #options: VerilatorOptions;
  readonly #cache: BuildCache;

  constructor(options: VerilatorOptions = {}) {
    this.#options = options;
    this.#cache = new BuildCache(options.cacheFolder, options.cacheLimitBytes);
  }

  async run(job: SimJob): Promise<SimResult> {
    checkJob(job);
    const begin = performance.now();
    const model = await this.#build(job);
    const built = performance.now();
    const { outcome, reply } = await runModel(model.program, job).catch(
      async (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
        // Another process cleaned the cache in between.
        return runModel((await this.#build(job)).program, job);
      },
    );
    const end = checkOutcome(job, model.program, outcome, reply);
    return {
      end: describeEnd(job, end, outcome.output),
      cycles: end.cycles,
      captures: reply.captures(),
      monitors: job.monitors.map((monitor, number) =>
        reply.monitor(number, monitor, monitorLayout(monitor, job.design.ports)),
      ),
      seconds: { build: (built - begin) / 1000, run: (performance.now() - built) / 1000 },
      cached: model.cached,
      warnings: model.warnings,
    };
  }

  async #build(job: SimJob): Promise<BuiltModel> {
    return buildModel(job.design, this.#cache, await findToolchain(this.#options.tools), {
      waveform: job.vcd !== undefined,
      timeoutSeconds: this.#options.buildTimeoutSeconds ?? 1800,
    });
  }
}

function modelArguments(job: SimJob): string[] {
  return [...startValueArguments(job.startSeed), ...(job.vcd ? [job.vcd.file] : [])];
}

async function runModel(program: string, job: SimJob): Promise<{ outcome: ToolOutcome; reply: ReplyReader }> {
  const file = new ReplyFile();
  try {
    const outcome = await runTool(program, modelArguments(job), {
      timeoutSeconds: job.timeoutSeconds ?? defaultRunSeconds,
      descriptors: [file.descriptor],
      attach: (child) => {
        const input = child.stdin as Writable;
        // A model that dies early leaves its job unread; its outcome tells more than the broken pipe.
        input.on('error', () => undefined);
        input.write(bytesOf(jobWords(job)));
        input.end(bytesOf(job.stimulus));
      },
    });
    return { outcome, reply: new ReplyReader(outcome.status === 0 ? file.read() : Buffer.alloc(0)) };
  } finally {
    file.close();
  }
}

function bytesOf(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}

function checkOutcome(job: SimJob, program: string, outcome: ToolOutcome, reply: ReplyReader): ReplyEnd {
  const { top } = job.design;
  const fail = (code: Code, message: string, more: Partial<Diagnostic> = {}) => {
    const command = commandLine(program, modelArguments(job));
    const output = `$ ${command}\n${lastLines(outcome.output)}`;
    return new CrossweaveError({ code, severity: 'error', message, output, ...more });
  };
  if (outcome.timedOut) {
    const seconds = job.timeoutSeconds ?? defaultRunSeconds;
    throw fail('CW-T005', `the simulator of \`${top}\` did not end within ${seconds} s`);
  }
  if (outcome.status === exitWaveform && job.vcd) {
    throw fail('CW-T010', 'the waveform cannot be written', { where: { kind: 'file', file: job.vcd.file } });
  }
  if (outcome.status === exitNoRoom) throw new CrossweaveError(noRoom('no space left on device'));
  if (outcome.status !== 0) {
    const actual = outcome.signal ? `signal ${outcome.signal}` : `status ${outcome.status}`;
    throw fail('CW-T004', `the simulator of \`${top}\` crashed`, { actual });
  }
  const end = reply.end();
  if (!end) throw fail('CW-T008', `the reply of the simulator of \`${top}\` is incomplete`);
  return end;
}

function describeEnd(job: SimJob, end: ReplyEnd, printed: string): SimEnd {
  const { mark } = end;
  switch (end.reason) {
    case 'finished':
      return { reason: 'finished' };
    case 'hang': {
      const port = job.design.ports[end.port];
      return { reason: 'hang', mark, ...(port ? { port: port.name } : {}) };
    }
    case 'stopped':
      return {
        reason: 'assertion',
        mark,
        cycle: end.stopCycle,
        ...readStop(printed, job.design),
      };
  }
}
