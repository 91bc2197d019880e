import type { Monitor, MonitorData } from '../engine.js';
import type { MonitorLayout } from './monitor-layout.js';
import { RecordedRuns } from './recorded-runs.js';

/** How the driver says the run ended. */
export interface ReplyEnd {
  readonly reason: 'finished' | 'hang' | 'stopped';
  readonly mark: number;
  /** Number of the port waited for, -1 if none. */
  readonly port: number;
  readonly cycles: number;
  /** Cycle in which the design stopped. */
  readonly stopCycle: number;
}

const frame = { values: 1, tags: 2, cycles: 3, captures: 4, end: 5 } as const;
const headBytes = 16;
const endBytes = 32;
const reasons = ['finished', 'hang', 'stopped'] as const;

/** Puts the frames of a reply together, without looking at single values. */
export class ReplyReader {
  readonly #parts = new Map<string, Buffer[]>();

  /** @param reply all bytes of it; a frame that is cut off at the end is left out */
  constructor(reply: Buffer) {
    let at = 0;
    while (at + headBytes <= reply.length) {
      const key = `${reply.readUInt32LE(at)}.${reply.readUInt32LE(at + 4)}`;
      const from = at + headBytes;
      const bytes = reply.readUInt32LE(at + 8);
      if (from + bytes > reply.length) return;
      const part = reply.subarray(from, from + bytes);
      const known = this.#parts.get(key);
      if (known) known.push(part);
      else this.#parts.set(key, [part]);
      at = from + Math.ceil(bytes / 8) * 8;
    }
  }

  /** How the run ended; undefined for a reply that is not whole. */
  end(): ReplyEnd | undefined {
    const [bytes] = this.#frames(frame.end, 0);
    if (bytes?.length !== endBytes) return undefined;
    const reason = reasons[bytes.readUInt32LE(0)];
    if (reason === undefined) return undefined;
    return {
      reason,
      mark: bytes.readInt32LE(4),
      port: bytes.readInt32LE(8),
      cycles: Number(bytes.readBigUInt64LE(16)),
      stopCycle: Number(bytes.readBigUInt64LE(24)),
    };
  }

  captures(): Float64Array {
    return join(this.#frames(frame.captures, 0), Float64Array, Float64Array);
  }

  /** What monitor `number` of the job recorded. */
  monitor(number: number, { signed }: Monitor, { valueBytes, tagBytes }: MonitorLayout): MonitorData {
    const values = this.#frames(frame.values, number);
    return new RecordedRuns(
      valueBytes === 8
        ? join(values, Float64Array, Float64Array)
        : join(values, signed ? signedTypes[valueBytes] : unsignedTypes[valueBytes], Int32Array),
      join(this.#frames(frame.tags, number), unsignedTypes[tagBytes], Uint32Array),
      join(this.#frames(frame.cycles, number), Uint32Array, Uint32Array),
    );
  }

  #frames(kind: number, stream: number): readonly Buffer[] {
    return this.#parts.get(`${kind}.${stream}`) ?? [];
  }
}

const signedTypes = { 1: Int8Array, 2: Int16Array, 4: Int32Array } as const;
const unsignedTypes = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array } as const;

interface SourceType {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, offset: number, length: number): ArrayLike<number>;
}

/** Joins frames of elements of one type into one array of another, in one pass. */
function join<T extends Int32Array | Uint32Array | Float64Array>(
  parts: readonly Buffer[],
  source: SourceType,
  target: new (length: number) => T,
): T {
  const size = source.BYTES_PER_ELEMENT;
  const whole = new target(parts.reduce((n, part) => n + part.length / size, 0));
  let at = 0;
  for (const part of parts) {
    const elements = part.length / size;
    whole.set(new source(part.buffer, part.byteOffset, elements), at);
    at += elements;
  }
  return whole;
}
