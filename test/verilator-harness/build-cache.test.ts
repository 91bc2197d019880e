import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BuildCache, cacheFolder } from '../../verilator-harness/verilator/build-cache.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'crossweave-cache-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const key = (n: number) => n.toString(16).padStart(64, '0');

function maker(text: string, made: string[] = []) {
  return async (folder: string) => {
    made.push(text);
    await new Promise((resolve) => setTimeout(resolve, 20));
    writeFileSync(join(folder, 'data'), text);
  };
}

describe('the build cache', () => {
  it('makes an entry once and finds it again', async () => {
    const cache = new BuildCache(root);
    const made: string[] = [];
    const first = await cache.entry('model', key(1), maker('one', made));
    const second = await new BuildCache(root).entry('model', key(1), maker('two', made));
    expect([first.hit, second.hit]).toEqual([false, true]);
    expect(second.folder).toBe(first.folder);
    expect(readFileSync(join(second.folder, 'data'), 'utf8')).toBe('one');
    expect(made).toEqual(['one']);
  });

  it('makes it once for two that ask at the same time', async () => {
    const cache = new BuildCache(root);
    const made: string[] = [];
    await Promise.all([1, 2, 3].map(() => cache.entry('model', key(1), maker('x', made))));
    expect(made).toEqual(['x']);
  });

  it('lets the first of two processes win', async () => {
    const made: string[] = [];
    const [a, b] = await Promise.all(
      ['a', 'b'].map((text) => new BuildCache(root).entry('model', key(1), maker(text, made))),
    );
    expect(made.sort()).toEqual(['a', 'b']);
    expect(a!.folder).toBe(b!.folder);
    expect(readdirSync(root)).toEqual([`model-${key(1)}`]);
    expect(readFileSync(join(a!.folder, 'data'), 'utf8')).toMatch(/^[ab]$/);
  });

  it('keeps nothing of a failure, and tries again', async () => {
    const cache = new BuildCache(root);
    const failure = cache.entry('model', key(1), async (folder) => {
      writeFileSync(join(folder, 'half'), '');
      throw new Error('no');
    });
    await expect(failure).rejects.toThrow('no');
    expect(readdirSync(root)).toEqual([]);
    expect((await cache.entry('model', key(1), maker('x'))).hit).toBe(false);
  });

  it('replaces an entry that is not whole', async () => {
    mkdirSync(join(root, `model-${key(1)}`));
    writeFileSync(join(root, `model-${key(1)}`, 'data'), 'spoilt');
    const { folder, hit } = await new BuildCache(root).entry('model', key(1), maker('good'));
    expect(hit).toBe(false);
    expect(readFileSync(join(folder, 'data'), 'utf8')).toBe('good');
  });

  it('removes the entries least recently used beyond its size, and nothing that is not ours', async () => {
    const big = 'x'.repeat(100_000);
    const roomy = new BuildCache(root);
    for (const n of [1, 2, 3]) {
      const { folder } = await roomy.entry('model', key(n), maker(big));
      utimesSync(folder, n, n);
    }
    await roomy.entry('model', key(1), maker(big)); // used now
    mkdirSync(join(root, 'holiday-pictures'));
    mkdirSync(join(root, 'tmp-1-abc'));
    utimesSync(join(root, 'tmp-1-abc'), 1, 1);
    mkdirSync(join(root, 'tmp-2-abc'));
    await new BuildCache(root, 250_000).entry('model', key(4), maker(big));
    expect(readdirSync(root).sort()).toEqual(
      [`model-${key(1)}`, `model-${key(4)}`, 'holiday-pictures', 'tmp-2-abc'].sort(),
    );
  });

  it('keeps the entry just made, however large', async () => {
    const cache = new BuildCache(root, 1);
    await cache.entry('model', key(1), maker('one'));
    const { folder } = await cache.entry('model', key(2), maker('two'));
    expect(readFileSync(join(folder, 'data'), 'utf8')).toBe('two');
    expect(readdirSync(root)).toEqual([`model-${key(2)}`]);
  });

  it('lies where the environment says', () => {
    expect(cacheFolder({ CROSSWEAVE_CACHE: '/a', XDG_CACHE_HOME: '/b' })).toBe('/a');
    expect(cacheFolder({ XDG_CACHE_HOME: '/b' })).toBe('/b/crossweave');
    expect(cacheFolder({})).toMatch(/\/\.cache\/crossweave$/);
  });
});
