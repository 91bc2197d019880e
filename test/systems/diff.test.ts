import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventKind, Trace, TraceStream } from '../../base/trace.js';
import { diff } from '../../systems/diff.js';
import { writeTraceFile } from '../../verilator-harness/trace-file.js';
import { caught } from '../support/caught.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossweave-diff-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function stream(kind: EventKind, values: readonly number[]): TraceStream {
  const dims = [
    { name: 'vector', size: values.length / 2 },
    { name: 'column', size: 2 },
  ];
  return { unit: 'mvmu0', kind, dims, values: Int32Array.from(values), width: 8, fraction: 2 };
}

async function writeRun(name: string, golden: Trace['streams'], rtl: Trace['streams']): Promise<string> {
  const run = join(folder, name);
  mkdirSync(run);
  await writeTraceFile(join(run, 'golden.trace'), { streams: golden });
  await writeTraceFile(join(run, 'rtl.trace'), { streams: rtl });
  return run;
}

describe('diff', () => {
  it('compares golden model and RTL of a run', async () => {
    const run = await writeRun('a', [stream('out', [1, 2, 3, 4])], [stream('out', [1, 2, 3, -4])]);
    expect(await diff({ run })).toMatchObject({
      verdict: 'mismatch',
      reason: 'divergence',
      message: '1 event of 4 differ',
      compared: { total: 4, codes: 0, sums: 0, outputs: 4 },
      divergences: 1,
      first: {
        unit: 'mvmu0',
        kind: 'out',
        nature: 'value',
        position: { vector: 1, column: 1 },
        expected: { decimal: 4, hex: '0x04', fixed: '1 Q(6.2)' },
        got: { decimal: -4, hex: '0xfc', fixed: '-1 Q(6.2)' },
      },
    });
  });

  it('compares what both of two runs recorded', async () => {
    const out = stream('out', [1, 2, 3, 4]);
    const first = await writeRun('a', [out], [out, stream('saturated', [0, 0, 0, 1])]);
    const second = await writeRun('b', [out], [stream('out', [1, 2, 3, 4]), stream('code', [5, 5])]);
    expect(await diff({ run: first, other: second })).toEqual({
      verdict: 'match',
      reason: 'equal',
      message: '4 events compared, all equal',
      compared: { total: 4, codes: 0, sums: 0, outputs: 4 },
      divergences: 0,
      first: null,
    });
  });

  it('takes the RTL of both of two runs, not their golden traces', async () => {
    const same = stream('out', [1, 2]);
    const first = await writeRun('a', [same], [stream('out', [1, 7])]);
    const second = await writeRun('b', [same], [stream('out', [1, 9])]);
    const { first: found } = await diff({ run: first, other: second });
    expect([found?.expected?.decimal, found?.got?.decimal]).toEqual([7, 9]);
  });

  it('keeps the reason of a run that did not come to its end, whatever its events', async () => {
    const run = await writeRun('a', [stream('out', [1, 2])], [stream('out', [1, 2])]);
    writeFileSync(
      join(run, 'result.json'),
      JSON.stringify({ reason: 'hang', message: 'it hangs', first: null }),
    );
    expect(await diff({ run })).toMatchObject({ verdict: 'mismatch', reason: 'hang', message: 'it hangs' });
    expect(await diff({ run, other: run })).toMatchObject({ verdict: 'match', reason: 'equal' });
  });

  it('tells the clock and the source that the run knew, of the same event only', async () => {
    const run = await writeRun('a', [stream('out', [1, 2])], [stream('out', [1, 9])]);
    const known = (column: number) => ({
      reason: 'divergence',
      first: { kind: 'out', position: { vector: 0, column }, cycle: 77, source: 'generators/x.ts:1:2' },
    });
    writeFileSync(join(run, 'result.json'), JSON.stringify(known(1)));
    expect((await diff({ run })).first).toMatchObject({ cycle: 77, source: 'generators/x.ts:1:2' });
    writeFileSync(join(run, 'result.json'), JSON.stringify(known(0)));
    expect((await diff({ run })).first).not.toHaveProperty('cycle');
  });

  it('names every folder that holds no run (CW-R010)', async () => {
    const half = join(folder, 'half');
    mkdirSync(half);
    await writeTraceFile(join(half, 'golden.trace'), { streams: [] });
    const absent = join(folder, 'absent');
    const error = await caught(() => diff({ run: half, other: absent }));
    expect(error.diagnostics).toEqual(
      [half, absent].map((file) => ({
        code: 'CW-R010',
        severity: 'error',
        message: 'the folder holds no run',
        where: { kind: 'file', file },
        expected: 'a folder with golden.trace and rtl.trace',
        hint: 'name a folder under `runs/` of a design, such as `crossweave cosim` prints',
      })),
    );
    expect(error.exitStatus).toBe(2);
  });
});
