import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Trace, TraceStream } from '../../base/trace.js';
import { readTraceFile, writeTraceFile } from '../../verilator-harness/trace-file.js';

const folder = mkdtempSync(join(tmpdir(), 'crossweave-trace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'a.trace');

const stream = (values: TraceStream['values'], more: Partial<TraceStream> = {}): TraceStream => ({
  unit: 'mvmu0',
  kind: 'out',
  dims: [{ name: 'vector', size: values.length }],
  values,
  width: 16,
  ...more,
});

async function refusal(bytes: Uint8Array) {
  const spoilt = join(folder, 'spoilt.trace');
  writeFileSync(spoilt, bytes);
  try {
    await readTraceFile(spoilt);
  } catch (error) {
    if (error instanceof CrossweaveError) return error.diagnostics[0]!;
    throw error;
  }
  throw new Error('the file was accepted');
}

describe('trace files', () => {
  it('give back what was written, whatever the values', async () => {
    const limits = [2 ** 7, 2 ** 8, 2 ** 15, 2 ** 16, 2 ** 31].flatMap((n) => [n - 1, n, -n, -n - 1]);
    const value = fc.oneof(fc.constantFrom(0, ...limits), fc.maxSafeInteger());
    const arbitrary = fc.array(
      fc.record({ values: fc.array(value, { maxLength: 9 }), ints: fc.boolean(), index: fc.boolean() }),
      { maxLength: 3 },
    );
    await fc.assert(
      fc.asyncProperty(arbitrary, async (specs) => {
        const trace: Trace = {
          streams: specs.map(({ values, ints, index }, k) =>
            stream(ints ? Int32Array.from(values) : Float64Array.from(values), {
              unit: `unit ${k} ü`,
              kind: (['code', 'sum', 'out'] as const)[k]!,
              ...(index ? { index: Uint32Array.from(values, (_, n) => 2 ** 32 - 1 - n), fraction: k } : {}),
              ...(ints ? { cycles: Uint32Array.from(values, (_, n) => n * 300) } : {}),
            }),
          ),
        };
        await writeTraceFile(file, trace);
        expect(await readTraceFile(file)).toEqual(trace);
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  it('have the documented format', async () => {
    await writeTraceFile(file, { streams: [stream(Int32Array.of(1, -2, 3))] });
    const bytes = readFileSync(file);
    expect(bytes.toString('latin1', 0, 8)).toBe('CWTRACE\0');
    expect(bytes.readUInt32LE(8)).toBe(1);
    const end = 16 + bytes.readUInt32LE(12);
    expect(end % 8).toBe(0);
    expect(JSON.parse(bytes.toString('utf8', 16, end))).toEqual({
      streams: [
        {
          unit: 'mvmu0',
          kind: 'out',
          dims: [{ name: 'vector', size: 3 }],
          width: 16,
          values: { type: 'i8', count: 3, double: false },
        },
      ],
    });
    expect([...bytes.subarray(end, end + 8)]).toEqual([1, 254, 3, 0, 0, 0, 0, 0]);
    expect(bytes.length).toBe(end + 8 + 4);
  });

  it('store two million codes in a byte each, and quickly', async () => {
    const values = new Int32Array(2_000_000).map((_, k) => (k * 7919) & 0xff);
    const begin = performance.now();
    await writeTraceFile(file, { streams: [stream(values)] });
    const { streams } = await readTraceFile(file);
    expect(performance.now() - begin).toBeLessThan(1000);
    expect(Buffer.from(streams[0]!.values.buffer).equals(Buffer.from(values.buffer))).toBe(true);
    expect(statSync(file).size).toBeLessThan(2_001_000);
  });

  it('leave nothing behind where they cannot be written', async () => {
    await expect(writeTraceFile(join(folder, 'none', 'a.trace'), { streams: [] })).rejects.toThrow('ENOENT');
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('CW-R001: another kind of file', async () => {
    expect(await refusal(Buffer.from('no trace at all'))).toEqual({
      code: 'CW-R001',
      severity: 'error',
      message: `${join(folder, 'spoilt.trace')} is not a trace file`,
      where: { kind: 'file', file: join(folder, 'spoilt.trace') },
      hint: 'run `crossweave cosim` again to make a new one',
    });
    expect((await refusal(Buffer.alloc(0))).code).toBe('CW-R001');
  });

  it('CW-R002: a file cut off anywhere, or with any byte changed', async () => {
    await writeTraceFile(file, {
      streams: [stream(Int32Array.of(1, 2, 300), { index: Uint32Array.of(0, 1, 2) })],
    });
    const whole = readFileSync(file);
    for (let length = 8; length < whole.length; length += 1) {
      expect((await refusal(whole.subarray(0, length))).code, `cut at ${length}`).toBe('CW-R002');
    }
    for (let at = 12; at < whole.length; at += 1) {
      const changed = Buffer.from(whole);
      changed[at]! ^= 0x11;
      expect((await refusal(changed)).code, `byte ${at}`).toBe('CW-R002');
    }
    expect(await refusal(Buffer.concat([whole, Buffer.alloc(8)]))).toMatchObject({
      code: 'CW-R002',
      message: `${join(folder, 'spoilt.trace')} is damaged`,
      expected: `${whole.length} bytes`,
      actual: `${whole.length + 8} bytes`,
    });
  });

  it('CW-R003: another version', async () => {
    await writeTraceFile(file, { streams: [] });
    const other = readFileSync(file);
    other.writeUInt32LE(2, 8);
    expect(await refusal(other)).toMatchObject({
      code: 'CW-R003',
      message: `${join(folder, 'spoilt.trace')} has another format`,
      expected: 'version 1',
      actual: 'version 2',
    });
  });
});
