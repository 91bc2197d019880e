import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Code, Diagnostic } from '../../base/diagnostic.js';
import { checkJob } from '../check-job.js';
import type { Engine, SimEnd, SimJob, SimResult } from '../engine.js';
import { onInterruption } from '../interruption.js';
import { commandLine, lastLines, runTool } from '../run-tool.js';
import { BuildCache } from '../verilator/build-cache.js';
import { noRoom } from '../verilator/reply-file.js';
import type { VerilatorOptions } from '../verilator/verilator-engine.js';
import { waveformRefused } from '../waveform-refused.js';
import { buildIcarus, type IcarusBuild } from './build-icarus.js';
import { IcarusReply } from './icarus-reply.js';
import { renderRun } from './run-source.js';
import { readReports, type StopReport } from './stop-report.js';

const defaultRunSeconds = 3600;
/** Stimulus words made text at once. */
const chunk = 1 << 14;

/** Runs the design in Icarus Verilog. An interpreter, hundreds of times slower than the others, but it knows four values:
 *  what no register or driver has set is an error where it is looked at, and not some value. */
export class IcarusEngine implements Engine {
  readonly name = 'icarus';
  readonly independent = ['digital', 'analog'] as const;
  readonly #cache: BuildCache;
  readonly #buildSeconds: number;

  constructor(
    options: Pick<VerilatorOptions, 'cacheFolder' | 'cacheLimitBytes' | 'buildTimeoutSeconds'> = {},
  ) {
    this.#cache = new BuildCache(options.cacheFolder, options.cacheLimitBytes);
    this.#buildSeconds = options.buildTimeoutSeconds ?? 1800;
  }

  async run(job: SimJob): Promise<SimResult> {
    checkJob(job);
    const begin = performance.now();
    const { top, sources, dpi } = job.design;
    const design = { top, bench: renderRun(job, hasClock(job)), sources, dpi };
    const build = await buildIcarus(design, this.#cache, this.#buildSeconds);
    const built = performance.now();
    const folder = mkdtempSync(join(tmpdir(), 'crossweave-icarus-'));
    const release = onInterruption(() => rmSync(folder, { recursive: true, force: true }));
    try {
      const reply = await runJob(job, build, folder);
      return {
        end: reply.end,
        cycles: reply.reply.cycles ?? 0,
        captures: reply.reply.captures,
        monitors: reply.reply.monitors,
        seconds: { build: (built - begin) / 1000, run: (performance.now() - built) / 1000 },
        cached: build.cached,
        warnings: build.warnings,
      };
    } finally {
      release();
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** Whether the top module has a clock pin: only the sources tell. */
function hasClock({ design: { top, sources } }: SimJob): boolean {
  const module = new RegExp(`\\bmodule\\s+${top}\\b[^;]*\\bclk_i\\b`, 's');
  return sources.some(({ text }) => module.test(text.replaceAll(/\/\/.*$/gm, '')));
}

async function runJob(
  job: SimJob,
  build: IcarusBuild,
  folder: string,
): Promise<{ readonly reply: IcarusReply; readonly end: SimEnd }> {
  const file = (name: string): string => join(folder, name);
  writeJob(job, file('job'));
  const waveform = job.vcd === undefined ? [] : [`+waveform=${job.vcd.file}`];
  if (job.vcd !== undefined) checkWaveform(job.vcd.file);
  const args = ['-n', build.program, `+job=${file('job')}`, `+reply=${file('reply')}`, ...waveform];
  const outcome = await runTool(build.runner, args, {
    timeoutSeconds: job.timeoutSeconds ?? defaultRunSeconds,
  });
  if (job.vcd?.toCycle !== undefined) dropUnknownEnd(job.vcd.file);
  const { top } = job.design;
  const fail = (code: Code, message: string, more: Partial<Diagnostic> = {}) => {
    const output = `$ ${commandLine(build.runner, args)}\n${lastLines(outcome.output)}`;
    return new CrossweaveError({ code, severity: 'error', message, output, ...more });
  };
  if (outcome.timedOut) {
    const seconds = job.timeoutSeconds ?? defaultRunSeconds;
    throw fail('CW-T005', `the simulator of \`${top}\` did not end within ${seconds} s`);
  }
  // Icarus goes on after an error; nothing counts from then on.
  const [report] = readReports(outcome.output, job.design.sources);
  const lastCycle = report === undefined ? Number.POSITIVE_INFINITY : cycleAt(report.time);
  const reply = new IcarusReply(job, readReply(file('reply')), lastCycle);
  if (reply.cycles === undefined) {
    const actual = outcome.signal ? `signal ${outcome.signal}` : `status ${outcome.status}`;
    throw fail('CW-T004', `the simulator of \`${top}\` crashed`, { actual });
  }
  return { reply, end: endOf(job, reply, report) };
}

function readReply(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return ''; // it did not get that far
  }
}

/** Icarus takes a folder that is missing for a reason to go on without a waveform. */
function checkWaveform(file: string): void {
  try {
    closeSync(openSync(file, 'w'));
  } catch (error) {
    throw waveformRefused(file, error);
  }
}

/** Behind its window a waveform says of all signals that they are unknown: cuts that off. */
function dropUnknownEnd(file: string): void {
  const text = readFileSync(file, 'latin1');
  const off = text.lastIndexOf('$dumpoff');
  if (off > text.lastIndexOf('$dumpon')) truncateSync(file, text.lastIndexOf('#', off));
}

/** Cycle limit, window of the waveform and stimulus, as hexadecimal text. */
function writeJob({ cycleLimit, vcd, stimulus }: SimJob, file: string): void {
  const { fromCycle = 0, toCycle = Number.MAX_SAFE_INTEGER } = vcd ?? {};
  try {
    const descriptor = openSync(file, 'w');
    const head = [Math.min(cycleLimit, Number.MAX_SAFE_INTEGER), fromCycle, toCycle];
    writeSync(descriptor, `${head.map((n) => n.toString(16)).join(' ')}\n`);
    for (let at = 0; at < stimulus.length; at += chunk) {
      const words = Array.from(stimulus.subarray(at, at + chunk), (word) => word.toString(16));
      writeSync(descriptor, `${words.join('\n')}\n`);
    }
    closeSync(descriptor);
  } catch (error) {
    throw new CrossweaveError(noRoom(error instanceof Error ? error.message : String(error)), {
      cause: error,
    });
  }
}

/** Cycle c begins at tick 10 c. */
function cycleAt(time: number): number {
  return Math.floor(time / 10);
}

function endOf(job: SimJob, reply: IcarusReply, report: StopReport | undefined): SimEnd {
  const { ports, top } = job.design;
  const { end, cycles = 0 } = reply;
  if (report !== undefined) {
    const { time, ...stop } = report;
    const cycle = cycleAt(time);
    return { reason: 'assertion', mark: reply.markAt(cycle), cycle, ...stop };
  }
  if (end.kind === 'unknown') {
    throw new CrossweaveError({
      code: 'CW-T012',
      severity: 'error',
      message: `\`${ports[end.port]?.name}\` of \`${top}\` is unknown at clock cycle ${end.cycle}`,
      expected: 'every bit 0 or 1',
      actual: `hexadecimal ${end.digits}`,
      hint: 'look for a register without reset that is read too early, or a net without driver',
    });
  }
  if (end.kind === 'stopped') {
    const stop = { name: '$finish', unit: top, message: '' };
    return { reason: 'assertion', mark: reply.markAt(cycles), cycle: cycles, ...stop };
  }
  if (end.reason === 0) return { reason: 'finished' };
  const port = ports[end.port];
  return { reason: 'hang', mark: end.mark, ...(port ? { port: port.name } : {}) };
}
