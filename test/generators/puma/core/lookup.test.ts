import { describe, expect, it } from 'vitest';
import { lookupTables } from '../../../../config/puma/lookup-tables.js';
import { LookupUnit } from '../../../../generators/puma/core/lookup-unit.js';
import { build } from '../../../../hdl-dsl/index.js';
import { Simulator } from '../../../../hdl-dsl/sim/simulator.js';
import { lookups } from './support/page-arithmetic.js';
import { smallCore } from './support/small-core.js';

const rom = Object.values(lookupTables).flatMap(({ entries }) => entries);
const names = ['sigmoid', 'tanh', 'exp', 'log'] as const;
const isLong = Number(process.env.CROSSWEAVE_LONG ?? 0) > 0;

/** Every word in the long run; else the ends, the neighbourhood of 0 and of 8, and others far and wide. */
function inputs(fraction: number): number[] {
  if (isLong) return Array.from({ length: 65536 }, (_, i) => i - 32768);
  const eight = 2 ** (3 + fraction);
  const near = [0, eight, -eight, 32767, -32768, 2 ** fraction].flatMap((x) =>
    [-2, -1, 0, 1, 2].map((d) => x + d),
  );
  // Logarithms of these show the last bit of ln(2).
  const small = Array.from({ length: 200 }, (_, i) => i);
  const wide = Array.from({ length: 131 }, (_, i) => -32768 + 503 * i);
  return [...near, ...small, ...wide].filter((x) => x >= -32768 && x <= 32767);
}

const fractions = isLong ? Array.from({ length: 16 }, (_, f) => f) : [0, 3, 12, 15];

describe.each(fractions)('look-ups with %i fraction bits', (fraction) => {
  const sim = new Simulator(build(LookupUnit, smallCore({ fraction })));
  sim.poke('active_i', 1);

  it.each(names)(
    '%s',
    (name) => {
      const reference = lookups[name];
      sim.poke('operation_i', names.indexOf(name));
      let row = 0;
      const accesses = new Set<number>();
      for (const x of inputs(fraction)) {
        sim.poke('x_i', x);
        for (let step = 0; step < 10; step++) {
          sim.poke('step_i', step);
          if (Number(sim.peek('rom_buffer_o')) === 1) {
            row = Number(sim.peek('rom_element_o'));
            accesses.add(row);
          }
          sim.poke('rom_data_i', rom[row] ?? 0);
          sim.step();
        }
        sim.poke('step_i', 10);
        const flags = Number(sim.peek('overflow_o')) + 4 * Number(sim.peek('domain_o'));
        const word = Number(BigInt.asIntN(16, BigInt(sim.peek('result_o'))));
        const got = { x, word, flags };
        expect(got).toEqual({ x, ...reference?.(x, 0, 0, fraction) });
        sim.step();
      }
      const first = { sigmoid: 0, tanh: 256, exp: 512, log: 640 }[name];
      expect(Math.min(...accesses)).toBeGreaterThanOrEqual(first);
      expect(Math.max(...accesses)).toBeLessThan(first + lookupTables[name].entries.length);
      expect(accesses.size).toBeGreaterThan(10);
    },
    600_000,
  );
});

describe('an element of a look-up', () => {
  it('takes eleven steps: five for each table word, one of them common', () => {
    const sim = new Simulator(build(LookupUnit, smallCore()));
    sim.poke('active_i', 1);
    const pins = ['select', 'buffer', 'write_ones', 'write_zeros', 'restore'];
    /** Steps in which each is 1, of an element with these two words. */
    const waves = (operation: number, x: number) => {
      sim.poke('operation_i', operation);
      sim.poke('x_i', x);
      const wave = Object.fromEntries(pins.map((pin) => [pin, '']));
      for (let step = 0; step < 11; step++) {
        sim.poke('step_i', step);
        for (const pin of pins) wave[pin] += String(sim.peek(`rom_${pin}_o`));
        sim.step();
      }
      return wave;
    };
    const both = {
      select: '01111111110',
      buffer: '01000100000',
      write_ones: '00100010000',
      write_zeros: '00010001000',
      restore: '00000100010',
    };
    expect(waves(0, 100)).toEqual(both);
    // What lies behind the last word of a table is no row.
    const one = { buffer: '01000000000', write_ones: '00100000000', write_zeros: '00010000000' };
    expect(waves(1, 32767)).toEqual({ ...both, ...one, restore: '00000100000' });
    const none = { buffer: '0'.repeat(11), write_ones: '0'.repeat(11), write_zeros: '0'.repeat(11) };
    expect(waves(1, -32768)).toEqual({ ...both, ...none, restore: '0'.repeat(11) });
  });
});
