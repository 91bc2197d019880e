import type { ProgressEvent, Stage } from '../systems/api.js';
import type { CliContext } from './context.js';
import { stageTitles } from './stage-titles.js';

/** Shows how far a command is, on standard error. */
export interface Progress {
  /** Takes the events of the work. */
  readonly report: (event: ProgressEvent) => void;
  /** Runs the work and ends the display with it, however it ends. */
  during<T>(work: () => Promise<T>): Promise<T>;
}

export interface ProgressOptions {
  readonly title: string;
  readonly stages: readonly Stage[];
  /** Show nothing. */
  readonly quiet: boolean;
}

/** Columns below which a task list cannot be read; some pseudo-terminals say 0. */
const narrowest = 20;

/** Task list on a terminal, one line a stage elsewhere. */
export async function startProgress(context: CliContext, options: ProgressOptions): Promise<Progress> {
  if (options.quiet) return { report: () => {}, during: (work) => work() };
  // Before anything is loaded, so that something is on the screen at once.
  context.stderr.write(`${options.title}\n`);
  const { isTTY, columns = 0 } = context.stderr;
  const plain =
    isTTY !== true || columns < narrowest || context.env.TERM === 'dumb' || context.env.CI !== undefined;
  if (plain) return plainProgress(context);
  const { taskListProgress } = await import('./task-list-progress.js');
  return taskListProgress(context, options);
}

function plainProgress(context: CliContext): Progress {
  const started = new Map<Stage, number>();
  return {
    report({ stage, status, message }) {
      const note = message === undefined ? '' : `: ${message}`;
      if (status === 'start') started.set(stage, performance.now());
      if (status !== 'done') {
        if (status === 'start' || message !== undefined)
          context.stderr.write(`  ${stageTitles[stage]}${note}\n`);
        return;
      }
      const seconds = (performance.now() - (started.get(stage) ?? performance.now())) / 1000;
      context.stderr.write(`  ${stageTitles[stage]} done in ${seconds.toFixed(2)} s${note}\n`);
    },
    during: (work) => work(),
  };
}
