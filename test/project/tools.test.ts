import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hasTool } from '../support/tools.js';

let bin: string;
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'crossweave-tools-'));
  vi.stubEnv('PATH', bin);
  vi.stubEnv('CROSSWEAVE_NO_APT', '');
  vi.spyOn(process, 'getuid').mockReturnValue(0);
  vi.spyOn(console, 'warn').mockReturnValue();
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(bin, { recursive: true });
});

function program(name: string): void {
  writeFileSync(join(bin, name), '#!/bin/sh\n');
  chmodSync(join(bin, name), 0o755);
}

describe('hasTool', () => {
  it('finds a program on the path', () => {
    program('yosys');
    expect(hasTool('yosys')).toBe(true);
  });

  it('fails the tests where apt could have installed the tool', () => {
    program('apt-get');
    expect(() => hasTool('yosys')).toThrow('yosys is missing although apt could install it here');
  });

  it.each<[string, () => void]>([
    ['there is no apt', () => {}],
    ['we are not root', () => vi.mocked(process.getuid!).mockReturnValue(1000)],
    ['apt is forbidden', () => vi.stubEnv('CROSSWEAVE_NO_APT', '1')],
  ])('skips, with the reason printed once, where %s', async (reason, arrange) => {
    if (reason !== 'there is no apt') program('apt-get');
    arrange();
    vi.resetModules();
    const fresh = await import('../support/tools.js');
    expect(fresh.hasTool('yosys')).toBe(false);
    expect(fresh.hasTool('yosys')).toBe(false);
    expect(console.warn).toHaveBeenCalledTimes(1);
    expect(console.warn).toHaveBeenCalledWith(
      'skipped: yosys is not installed, and apt is not ours to use here',
    );
  });
});
