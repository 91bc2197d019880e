import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CrossweaveError } from '../../base/crossweave-error.js';

/** A fresh module, since tools are looked for once a process. */
async function chooseWith(path: string | undefined) {
  vi.resetModules();
  if (path !== undefined) vi.stubEnv('PATH', path);
  return (await import('../../systems/choose-engine.js')).chooseEngine;
}

afterEach(() => vi.unstubAllEnvs());

describe('chooseEngine', () => {
  it('takes the engine that was asked for, tools or not', async () => {
    const choose = await chooseWith('/nowhere');
    expect(await choose('verilator', { rtl: false })).toEqual({ engine: 'verilator' });
    expect(await choose('builtin', { rtl: false })).toEqual({ engine: 'builtin' });
    expect(await choose('icarus', { rtl: true })).toEqual({ engine: 'icarus' });
  });

  it('falls back to the built-in engine without tools, and says so', async () => {
    const choose = await chooseWith('/nowhere');
    const { engine, note } = await choose(undefined, { rtl: false });
    expect(engine).toBe('builtin');
    expect(note).toMatch(/^runs on the built-in engine for want of verilator, g\+\+/);
    expect(note).toContain('the analog part is not compared independently');
  });

  it('leaves it to Verilator to be missing where RTL of a folder is to run', async () => {
    const choose = await chooseWith('/nowhere');
    expect(await choose(undefined, { rtl: true })).toEqual({ engine: 'verilator' });
  });

  it('refuses RTL of a folder on the built-in engine (CW-C030)', async () => {
    const choose = await chooseWith(undefined);
    const error: unknown = await choose('builtin', { rtl: true }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: 'CrossweaveError',
      diagnostics: [
        {
          code: 'CW-C030',
          severity: 'error',
          message: 'RTL from a folder does not run on the built-in engine',
          expected: 'engine verilator or icarus',
          actual: 'engine builtin',
          hint: 'leave out the engine, or the RTL folder',
        },
      ],
      exitStatus: 2,
    } satisfies Partial<CrossweaveError>);
  });
});
