import { describe, expect, it } from 'vitest';
import { bool, build, struct, uint } from '../../../hdl-dsl/index.js';
import { queue, skidBuffer } from '../../../hdl-dsl/std/index.js';
import { compareWithModel, type Model, type Pins } from './support/compare.js';

/** A queue as its users think of it: a list. */
class QueueModel implements Model {
  readonly #words: bigint[] = [];
  readonly #p: { readonly depth: number; readonly pipe: boolean; readonly flow: boolean };

  constructor(p: { readonly depth: number; readonly pipe: boolean; readonly flow: boolean }) {
    this.#p = p;
  }

  outputs(i: Pins) {
    const { depth, pipe, flow } = this.#p;
    const ready = this.#words.length < depth || (pipe && i.out_ready === 1n);
    const first = this.#words[0] ?? (flow && i.in_valid === 1n ? i.in_data : undefined);
    return { in_ready: ready, out_valid: first !== undefined, out_data: first, count: this.#words.length };
  }

  tick(i: Pins) {
    const { in_ready, out_valid } = this.outputs(i);
    if (in_ready && i.in_valid === 1n) this.#words.push(i.in_data ?? 0n);
    if (out_valid && i.out_ready === 1n) this.#words.shift();
  }
}

describe('queue', () => {
  const sizes = [1, 2, 3, 4, 5].flatMap((depth) =>
    [false, true].flatMap((pipe) => [false, true].map((flow) => ({ depth, pipe, flow }))),
  );
  it.each(sizes)('is a list: %o', (p) => {
    const seen = compareWithModel(build(queue(uint(6)), p), new QueueModel(p), { seed: p.depth });
    expect(Math.min(...seen.values())).toBeGreaterThan(100);
  });

  it('and the comparison notices a queue that is one word too small, or takes words late', () => {
    const p = { depth: 3, pipe: false, flow: false };
    for (const wrong of [
      { ...p, depth: 4 },
      { ...p, pipe: true },
      { ...p, flow: true },
    ])
      expect(() => compareWithModel(build(queue(uint(6)), p), new QueueModel(wrong))).toThrow(/cycle/);
  });

  it('carries a struct field by field', () => {
    const p = { depth: 3, pipe: false, flow: true };
    const model = new QueueModel(p);
    const both = (i: Pins): Pins => ({ ...i, in_data: ((i.in_a ?? 0n) << 1n) | (i.in_b ?? 0n) });
    compareWithModel(build(queue(struct({ a: uint(40), b: bool })), p), {
      outputs: (i) => {
        const { out_data, ...rest } = model.outputs(both(i));
        return { ...rest, out_a: out_data && out_data >> 1n, out_b: out_data && out_data & 1n };
      },
      tick: (i) => model.tick(both(i)),
    });
  });

  it('is one module for equal types and parameters, and others have other names', () => {
    expect(queue(uint(8, { reset: 3 }))).toBe(queue(uint(8)));
    expect(queue(uint(8))).not.toBe(queue(uint(9)));
    expect(build(queue(struct({ pixelRow: uint(8), last: bool })), { depth: 4 }).name).toBe(
      'queue_pixel_row_u8_last_bool_4',
    );
    const wide = struct(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`field${i}`, uint(i + 1)])));
    expect(build(queue(wide), { depth: 4 }).name).toMatch(
      /^queue_field0_u1_field1_u2_field2_u3_fi_[0-9a-f]{8}_4$/,
    );
  });
});

describe('skid buffer', () => {
  it('holds two words, with registered handshakes', () => {
    const words: bigint[] = [];
    const seen = compareWithModel(build(skidBuffer(uint(5)), {}), {
      outputs: () => ({ in_ready: words.length < 2, out_valid: words.length > 0, out_data: words[0] }),
      tick: (i) => {
        const taken = i.in_valid === 1n && words.length < 2;
        if (i.out_ready === 1n) words.shift();
        if (taken) words.push(i.in_data ?? 0n);
      },
    });
    expect(Math.min(...seen.values())).toBeGreaterThan(100);
  });
});
