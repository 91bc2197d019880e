import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { CrossweaveError } from '../base/crossweave-error.js';
import type { FileOperations } from './file-operations.js';
import { isRunning } from './temporary-folder.js';

const waitMilliseconds = 5_000;
const pollMilliseconds = 20;

/** Runs `action`, which must be synchronous and short, while no other process changes `target`.
 *  @throws {CrossweaveError} CW-F006 if another process keeps the lock for five seconds */
export function withOutputLock<T>(target: string, fs: FileOperations, action: () => T): T {
  const lock = join(dirname(target), `.${basename(target)}.crossweave-lock`);
  const owner = `${process.pid} ${hostname()}`;
  const end = Date.now() + waitMilliseconds;
  while (!tryCreate(lock, owner, fs)) {
    removeIfStale(lock, fs);
    if (Date.now() > end) throw busy(target, lock);
    sleep(pollMilliseconds);
  }
  try {
    return action();
  } finally {
    fs.unlinkSync(lock);
  }
}

function tryCreate(lock: string, owner: string, fs: FileOperations): boolean {
  try {
    fs.writeFileSync(lock, owner, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock of a process that is gone. A guard keeps two processes from doing so at once, since the
 *  second would remove the lock that the first has taken meanwhile. */
function removeIfStale(lock: string, fs: FileOperations): void {
  if (!isStale(lock)) return;
  const guard = `${lock}-guard`;
  if (!tryCreate(guard, '', fs)) return;
  try {
    if (isStale(lock)) fs.unlinkSync(lock);
  } finally {
    fs.unlinkSync(guard);
  }
}

function isStale(lock: string): boolean {
  try {
    const [pid, host] = readFileSync(lock, 'utf8').split(' ');
    return host === hostname() && !isRunning(Number(pid));
  } catch {
    return false;
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function busy(target: string, lock: string): CrossweaveError {
  return new CrossweaveError({
    code: 'CW-F006',
    severity: 'error',
    message: 'another process is writing the output folder',
    where: { kind: 'file', file: target },
    expected: `the lock to be free within ${waitMilliseconds / 1000} s`,
    actual: `${lock} is still there`,
    hint: 'wait for the other process; if there is none, remove the lock file',
  });
}
