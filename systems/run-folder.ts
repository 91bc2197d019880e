import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type FileOperations, fileOperations, makeFolders, writeFault } from './file-operations.js';
import { checkDesignFolder } from './output-folder.js';
import { withOutputLock } from './output-lock.js';
import { runsName } from './output-marker.js';
import { leftoverFolders, makeTemporaryFolder, removeTemporaryFolder } from './temporary-folder.js';

/** Identifier of a run: 12 hexadecimal digits of a hash over everything that decides its outcome, such as
 *  configuration, RTL, workload, seed, engine and level. Equal parts give the equal id, whatever the order of
 *  their keys. */
export function runId(parts: Readonly<Record<string, unknown>>): string {
  const hash = createHash('sha256');
  for (const key of Object.keys(parts).sort()) {
    const part = parts[key];
    if (part === undefined) continue;
    const bytes = ArrayBuffer.isView(part)
      ? new Uint8Array(part.buffer, part.byteOffset, part.byteLength)
      : Buffer.from(canonical(part));
    // Lengths keep one part from running into the next.
    hash.update(`${JSON.stringify(key)}:${bytes.length}:`).update(bytes);
  }
  return hash.digest('hex').slice(0, 12);
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** The folder of a run in the making: a temporary folder that becomes `runs/<id>` as a whole, or nothing. */
export class RunDraft {
  /** Where the run's files go until it is committed. */
  readonly folder: string;
  readonly #runs: string;
  readonly #label: string;
  readonly #fs: FileOperations;

  /** @throws {CrossweaveError} CW-F002..CW-F006 if `design` is no design folder of ours or cannot be written */
  constructor(design: string, options: { readonly operations?: FileOperations } = {}) {
    this.#fs = options.operations ?? fileOperations;
    this.#label = join(design, runsName);
    this.#runs = resolve(design, runsName);
    checkDesignFolder(design, this.#fs);
    this.folder = this.#attempt(() => {
      makeFolders(this.#runs, this.#fs);
      for (const leftover of leftoverFolders(join(this.#runs, 'run'), this.#fs)) {
        removeTemporaryFolder(leftover, this.#fs);
      }
      return makeTemporaryFolder(join(this.#runs, 'run'), this.#fs);
    });
  }

  /** Absolute path of a file of the run, for tools that write by themselves. */
  path(name: string): string {
    return join(this.folder, name);
  }

  /** Writes one file of the run; on a failure the whole draft is discarded.
   *  @throws {CrossweaveError} CW-F003, CW-F004 */
  write(name: string, data: string | Uint8Array): void {
    this.#attempt(() => this.#fs.writeFileSync(this.path(name), data));
  }

  /** Has a file of the run written by somebody else, with failures treated as in `write`.
   *  @throws {CrossweaveError} CW-F003, CW-F004 */
  async produce(name: string, write: (file: string) => Promise<void>): Promise<void> {
    try {
      await write(this.path(name));
    } catch (error) {
      this.discard();
      throw writeFault(error, this.#label);
    }
  }

  /** Makes the draft `runs/<id>`, in place of an earlier run of that id.
   *  @returns the folder, absolute
   *  @throws {CrossweaveError} CW-F003, CW-F004, CW-F006 */
  commit(id: string): string {
    if (!/^[a-z0-9-]+$/.test(id)) throw new RangeError(`no run id: ${id}`);
    const target = join(this.#runs, id);
    this.#attempt(() =>
      withOutputLock(target, this.#fs, () => {
        const trash = makeTemporaryFolder(join(this.#runs, 'run'), this.#fs);
        try {
          const earlier = join(trash, 'earlier');
          if (existsSync(target)) this.#fs.renameSync(target, earlier);
          try {
            this.#fs.renameSync(this.folder, target);
          } catch (error) {
            if (existsSync(earlier)) this.#fs.renameSync(earlier, target);
            throw error;
          }
        } finally {
          removeTemporaryFolder(trash, this.#fs);
        }
      }),
    );
    removeTemporaryFolder(this.folder, this.#fs);
    return target;
  }

  /** Drops the draft; after a commit it does nothing. */
  discard(): void {
    removeTemporaryFolder(this.folder, this.#fs);
  }

  #attempt<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (this.folder !== undefined) this.discard();
      throw writeFault(error, this.#label);
    }
  }
}
