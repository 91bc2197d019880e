import fc from 'fast-check';
import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import type { RaellaLayer } from '../../sim-models/raella/index.js';

export interface RaellaCase {
  readonly config: RaellaCrossbarConfig;
  readonly layer: RaellaLayer;
  readonly inputs: Int32Array;
}

/** Lists of widths 1 .. most that sum to 8, two or more of them. */
function widths(most: number): fc.Arbitrary<number[]> {
  return fc.array(fc.integer({ min: 1, max: most }), { minLength: 8, maxLength: 8 }).map((wanted) => {
    const list: number[] = [];
    let left = 8;
    for (const width of wanted) {
      const taken = Math.min(width, left);
      if (taken > 0) list.push(taken);
      left -= taken;
    }
    return list;
  });
}

/** A crossbar, a layer and inputs. Weights lie near the centres, on one side of them or anywhere, so that narrow and wide
 *  sums both come. The matrices are made from one seed, for speed.
 *  @param noisy with non-idealities */
export function arbitraryRaella(size: {
  readonly rows: number;
  readonly filters: number;
  readonly vectors: number;
  readonly noisy: boolean;
}): fc.Arbitrary<RaellaCase> {
  const bits = fc.integer({ min: 1, max: 4 });
  return fc
    .record({
      rows: fc.integer({ min: 4, max: size.rows }),
      filters: fc.integer({ min: 1, max: size.filters }),
      vectors: fc.integer({ min: 1, max: size.vectors }),
      adcBits: fc.oneof(fc.integer({ min: 3, max: 12 }), fc.integer({ min: 3, max: 5 })),
      layer: fc.record({ speculate: fc.boolean(), signedInputs: fc.boolean() }),
      cells: bits.chain((cellBits) =>
        fc.record({ cellBits: fc.constant(cellBits), slicing: widths(cellBits) }),
      ),
      drive: bits.chain((dacBits) =>
        fc.record({ dacBits: fc.constant(dacBits), speculation: widths(dacBits) }),
      ),
      spread: fc.constantFrom(3, 30, 511),
      oneSided: fc.boolean(),
      allRows: fc.boolean(),
      nonideal: fc.record({
        seed: fc.integer({ min: 0, max: 0xffffffff }),
        programming: fc.constantFrom(0, 0.05, 0.3),
        read: fc.constantFrom(0, 0.12),
        adc: fc.constantFrom(0.5, 0, 3),
        comparator: fc.constantFrom(0, 0, 0.4),
        stuckOff: fc.constantFrom(0, 0, 0.1),
        stuckOn: fc.constantFrom(0, 0, 0.02),
        driftTime: fc.constantFrom(0, 0, 1e4),
        driftExponent: fc.constant(0.05),
        onOffRatio: fc.constantFrom(1e6, 20),
        irDrop: fc.constantFrom(0, 0, 0.1),
      }),
      spareColumns: fc.integer({ min: 0, max: 3 }),
      seed: fc.integer({ min: 0, max: 0x7fffffff }),
    })
    .map((shape) => {
      const { rows, filters, vectors, adcBits, cells, drive, spread, oneSided, seed } = shape;
      const within = numbers(seed);
      const centres = Uint8Array.from({ length: filters }, () => within(0, 255));
      const codes = Uint8Array.from({ length: rows * filters }, (_, at) => {
        const x = within(oneSided ? 0 : -spread, spread);
        return Math.min(Math.max(centres[at % filters]! + x, 0), 255);
      });
      const [least, largest] = shape.layer.signedInputs ? [-128, 127] : [0, 255];
      const inputs = Int32Array.from({ length: vectors * rows }, () => {
        const kind = within(0, 7);
        return kind === 0 ? 0 : kind === 1 ? largest : within(least, largest);
      });
      const columns = Math.max(4, filters * cells.slicing.length + shape.spareColumns);
      const config: RaellaCrossbarConfig = {
        ...{ system: 'raella-crossbar', name: 'any', rows, columns, adcs: 1, adcBits },
        ...{ cellBits: cells.cellBits, ...drive },
        ...(size.noisy && { nonideal: shape.nonideal }),
      };
      const used = Uint8Array.from({ length: rows * filters }, () => Math.min(within(0, 3), 1));
      const layer = {
        ...shape.layer,
        slicing: cells.slicing,
        codes,
        centres,
        ...(!shape.allRows && { used }),
      };
      return { config, layer, inputs };
    });
}

/** Whole numbers within bounds, from a congruential generator. */
function numbers(state: number): (least: number, largest: number) => number {
  return (least, largest) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return least + Math.floor((state / 2 ** 32) * (largest - least + 1));
  };
}
