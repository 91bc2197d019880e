import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import { onInterruption } from '../interruption.js';

/** A finished build. */
export interface CacheEntry {
  readonly folder: string;
  /** It was there already. */
  readonly hit: boolean;
}

const entryMark = 'complete';
const staleAfterMs = 24 * 3600 * 1000;

/** Folder of compiled simulators: `CROSSWEAVE_CACHE`, else `crossweave` in `XDG_CACHE_HOME` or `~/.cache`. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.CROSSWEAVE_CACHE) return environment.CROSSWEAVE_CACHE;
  return join(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'crossweave');
}

/** Builds by content key: one folder each, made beside its place and moved there whole, so that other processes
 *  and interruptions never see half of one. Beyond `limitBytes` the entries least recently used are removed. */
export class BuildCache {
  readonly #root: string;
  readonly #limitBytes: number;
  readonly #underWay = new Map<string, Promise<CacheEntry>>();

  constructor(root: string = cacheFolder(), limitBytes: number = 2 * 2 ** 30) {
    this.#root = root;
    this.#limitBytes = limitBytes;
  }

  /** The entry of a key. `make` fills the folder it is given; two calls for one key make it once.
   *  @throws {CrossweaveError} CW-T007 where the folder cannot be written, and what `make` throws */
  entry(kind: string, key: string, make: (folder: string) => Promise<void>): Promise<CacheEntry> {
    const name = `${kind}-${key}`;
    let pending = this.#underWay.get(name);
    if (!pending) {
      pending = this.#entry(name, make).finally(() => this.#underWay.delete(name));
      this.#underWay.set(name, pending);
    }
    return pending;
  }

  async #entry(name: string, make: (folder: string) => Promise<void>): Promise<CacheEntry> {
    const folder = join(this.#root, name);
    if (await this.#use(folder)) return { folder, hit: true };
    const temporary = join(this.#root, `tmp-${process.pid}-${randomBytes(6).toString('hex')}`);
    const release = onInterruption(() => rmSync(temporary, { recursive: true, force: true }));
    try {
      await writable(() => mkdir(temporary, { recursive: true }), this.#root);
      await make(temporary);
      await writable(() => mkdir(join(temporary, entryMark)), this.#root);
      await this.#install(temporary, folder);
    } finally {
      await remove(temporary);
      release();
    }
    await this.#clean(folder);
    return { folder, hit: false };
  }

  /** Marks a whole entry as used now; false where there is none. */
  async #use(folder: string): Promise<boolean> {
    try {
      await stat(join(folder, entryMark));
    } catch {
      return false;
    }
    const now = new Date();
    await utimes(folder, now, now).catch(() => undefined);
    return true;
  }

  async #install(temporary: string, folder: string): Promise<void> {
    try {
      await rename(temporary, folder);
    } catch (error) {
      // Another process was quicker; its entry has the same contents. Only a spoilt one is replaced.
      if (await this.#use(folder)) return;
      await rm(folder, { recursive: true, force: true });
      await writable(() => rename(temporary, folder), this.#root, error);
    }
  }

  async #clean(kept: string): Promise<void> {
    const entries = await Promise.all(
      (await readdir(this.#root).catch(() => [])).map((name) => describe(this.#root, name)),
    );
    const found = entries.filter((e) => e !== undefined);
    const old = Date.now() - staleAfterMs;
    for (const { folder } of found.filter((e) => e.temporary && e.usedMs < old)) await remove(folder);
    const builds = found.filter((e) => !e.temporary).sort((a, b) => a.usedMs - b.usedMs);
    let bytes = builds.reduce((n, e) => n + e.bytes, 0);
    for (const build of builds) {
      if (bytes <= this.#limitBytes) return;
      if (build.folder === kept) continue;
      await remove(build.folder);
      bytes -= build.bytes;
    }
  }
}

/** Reads a small JSON file of an entry. */
export async function readEntryJson(folder: string, file: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, file), 'utf8'));
}

async function describe(root: string, name: string) {
  const temporary = name.startsWith('tmp-');
  // Nothing but our own folders is ever removed.
  if (!temporary && !/^[a-z]+-[0-9a-f]{64}$/.test(name)) return undefined;
  const folder = join(root, name);
  try {
    const { mtimeMs } = await stat(folder);
    const files = temporary ? [] : await readdir(folder);
    const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
    return { folder, temporary, usedMs: mtimeMs, bytes: sizes.reduce((n, s) => n + s, 0) };
  } catch {
    return undefined; // removed by another process meanwhile
  }
}

async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch(() => undefined);
}

/** Turns a failed write to the cache into its coded error. */
export async function writable<T>(action: () => Promise<T>, folder: string, cause?: unknown): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const actual = error instanceof Error ? error.message : String(error);
    throw new CrossweaveError(cacheUnwritable(folder, actual), { cause: cause ?? error });
  }
}

/** The diagnostic CW-T007. */
export function cacheUnwritable(folder: string, actual: string): Diagnostic {
  return {
    code: 'CW-T007',
    severity: 'error',
    message: 'the folder of compiled simulators cannot be written',
    where: { kind: 'file', file: folder },
    actual,
    hint: 'free some space, or set CROSSWEAVE_CACHE to a folder of yours',
  };
}
