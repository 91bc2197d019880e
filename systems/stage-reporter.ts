import type { ProgressEvent, Stage } from './api.js';

/** Wraps work, synchronous or not, in the start and done events of a stage. A stage that throws is not done. */
export function stageReporter(onProgress: ((event: ProgressEvent) => void) | undefined) {
  return <R>(stage: Stage, work: () => R): R => {
    onProgress?.({ stage, status: 'start' });
    const result = work();
    const done = () => onProgress?.({ stage, status: 'done' });
    // The caller handles a rejection; here it only means that the stage is not done.
    if (result instanceof Promise) result.then(done, () => undefined);
    else done();
    return result;
  };
}
