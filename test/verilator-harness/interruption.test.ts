import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { transpile } from '../support/transpiled.js';

const folder = mkdtempSync(join(tmpdir(), 'crossweave-interruption-'));
const code = transpile(['base', 'templates', 'verilator-harness']);
const templates = fileURLToPath(new URL('../../templates/harness', import.meta.url));
cpSync(templates, join(code, 'templates/harness'), { recursive: true });
afterAll(() => {
  for (const temporary of [folder, code]) rmSync(temporary, { recursive: true, force: true });
});

/** A program that builds a simulator with the tool given, if need be for ever. */
const program = `
import { VerilatorEngine } from './verilator-harness/verilator/verilator-engine.js';
const [verilator] = process.argv.slice(2);
const design = { top: 'x', ports: [], sources: [{ path: 'x.sv', text: 'module x; endmodule' }], dpi: [] };
const engine = new VerilatorEngine({ tools: { verilator, compiler: verilator } });
await engine.run({ design, stimulus: new Uint32Array(0), monitors: [], cycleLimit: 1 });
`;

const until = async (what: () => boolean) => {
  for (let k = 0; k < 300 && !what(); k += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(what()).toBe(true);
};

const isRunning = (pid: number) => {
  try {
    // A zombie that nobody has collected yet does not run.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

describe('an interruption', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s kills the tool and leaves nothing in the cache',
    async (signal) => {
      const cache = join(folder, `cache-${signal}`);
      const pidFile = join(folder, `pid-${signal}`);
      const tool = join(folder, `verilator-${signal}`);
      // As Verilator does, the tool has a child of its own that must end too.
      writeFileSync(
        tool,
        `#!/bin/sh\nsleep 120 &\necho $! > ${pidFile}.part\nmv ${pidFile}.part ${pidFile}\nwait\n`,
      );
      chmodSync(tool, 0o755);
      writeFileSync(join(code, 'program.js'), program);
      const child = spawn(process.execPath, ['program.js', tool], {
        cwd: code,
        env: { ...process.env, CROSSWEAVE_CACHE: cache },
        stdio: 'inherit',
      });
      const ended = new Promise((resolve) => child.once('exit', (_, by) => resolve(by)));
      await until(() => existsSync(pidFile));
      expect(readdirSync(cache).length).toBe(1);
      child.kill(signal);
      expect(await ended).toBe(signal);
      expect(readdirSync(cache)).toEqual([]);
      const pid = Number(readFileSync(pidFile, 'utf8'));
      await until(() => !isRunning(pid));
    },
  );
});
