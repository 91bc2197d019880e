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

/** Puts the frames of a reply together as their bytes come in, without looking at single values. */
export class ReplyReader {
  readonly #parts = new Map<string, Buffer[]>();
  readonly #head = Buffer.alloc(headBytes);
  #headFill = 0;
  #left = 0;
  #part: Buffer[] = [];

  /** Takes the next bytes, however they are cut. */
  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#left === 0) {
        const n = chunk.copy(this.#head, this.#headFill, at, at + headBytes - this.#headFill);
        this.#headFill += n;
        at += n;
        if (this.#headFill === headBytes) this.#openFrame();
        continue;
      }
      const n = Math.min(this.#left, chunk.length - at);
      this.#part.push(chunk.subarray(at, at + n));
      this.#left -= n;
      at += n;
    }
  }

  /** How the run ended; undefined for a reply that is not whole. */
  end(): ReplyEnd | undefined {
    const bytes = this.#bytes(frame.end, 0);
    if (bytes.byteLength !== endBytes || this.#left !== 0) return undefined;
    const view = new DataView(bytes);
    const reason = reasons[view.getUint32(0, true)];
    if (reason === undefined) return undefined;
    return {
      reason,
      mark: view.getInt32(4, true),
      port: view.getInt32(8, true),
      cycles: Number(view.getBigUint64(16, true)),
      stopCycle: Number(view.getBigUint64(24, true)),
    };
  }

  captures(): Float64Array {
    return new Float64Array(this.#bytes(frame.captures, 0));
  }

  /** What monitor `number` of the job recorded. */
  monitor(number: number, { signed }: Monitor, { valueBytes, tagBytes }: MonitorLayout): MonitorData {
    const tags = this.#bytes(frame.tags, number);
    return new RecordedRuns(
      widened(this.#bytes(frame.values, number), valueBytes, signed),
      tagBytes === 4 ? new Uint32Array(tags) : new Uint32Array(narrow(tags, tagBytes, false)),
      new Uint32Array(this.#bytes(frame.cycles, number)),
    );
  }

  #openFrame(): void {
    const key = `${this.#head.readUInt32LE(0)}.${this.#head.readUInt32LE(4)}`;
    this.#left = this.#head.readUInt32LE(8);
    this.#headFill = 0;
    const known = this.#parts.get(key);
    this.#part = known ?? [];
    if (!known) this.#parts.set(key, this.#part);
  }

  #bytes(kind: number, stream: number): ArrayBuffer {
    const parts = this.#parts.get(`${kind}.${stream}`) ?? [];
    const whole = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole.buffer;
  }
}

function widened(bytes: ArrayBuffer, width: MonitorLayout['valueBytes'], signed: boolean): MonitorData['values'] {
  if (width === 8) return new Float64Array(bytes);
  if (width === 4) return new Int32Array(bytes);
  return new Int32Array(narrow(bytes, width, signed));
}

function narrow(bytes: ArrayBuffer, width: 1 | 2, signed: boolean) {
  if (width === 1) return signed ? new Int8Array(bytes) : new Uint8Array(bytes);
  return signed ? new Int16Array(bytes) : new Uint16Array(bytes);
}
