import { constants } from 'node:os';
import { removeTemporaryFolders } from '../systems/temporary-folder.js';

/** Ends the process tidily where it would not end by itself: an interruption removes what is half-written and
 *  exits with 128 plus the signal's number; a reader that went away (`| head`) changes nothing; a standard output
 *  that cannot be written, such as a file on a full disk, is a failure. */
export function guardProcess(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') return;
      if (stream === process.stdout) {
        process.stderr.write(`error CW-F004: standard output cannot be written: ${error.message}\n`);
      }
      process.exit(3);
    });
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      removeTemporaryFolders();
      process.stderr.write('\ninterrupted; earlier output is intact\n');
      process.exit(128 + constants.signals[signal]);
    });
  }
}
