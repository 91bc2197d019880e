import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Diagnostic } from '../../base/diagnostic.js';

/** A file without a name that the simulator writes and we read once it has ended: unlike a pipe, the simulator never
 *  waits for us, and whatever happens nothing is left behind. */
export class ReplyFile {
  readonly descriptor: number;

  /** @throws {CrossweaveError} CW-T011 where the folder for temporary files cannot be written */
  constructor() {
    const file = join(tmpdir(), `crossweave-reply-${process.pid}-${randomBytes(6).toString('hex')}`);
    try {
      this.descriptor = openSync(file, 'wx+', 0o600);
      unlinkSync(file);
    } catch (error) {
      throw new CrossweaveError(noRoom(error instanceof Error ? error.message : String(error)), {
        cause: error,
      });
    }
  }

  /** All that was written. */
  read(): Buffer {
    const bytes = Buffer.allocUnsafeSlow(fstatSync(this.descriptor).size);
    for (let at = 0; at < bytes.length; ) {
      const n = readSync(this.descriptor, bytes, at, bytes.length - at, at);
      if (n === 0) return bytes.subarray(0, at);
      at += n;
    }
    return bytes;
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

/** The diagnostic CW-T011. */
export function noRoom(actual: string): Diagnostic {
  return {
    code: 'CW-T011',
    severity: 'error',
    message: "the simulator's results cannot be written to the folder for temporary files",
    where: { kind: 'file', file: tmpdir() },
    actual,
    hint: 'free some space there, or set TMPDIR to another folder',
  };
}
