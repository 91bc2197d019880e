import { describe, expect, it } from 'vitest';
import { encodeCells } from '../../compiler/cell-image.js';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import { generatePumaMvmu } from '../../generators/puma/mvmu/index.js';
import { DrivenUnit } from './support/drive-unit.js';
import { exactProduct } from './support/plain-product.js';

const config: PumaMvmuConfig = {
  system: 'puma-mvmu',
  name: 'unit',
  rows: 3,
  columns: 3,
  weightBits: 4,
  cellBits: 2,
  inputBits: 2,
  signedInputs: true,
  dacBits: 1,
  adcs: 1,
  adcBits: 8,
  adcOverflow: 'saturate',
  encoding: 'offset',
  output: { bits: 16, fraction: 0, rounding: 'truncate', overflow: 'wrap' },
};
const weights = [1, -2, 3, -4, 5, -6, 7, -8, 0];

function programmed(): DrivenUnit {
  const image = encodeCells(config, Int32Array.from(weights));
  const driven = new DrivenUnit(config, generatePumaMvmu(config), image.slices.length);
  driven.program(image);
  return driven;
}

/** Steps until done and reads all columns. */
function finish({ sim }: DrivenUnit): bigint[] {
  for (let k = 0; k < 100 && Number(sim.peek('done_o')) === 0; k++) sim.step();
  return [0, 1, 2].map((j) => {
    sim.poke('out_column_i', j);
    return BigInt.asIntN(16, BigInt(sim.peek('out_data_o')));
  });
}

describe('protocol of the matrix-vector unit', () => {
  it('follows its timing diagram', () => {
    const driven = programmed();
    const { sim } = driven;
    driven.run([1, -1, -2]);
    const pins = ['busy_o', 'done_o', 'trace_code_valid_o', 'trace_sum_valid_o'] as const;
    const wave = Object.fromEntries(pins.map((pin) => [pin, '']));
    for (let cycle = 0; cycle <= 12; cycle++) {
      sim.poke('start_i', cycle === 0 ? 1 : 0);
      for (const pin of pins) wave[pin] += String(sim.peek(pin));
      sim.step();
    }
    expect(wave).toEqual({
      busy_o: '0111111111110',
      done_o: '1000000000001',
      trace_code_valid_o: '0000111111000',
      trace_sum_valid_o: '0000011111100',
    });
  });

  it('is idle after reset, and not done', () => {
    const { sim } = programmed();
    expect([
      sim.peek('busy_o'),
      sim.peek('done_o'),
      sim.peek('prog_ready_o'),
      sim.peek('in_ready_o'),
    ]).toEqual([0, 0, 1, 1]);
  });

  it('takes neither cells, inputs nor a start while busy', () => {
    const driven = programmed();
    const { sim } = driven;
    const inputs = [1, -1, -2];
    driven.run(inputs);
    sim.poke('start_i', 1);
    sim.step();
    expect([sim.peek('prog_ready_o'), sim.peek('in_ready_o')]).toEqual([0, 0]);
    for (const pin of ['prog_valid_i', 'in_valid_i']) sim.poke(pin, 1);
    sim.poke('prog_data_i', 0b101010);
    sim.poke('in_data_i', 1);
    for (let k = 0; k < 5; k++) sim.step();
    for (const pin of ['prog_valid_i', 'in_valid_i', 'start_i']) sim.poke(pin, 0);
    expect(finish(driven)).toEqual(exactProduct(config, weights, inputs));
    sim.poke('start_i', 1);
    sim.step();
    sim.poke('start_i', 0);
    expect(finish(driven)).toEqual(exactProduct(config, weights, inputs));
  });

  it('counts an input that is written in the cycle of the start', () => {
    const driven = programmed();
    const { sim } = driven;
    driven.run([0, 0, 0]);
    sim.poke('in_valid_i', 1);
    sim.poke('in_row_i', 1);
    sim.poke('in_data_i', 0b11);
    sim.poke('start_i', 1);
    sim.step();
    sim.poke('in_valid_i', 0);
    sim.poke('start_i', 0);
    expect(finish(driven)).toEqual(exactProduct(config, weights, [0, -1, 0]));
  });

  it('ignores flags where it does not flip', () => {
    const driven = programmed();
    const { sim } = driven;
    for (const [pin, value] of Object.entries({
      prog_valid_i: 1,
      prog_flags_i: 1,
      prog_row_i: 0,
      prog_data_i: 7,
    }))
      sim.poke(pin, value);
    sim.step();
    sim.poke('prog_valid_i', 0);
    expect(driven.run([1, 1, -2]).outputs).toEqual(exactProduct(config, weights, [1, 1, -2]));
  });

  it('keeps its cells through reset, and starts anew', () => {
    const driven = programmed();
    const { sim } = driven;
    sim.poke('start_i', 1);
    for (let k = 0; k < 6; k++) sim.step();
    sim.poke('start_i', 0);
    sim.reset();
    expect([sim.peek('busy_o'), sim.peek('done_o')]).toEqual([0, 0]);
    expect(driven.run([-2, 1, -1]).outputs).toEqual(exactProduct(config, weights, [-2, 1, -1]));
  });
});
