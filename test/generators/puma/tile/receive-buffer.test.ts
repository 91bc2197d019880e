import { describe, expect, it } from 'vitest';
import { ReceiveBuffer } from '../../../../generators/puma/tile/receive-buffer.js';
import { build } from '../../../../hdl-dsl/index.js';
import { compareWithModel, type Model, type Pins } from '../../../hdl-dsl/std/support/compare.js';

/** FIFOs as the page tells them: lists. */
class BufferModel implements Model {
  readonly #fifos: { width: bigint; data: bigint }[][];
  readonly #depth: number;
  dropped = 0;
  heldBack = 0;

  constructor(fifos: number, depth: number) {
    this.#fifos = Array.from({ length: fifos }, () => []);
    this.#depth = depth;
  }

  outputs(i: Pins) {
    const arrives = this.#fifos[Number(i.net_fifo)];
    const head = this.#fifos[Number(i.fifo)]?.[0];
    return {
      net_ready: arrives === undefined || arrives.length < this.#depth,
      bad: i.net_valid === 1n && arrives === undefined,
      head_valid: head !== undefined,
      head_width: head?.width,
      head_data: head?.data,
    };
  }

  tick(i: Pins) {
    const { net_ready, head_valid } = this.outputs(i);
    const arrives = this.#fifos[Number(i.net_fifo)];
    if (head_valid && i.head_ready === 1n) this.#fifos[Number(i.fifo)]?.shift();
    if (i.net_valid !== 1n) return;
    if (!net_ready) this.heldBack++;
    else if (arrives) arrives.push({ width: i.net_width ?? 0n, data: i.net_data ?? 0n });
    else this.dropped++;
  }
}

describe('receive buffer', () => {
  const sizes = [
    { fifos: 1, depth: 1 },
    { fifos: 3, depth: 2 },
    { fifos: 16, depth: 3 },
    { fifos: 64, depth: 1 },
  ];
  it.each(sizes)('keeps order, holds back when full, drops what has no FIFO: %o', ({ fifos, depth }) => {
    const top = build(ReceiveBuffer, { unit: 'm', fifos, depth });
    const model = new BufferModel(fifos, depth);
    const near = BigInt(Math.min(fifos, 4));
    const seen = compareWithModel(top, model, {
      cycles: 600,
      seed: fifos,
      held: ['net'],
      adjust: (pins) => {
        // Few FIFOs, so that they fill; and now and then one that may not be there.
        for (const pin of ['net_fifo', 'fifo'])
          if ((pins[pin] ?? 0n) < 230n) pins[pin] = (pins[pin] ?? 0n) % near;
      },
    });
    expect(seen.get('head_valid')).toBeGreaterThan(20);
    expect(model.dropped).toBeGreaterThan(10);
    expect(model.heldBack).toBeGreaterThan(10);
  });
});
