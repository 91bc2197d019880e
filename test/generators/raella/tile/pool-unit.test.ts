import { describe, expect, it } from 'vitest';
import { PoolUnit } from '../../../../generators/raella/tile/pool-unit.js';
import { build, type Module } from '../../../../hdl-dsl/index.js';
import { Random } from '../../../hdl-dsl/print/support/random.js';
import { compareWithModel, type Model, type Pins } from '../../../hdl-dsl/std/support/compare.js';
import { stuckAt, withFault } from '../../support/fault.js';

/** Lists of the values inside each window. */
class PoolModel implements Model {
  #window: bigint[] = [];
  #out: { code: bigint | undefined; last: bigint } | undefined;
  signed = 0;
  alone = 0;
  outside = 0;

  outputs() {
    return { out_valid: this.#out !== undefined, out_code: this.#out?.code, out_last: this.#out?.last };
  }

  tick(i: Pins) {
    this.#out = undefined;
    if (i.in_valid !== 1n) return;
    const bits = i.signed_inputs === 1n ? BigInt.asIntN : BigInt.asUintN;
    if (i.in_inside === 1n) this.#window.push(bits(8, i.in_value ?? 0n));
    else this.outside++;
    if (i.in_ends !== 1n) return;
    if (this.#window.some((value) => value < 0n)) this.signed++;
    if (this.#window.length === 1) this.alone++;
    const [first, ...others] = this.#window;
    const largest = first === undefined ? undefined : others.reduce((a, b) => (a > b ? a : b), first);
    // A window has at least one value inside; else the code may be any.
    const code = largest === undefined ? undefined : BigInt.asUintN(8, largest);
    this.#out = { code, last: i.in_last ?? 0n };
    this.#window = [];
  }
}

function compared(top: Module): PoolModel {
  const model = new PoolModel();
  const random = new Random(5);
  let left = 0;
  let held = 0n;
  compareWithModel(top, model, {
    cycles: 4000,
    seed: 8,
    adjust: (pins) => {
      if (left-- === 0) {
        [left, held] = [100, held ^ 1n];
        pins.in_ends = 1n;
        pins.in_valid = 1n;
      }
      // Settings change between windows; the window cut off here ends with the old ones.
      pins.signed_inputs = left === 100 ? held ^ 1n : held;
      if (random.chance(0.3)) pins.in_value = random.pick([0n, 127n, 128n, 255n]);
      if (random.chance(0.4)) pins.in_inside = 1n;
    },
  });
  return model;
}

describe('max-pool unit', () => {
  const pool = () => build(PoolUnit, { unit: 'm' });

  it('gives the largest value inside each window, unsigned and signed', () => {
    const seen = compared(pool());
    for (const count of [seen.signed, seen.alone, seen.outside]) expect(count).toBeGreaterThan(100);
  });

  it.each([
    ['sign', 0n],
    ['sign', 128n],
    ['largest', 0n],
  ])('and a fault in %s, always %i, is seen', (name, value) => {
    const faulty = withFault(pool(), 'm_pool_unit', (a) => (a.target.name === name ? stuckAt(a, value) : a));
    expect(() => compared(faulty)).toThrow();
  });
});
