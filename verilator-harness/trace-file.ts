import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { CrossweaveError } from '../base/crossweave-error.js';
import type { Code, Diagnostic } from '../base/diagnostic.js';
import type { Trace, TraceStream } from '../base/trace.js';
import { elementTypes, type NumberArray, narrowest } from './trace-elements.js';
import { paddedBytes, parseHead, type Section, type StreamHead, sizeOf } from './trace-head.js';

/** First bytes of every trace file. */
export const traceMagic = 'CWTRACE\0';
export const traceVersion = 1;

const preambleBytes = 16;
const checkBytes = 4;

/** Writes a trace in the format of docs/harness.md: each array in the narrowest type that holds it, and a check sum
 *  at the end. The file appears whole or not at all.
 *  @throws {NodeJS.ErrnoException} where the file cannot be written */
export async function writeTraceFile(file: string, trace: Trace): Promise<void> {
  const arrays: NumberArray[] = [];
  const section = (array: NumberArray): Section => {
    const narrow = narrowest(array);
    arrays.push(narrow.array);
    return { type: narrow.type, count: array.length };
  };
  const streams: StreamHead[] = trace.streams.map((stream) => ({
    unit: stream.unit,
    kind: stream.kind,
    dims: stream.dims,
    width: stream.width,
    ...(stream.fraction === undefined ? {} : { fraction: stream.fraction }),
    values: { ...section(stream.values), double: stream.values instanceof Float64Array },
    ...(stream.index ? { index: section(stream.index) } : {}),
    ...(stream.cycles ? { cycles: section(stream.cycles) } : {}),
  }));
  const partial = `${file}.${process.pid}.partial`;
  try {
    const handle = await open(partial, 'w');
    try {
      await writeParts(handle, [...preamble(streams), ...arrays.flatMap(padded)]);
    } finally {
      await handle.close();
    }
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** Reads a trace file.
 *  @throws {CrossweaveError} CW-R001 for another kind of file, CW-R002 for a damaged one, CW-R003 for another version
 *  @throws {NodeJS.ErrnoException} where the file cannot be read */
export async function readTraceFile(file: string): Promise<Trace> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const start = await readBytes(handle, 0, Math.min(preambleBytes, size));
    if (start.toString('latin1', 0, 8) !== traceMagic) throw refuse('CW-R001', file, 'is not a trace file');
    if (start.length < preambleBytes) throw damaged(file, `${preambleBytes} bytes`, `${size} bytes`);
    const version = start.readUInt32LE(8);
    if (version !== traceVersion) {
      throw refuse('CW-R003', file, 'has another format', `version ${traceVersion}`, `version ${version}`);
    }
    const headBytes = start.readUInt32LE(12);
    if (preambleBytes + headBytes + checkBytes > size)
      throw damaged(file, `more than ${headBytes} bytes`, `${size} bytes`);
    const head = await readBytes(handle, preambleBytes, headBytes);
    let sum = crc32(head, crc32(start));
    const streams = parseHead(head);
    if (!streams) throw damaged(file, 'a header that can be read', 'another text');
    const expected = preambleBytes + headBytes + checkBytes + sizeOf(streams);
    if (expected !== size) throw damaged(file, `${expected} bytes`, `${size} bytes`);

    let at = preambleBytes + headBytes;
    const read = async ({ type, count }: Section): Promise<NumberArray> => {
      const bytes = await readBytes(handle, at, paddedBytes({ type, count }));
      at += bytes.length;
      sum = crc32(bytes, sum);
      return new elementTypes[type](bytes.buffer, 0, count);
    };
    const trace: TraceStream[] = [];
    for (const { values, index, cycles, ...rest } of streams) {
      const raw = await read(values);
      trace.push({
        ...rest,
        values: values.double ? asType(Float64Array, raw) : asType(Int32Array, raw),
        ...(index ? { index: asType(Uint32Array, await read(index)) } : {}),
        ...(cycles ? { cycles: asType(Uint32Array, await read(cycles)) } : {}),
      });
    }
    const stored = (await readBytes(handle, at, checkBytes)).readUInt32LE(0);
    if (stored !== sum) throw damaged(file, `check sum ${hex(sum)}`, hex(stored));
    return { streams: trace };
  } finally {
    await handle.close();
  }
}

function preamble(streams: readonly StreamHead[]): Uint8Array[] {
  const text = JSON.stringify({ streams });
  const length = Math.ceil(Buffer.byteLength(text) / 8) * 8;
  const head = Buffer.alloc(length, ' ');
  head.write(text);
  const start = Buffer.alloc(preambleBytes);
  start.write(traceMagic, 'latin1');
  start.writeUInt32LE(traceVersion, 8);
  start.writeUInt32LE(length, 12);
  return [start, head];
}

function padded(array: NumberArray): Uint8Array[] {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  return [bytes, new Uint8Array(-bytes.length & 7)];
}

async function writeParts(handle: FileHandle, parts: readonly Uint8Array[]): Promise<void> {
  let sum = 0;
  for (const part of parts) {
    sum = crc32(part, sum);
    await writeAll(handle, part);
  }
  const check = Buffer.alloc(checkBytes);
  check.writeUInt32LE(sum);
  await writeAll(handle, check);
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at)).bytesWritten;
}

/** A buffer of its own, so that typed arrays may lie over it. */
async function readBytes(handle: FileHandle, position: number, length: number): Promise<Buffer<ArrayBuffer>> {
  const bytes = Buffer.from(new ArrayBuffer(length));
  for (let at = 0; at < length; ) {
    const { bytesRead } = await handle.read(bytes, at, length - at, position + at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return bytes;
}

function asType<T extends Int32Array | Uint32Array | Float64Array>(
  type: { new (from: ArrayLike<number>): T },
  array: NumberArray,
): T {
  return array instanceof type ? array : new type(array);
}

function damaged(file: string, expected: string, actual: string): CrossweaveError {
  return refuse('CW-R002', file, 'is damaged', expected, actual);
}

function refuse(code: Code, file: string, what: string, expected?: string, actual?: string): CrossweaveError {
  const finding: Diagnostic = {
    code,
    severity: 'error',
    message: `${file} ${what}`,
    where: { kind: 'file', file },
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
    hint: 'run `crossweave cosim` again to make a new one',
  };
  return new CrossweaveError(finding);
}

function hex(word: number): string {
  return `0x${word.toString(16).padStart(8, '0')}`;
}
