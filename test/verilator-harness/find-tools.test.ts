import { describe, expect, it } from 'vitest';
import { compareVersions, findTool, findTools, toolNames } from '../../verilator-harness/find-tools.js';
import { missingTool } from '../../verilator-harness/verilator/toolchain.js';
import { hasTool } from '../support/tools.js';

describe('the search for tools', () => {
  it('tells of each whether it serves', async () => {
    const tools = await findTools();
    expect(tools.map((t) => t.name)).toEqual([...toolNames]);
    for (const tool of tools) {
      if (tool.ok)
        expect(tool).toMatchObject({
          path: expect.stringMatching(/^\//),
          version: expect.stringMatching(/^\d/),
        });
    }
    if (hasTool('verilator'))
      expect(tools[0]).toMatchObject({ ok: true, version: expect.stringMatching(/^5\./) });
  });

  it('asks each once', async () => {
    expect(await findTool('make')).toBe(await findTool('make'));
  });

  it('compares versions by their numbers', () => {
    expect(compareVersions('5.006', '5.0')).toBeGreaterThan(0);
    expect(compareVersions('4.228', '5.0')).toBeLessThan(0);
    expect(compareVersions('0.23', '0.9')).toBeGreaterThan(0);
    expect(compareVersions('12', '12.0')).toBe(0);
  });

  it('CW-T001: missing, broken or too old', () => {
    const hint =
      'on Debian: apt-get install verilator; or use `--engine builtin`; `crossweave doctor` shows all tools';
    const tool = { name: 'verilator', minimum: '5.0', ok: false } as const;
    expect(missingTool(tool)).toEqual({
      code: 'CW-T001',
      severity: 'error',
      message: 'verilator is not on the path',
      expected: 'verilator 5.0 or newer',
      hint,
    });
    expect(missingTool({ ...tool, path: '/bin/verilator' }).message).toBe('verilator does not run');
    expect(missingTool({ ...tool, path: '/bin/verilator', version: '4.2' })).toMatchObject({
      message: 'verilator is too old',
      actual: '4.2',
    });
  });
});
