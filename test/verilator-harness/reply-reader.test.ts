import { describe, expect, it } from 'vitest';
import type { Monitor } from '../../verilator-harness/engine.js';
import { ReplyReader } from '../../verilator-harness/verilator/reply-reader.js';

const frame = (kind: number, stream: number, payload: Uint8Array) => {
  const head = Buffer.alloc(16);
  head.writeUInt32LE(kind, 0);
  head.writeUInt32LE(stream, 4);
  head.writeUInt32LE(payload.length, 8);
  return Buffer.concat([head, payload, Buffer.alloc(-payload.length & 7)]);
};
const bytes = (array: Int32Array | Uint32Array | Float64Array) => new Uint8Array(array.buffer);
const end = () => {
  const payload = Buffer.alloc(32);
  payload.writeUInt32LE(1, 0);
  payload.writeInt32LE(7, 4);
  payload.writeInt32LE(-1, 8);
  payload.writeBigUInt64LE(123n, 16);
  payload.writeBigUInt64LE(99n, 24);
  return frame(5, 0, payload);
};
const monitor: Monitor = {
  name: 'm',
  valid: 'v',
  tags: ['t'],
  data: 'd',
  elements: 2,
  elementBits: 40,
  signed: true,
};

const whole = Buffer.concat([
  frame(1, 1, bytes(Float64Array.of(1, 2))),
  frame(2, 1, bytes(Uint32Array.of(5))),
  frame(4, 0, bytes(Float64Array.of(0.5))),
  frame(1, 1, bytes(Float64Array.of(3, 4))),
  frame(3, 1, bytes(Uint32Array.of(10, 1))),
  frame(3, 1, bytes(Uint32Array.of(11, 1, 20, 2))),
  frame(2, 1, bytes(Uint32Array.of(6))),
  end(),
]);

describe('the reader of replies', () => {
  it('joins the frames of each array', () => {
    const reader = new ReplyReader(whole);
    expect(reader.end()).toEqual({ reason: 'hang', mark: 7, port: -1, cycles: 123, stopCycle: 99 });
    expect(Array.from(reader.captures())).toEqual([0.5]);
    const full = reader.monitor(1, monitor, { valueBytes: 8, tagBytes: 4 });
    expect(full.values).toEqual(Float64Array.of(1, 2, 3, 4));
    expect(full.tags).toEqual(Uint32Array.of(5, 6));
    expect(full.firings).toBe(4);
    expect(full.cycles).toEqual(Uint32Array.of(10, 11, 20, 21));
    const empty = reader.monitor(0, monitor, { valueBytes: 2, tagBytes: 1 });
    expect(empty.values).toEqual(new Int32Array(0));
    expect([empty.tags.length, empty.cycles.length, empty.firings]).toEqual([0, 0, 0]);
  });

  it('widens narrow values and tags', () => {
    const raw = Uint8Array.of(255, 1, 128, 127);
    const reader = new ReplyReader(Buffer.concat([frame(1, 0, raw), frame(2, 0, raw)]));
    const read = (signed: boolean, valueBytes: 1 | 2 | 4, tagBytes: 1 | 2) => {
      const { values, tags } = reader.monitor(0, { ...monitor, signed }, { valueBytes, tagBytes });
      return [Array.from(values), Array.from(tags)];
    };
    expect(read(true, 1, 1)).toEqual([
      [-1, 1, -128, 127],
      [255, 1, 128, 127],
    ]);
    expect(read(false, 1, 2)).toEqual([
      [255, 1, 128, 127],
      [0x1ff, 0x7f80],
    ]);
    expect(read(true, 2, 2)[0]).toEqual([0x1ff, 0x7f80]);
    expect(read(true, 4, 2)[0]).toEqual([0x7f8001ff]);
  });

  it('is not whole before its last byte', () => {
    for (let length = 0; length < whole.length; length += 1) {
      expect(new ReplyReader(whole.subarray(0, length)).end()).toBeUndefined();
    }
    expect(new ReplyReader(whole).end()).toBeDefined();
  });
});
