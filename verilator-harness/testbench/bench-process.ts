import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CrossweaveError } from '../../base/crossweave-error.js';
import { onInterruption } from '../interruption.js';
import { commandLine, lastLines } from '../run-tool.js';

/** A simulator that takes commands, as `bench.cpp` describes them. */
export interface BenchProgram {
  /** Named in messages. */
  readonly top: string;
  readonly program: string;
  /** Its arguments. @param pipes files of commands and answers */
  readonly args: (pipes: { readonly commands: string; readonly answers: string }) => readonly string[];
  /** Processor time that it may take, 3600 s without: while its answer is waited for nobody could stop it. */
  readonly cpuSeconds?: number;
}

/** Commands kept before they are written, characters. */
const chunk = 1 << 15;

/** A simulator process behind two named pipes. Its answers are waited for without giving up the thread, so that looking at
 *  a pin is a plain function call. */
export class BenchProcess {
  readonly #program: BenchProgram;
  readonly #folder: string;
  readonly #child: ChildProcess;
  readonly #release: () => void;
  readonly #buffer = Buffer.alloc(1 << 16);
  #commands = -1;
  #answers = -1;
  #pending = '';
  #received = '';

  private constructor(program: BenchProgram, folder: string) {
    this.#program = program;
    this.#folder = folder;
    const log = openSync(this.#file('printed'), 'w');
    // The shell sets the limit and becomes the simulator.
    const limited = `ulimit -t ${program.cpuSeconds ?? 3600}; exec "$0" "$@"`;
    this.#child = spawn('/bin/sh', ['-c', limited, program.program, ...this.#arguments()], {
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.#release = onInterruption(() => this.#abandon());
    // A test-bench that forgets to close its simulation ends all the same.
    this.#child.unref();
  }

  /** Starts a simulator.
   *  @throws {CrossweaveError} CW-T004 where it does not get going */
  static async start(program: BenchProgram): Promise<BenchProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'crossweave-bench-'));
    const pipes = ['commands', 'answers'].map((name) => join(folder, name));
    const made = spawnSync('mkfifo', pipes, { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`mkfifo: ${made.stderr || String(made.error)}`);
    const process = new BenchProcess(program, folder);
    await process.#connect();
    return process;
  }

  /** Gives a command; it is sent with others, at the latest before an answer is waited for. */
  send(command: string): void {
    this.#pending += `${command}\n`;
    if (this.#pending.length > chunk) this.#flush();
  }

  /** Waits for the answer to the last command.
   *  @throws {CrossweaveError} CW-T004 where the simulator ends instead */
  answer(): string {
    this.#flush();
    for (;;) {
      const end = this.#received.indexOf('\n');
      if (end >= 0) {
        const line = this.#received.slice(0, end);
        this.#received = this.#received.slice(end + 1);
        return line;
      }
      const n = readSync(this.#answers, this.#buffer);
      if (n === 0) throw this.#crash();
      this.#received += this.#buffer.toString('latin1', 0, n);
    }
  }

  /** What the simulator has printed so far. */
  printed(): string {
    return readFileSync(this.#file('printed'), 'utf8');
  }

  /** Has the simulator end, with its waveform whole. */
  async close(): Promise<void> {
    const ended = this.#child.exitCode !== null || this.#child.signalCode !== null;
    try {
      this.send('5');
      this.#flush();
    } catch {
      // It has ended by itself.
    }
    if (!ended) await new Promise((resolve) => this.#child.once('close', resolve).ref());
    closeSync(this.#commands);
    closeSync(this.#answers);
    this.#release();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #arguments(): readonly string[] {
    return this.#program.args({ commands: this.#file('commands'), answers: this.#file('answers') });
  }

  #file(name: string): string {
    return join(this.#folder, name);
  }

  /** Opens both pipes without waiting for the other side, and again for waiting once that has said its first word: a
   *  simulator that never gets there must not hold us up. */
  async #connect(): Promise<void> {
    const early = openSync(this.#file('answers'), constants.O_RDONLY | constants.O_NONBLOCK);
    const both = openSync(this.#file('commands'), constants.O_RDWR);
    try {
      let failure: unknown;
      this.#child.once('error', (error) => {
        failure = error;
      });
      while (this.#received === '') {
        await pause(1);
        if (failure !== undefined || this.#child.exitCode !== null || this.#child.signalCode !== null)
          throw this.#crash(failure);
        this.#received += readEarly(early, this.#buffer);
      }
      this.#answers = openSync(this.#file('answers'), constants.O_RDONLY);
      this.#commands = openSync(this.#file('commands'), constants.O_WRONLY);
      this.answer();
    } catch (error) {
      this.#abandon();
      this.#release();
      throw error;
    } finally {
      closeSync(early);
      closeSync(both);
    }
  }

  #flush(): void {
    const text = this.#pending;
    this.#pending = '';
    try {
      for (let at = 0; at < text.length; ) at += writeSync(this.#commands, text.slice(at), null, 'latin1');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
      throw this.#crash();
    }
  }

  #crash(cause?: unknown): CrossweaveError {
    const { program, top } = this.#program;
    const output = `$ ${commandLine(program, this.#arguments())}\n${lastLines(this.printed())}`;
    return new CrossweaveError(
      {
        code: 'CW-T004',
        severity: 'error',
        message: `the simulator of \`${top}\` crashed`,
        actual: 'it ended in the middle of a test-bench',
        output,
      },
      { cause },
    );
  }

  #abandon(): void {
    this.#child.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function readEarly(descriptor: number, buffer: Buffer): string {
  try {
    return buffer.toString('latin1', 0, readSync(descriptor, buffer));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return '';
    throw error;
  }
}
