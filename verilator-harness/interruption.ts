const cleanups = new Set<() => void>();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Has `cleanup` (synchronous) run if the process is interrupted or exits before the returned function is called.
 *
 *  Where nobody else listens to the signal the process then ends by it, as it would have without us; a listener of
 *  the command line decides for itself. */
export function onInterruption(cleanup: () => void): () => void {
  if (cleanups.size === 0) listen();
  cleanups.add(cleanup);
  return () => {
    if (cleanups.delete(cleanup) && cleanups.size === 0) unlisten();
  };
}

function listen(): void {
  for (const signal of signals) process.on(signal, interrupted);
  process.on('exit', cleanAll);
}

function unlisten(): void {
  for (const signal of signals) process.off(signal, interrupted);
  process.off('exit', cleanAll);
}

function interrupted(signal: NodeJS.Signals): void {
  cleanAll();
  unlisten();
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}

function cleanAll(): void {
  // The latest first: a process is killed before its folder is removed.
  for (const cleanup of [...cleanups].reverse()) cleanup();
  cleanups.clear();
}
