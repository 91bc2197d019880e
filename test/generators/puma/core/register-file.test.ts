import { describe, expect, it } from 'vitest';
import { lookupTables } from '../../../../config/puma/lookup-tables.js';
import { RegisterFile } from '../../../../generators/puma/core/register-file.js';
import { build } from '../../../../hdl-dsl/index.js';
import { Simulator } from '../../../../hdl-dsl/sim/simulator.js';
import { smallCore } from './support/small-core.js';

const rom = Object.values(lookupTables).flatMap(({ entries }) => entries);

describe.each([
  { lanes: 1, registers: 40 },
  { lanes: 4, registers: 512 },
  { lanes: 2, registers: 1024 },
  { lanes: 16, registers: 800 },
] as const)('register file of $registers words in $lanes banks', ({ lanes, registers }) => {
  const config = smallCore({ lanes, registers, dimension: 16 });
  const base = 32;
  const sim = new Simulator(build(RegisterFile, config));
  const word = (address: number): number => {
    sim.poke('address_b_i', address);
    return Number(BigInt.asUintN(16, BigInt(sim.peek('data_b_o'))));
  };
  const write = (address: number, value: number) => {
    sim.poke('write_i', 1);
    sim.poke('write_address_i', address);
    sim.poke('write_mask_i', 1);
    sim.poke('write_data_i', value);
    sim.step();
    sim.poke('write_i', 0);
  };
  const contents = (i: number) => (i * 40503 + 77) % 65536;

  /** One cycle with these steps of an access. */
  const step = (...names: readonly string[]) => {
    for (const name of ['select', ...names]) sim.poke(`rom_${name}_i`, 1);
    sim.step();
    expect(sim.failedAssertion).toBeUndefined();
    for (const name of ['select', ...names]) sim.poke(`rom_${name}_i`, 0);
  };

  it('has L ports of each kind, of any alignment', () => {
    for (let i = 0; i < registers; i++) write(base + i, contents(i));
    for (let i = 0; i < registers; i++) expect(word(base + i)).toBe(contents(i));
    for (let from = base - lanes; from < base + 3 * lanes; from++) {
      sim.poke('address_a_i', from);
      const words = BigInt(sim.peek('data_a_o'));
      for (let i = 0; i < lanes; i++) {
        const wanted = from + i < base ? 0 : contents(from + i - base);
        expect(BigInt.asUintN(16, words >> BigInt(16 * i))).toBe(BigInt(wanted));
      }
    }
  });

  it('keeps its words through accesses to ROM rows, in five steps', () => {
    const last = Math.min(registers, rom.length) - 1;
    for (const e of [0, 1, 7, 16, 39, 511, last].filter((row) => row <= last)) {
      const inRow = () => word(base + e);
      sim.poke('rom_element_i', e);
      step('buffer');
      expect(inRow()).toBe(contents(e));
      sim.poke('rom_element_i', 0);
      step('write_ones');
      expect(inRow()).toBe(0xffff);
      step('write_zeros');
      // The cells keep a one where the ROM has one.
      expect(inRow()).toBe(rom[e]);
      sim.poke('rom_select_i', 1);
      expect(Number(sim.peek('rom_data_o'))).toBe(rom[e]);
      step();
      step('restore');
      expect(inRow()).toBe(contents(e));
    }
  });

  it('reads every table word, neighbours one after the other with a common cycle', () => {
    sim.poke('rom_element_i', 0);
    step('buffer');
    for (let e = 0; e < rom.length; e++) {
      step('write_ones');
      step('write_zeros');
      sim.poke('rom_select_i', 1);
      expect([e, Number(sim.peek('rom_data_o'))]).toEqual([e, rom[e]]);
      step();
      sim.poke('rom_element_i', e + 1);
      if (e + 1 < rom.length) step('restore', 'buffer');
      else step('restore');
    }
    for (let i = 0; i < registers; i++) expect(word(base + i)).toBe(contents(i));
  });

  it('refuses other writes meanwhile', () => {
    sim.poke('rom_restore_i', 1);
    sim.poke('write_i', 1);
    sim.step();
    expect(sim.failedAssertion?.name).toBe('RomAccessHasTheWritePort');
  });
});
