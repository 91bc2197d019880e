import { Listr, ListrLogger, ProcessOutput } from 'listr2';
import type { ProgressEvent, Stage } from '../systems/api.js';
import type { CliContext } from './context.js';
import type { Progress, ProgressOptions } from './progress.js';
import { stageTitles } from './stage-titles.js';

interface StageState {
  readonly stage: Stage;
  readonly end: Promise<'done' | 'skipped'>;
  readonly finish: (how: 'done' | 'skipped') => void;
  readonly fail: (error: unknown) => void;
  started: boolean;
  message: string | undefined;
  show: (() => void) | undefined;
}

/** A task list on the terminal behind standard error: one task a stage, in the order of the work. */
export function taskListProgress(context: CliContext, options: ProgressOptions): Progress {
  const states = options.stages.map(newState);
  const stateOf = (stage: Stage) => states.find((state) => state.stage === stage);
  const colour = context.env.NO_COLOR === undefined || context.env.NO_COLOR === '';
  if (!colour) process.env.NO_COLOR = '1';
  const list = new Listr(
    states.map((state) => ({
      title: stageTitles[state.stage],
      task: async (_: unknown, task: { title: string; skip(message: string): void }) => {
        state.show = () => {
          task.title =
            state.message === undefined
              ? stageTitles[state.stage]
              : `${stageTitles[state.stage]}: ${state.message}`;
        };
        state.show();
        const how = await state.end;
        state.show();
        if (how === 'skipped') task.skip(`${stageTitles[state.stage]}: not run`);
      },
    })),
    {
      concurrent: false,
      exitOnError: true,
      registerSignalListeners: false,
      renderer: 'default',
      rendererOptions: {
        collapseErrors: false,
        showErrorMessage: false,
        logger: new ListrLogger({ processOutput: new ProcessOutput(process.stderr, process.stderr) }),
      },
    },
  );
  return {
    report(event: ProgressEvent) {
      const state = stateOf(event.stage);
      if (state === undefined) return;
      state.started = true;
      if (event.message !== undefined) state.message = event.message;
      state.show?.();
      if (event.status === 'done') state.finish('done');
    },
    async during(work) {
      const shown = list.run().catch(() => {});
      try {
        const result = await work();
        for (const state of states) state.finish('skipped');
        return result;
      } catch (error) {
        // What had not begun did not fail.
        for (const state of states) state.started ? state.fail(error) : state.finish('skipped');
        throw error;
      } finally {
        await shown;
      }
    },
  };
}

function newState(stage: Stage): StageState {
  const { promise, resolve, reject } = withResolvers<'done' | 'skipped'>();
  // A stage that never becomes a task would leave its rejection unhandled.
  promise.catch(() => {});
  return {
    stage,
    end: promise,
    finish: resolve,
    fail: reject,
    started: false,
    message: undefined,
    show: undefined,
  };
}

/** `Promise.withResolvers`, which Node 20 lacks. */
function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}
