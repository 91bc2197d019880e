import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemoryArbiter } from '../../../../generators/puma/tile/memory-arbiter.js';
import { build, type Module } from '../../../../hdl-dsl/index.js';
import {
  check,
  hasFormalTools,
  patience,
  printedSources,
  sourceFile,
  stepsFor,
  type Task,
} from '../../../hdl-dsl/std/formal/support/formal-tools.js';
import { withFault } from '../../support/fault.js';

const clients = 3;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossweave-arbiter-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function taskOf(top: Module): Task {
  const path = 'memory_arbiter.sv';
  const text = readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
  return {
    folder,
    sources: [...printedSources(top), sourceFile('properties/stream_rules.sv'), { path, text }],
    top: 'memory_arbiter_properties',
    defines: { DUT: top.name, N: clients },
    steps: stepsFor(9),
  };
}

describe.skipIf(!hasFormalTools())('arbiter of the data memory, proved for 9 cycles', () => {
  const top = build(MemoryArbiter, { unit: 'm', clients });

  it('grants in turn who stands and does not sleep, and forgets nobody', { timeout: patience }, () => {
    expect(check(taskOf(top))).toMatchObject({ status: 'PASSED', failed: [] });
    expect(check(taskOf(top), 'cover').unreached).toEqual([]);
  });

  it('and the proof notices a sleeper that is not woken', { timeout: patience }, () => {
    const faulty = withFault(top, 'm_memory_arbiter', (a) =>
      a.target.name === 'asleep' && a.value.kind === 'literal' ? undefined : a,
    );
    const { status, failed } = check(taskOf(faulty));
    expect(status).toBe('FAILED');
    expect(failed).toContain('GrantsWhereOneIsReady');
  });
});
