import { describe, expect, it } from 'vitest';
import type { MixedSignalArrayConfig } from '../../../config/mixed-signal-array.js';
import { generateMixedSignalArray } from '../../../generators/mixed-signal/index.js';
import type { BlackBoxModel } from '../../../hdl-dsl/sim/black-box-model.js';
import { DrivenArray } from './drive-array.js';
import { plainRun } from './plain-array.js';
import { plainMacro } from './plain-macro.js';

const config: MixedSignalArrayConfig = {
  system: 'mixed-signal-array',
  name: 'arr',
  style: 'resistive-ramp',
  rows: 2,
  columns: 3,
  weightBits: 3,
  inputBits: 2,
  adcs: 2,
  adcBits: 3,
  adcStep: 0,
};
// Levels 3, 1, 7 and 0, 0, 0 of the two word lines.
const weights = [-1, -3, 3, -4, -4, -4];

/** The macro, and what it was asked in each clock since reset: s a sample, 0:3 a comparison of column 0 with threshold 3. */
function watched(): { readonly model: BlackBoxModel; readonly asked: string[] } {
  const asked: string[] = [];
  const inner = plainMacro(config);
  const model: BlackBoxModel = {
    create(instance) {
      const macro = inner.create(instance);
      return {
        reset: () => macro.reset(),
        clock(pins, edges) {
          const compare = Number(pins.compare_i) === 1 ? `${pins.column_i}:${pins.threshold_i}` : '';
          asked.push(`${Number(pins.sample_i) === 1 ? 's' : ''}${compare}`);
          return macro.clock(pins, edges);
        },
      };
    },
  };
  return { model, asked };
}

function programmed() {
  const { model, asked } = watched();
  const driven = new DrivenArray(config, generateMixedSignalArray(config).top, model);
  driven.program(weights);
  return { driven, asked };
}

const expected = (inputs: readonly number[]) => {
  const { outputs, ramps } = plainRun(config, weights, inputs);
  return { outputs, ramps };
};

describe('protocol of an array under a ramp', () => {
  it('asks for one threshold a clock, stops early, and samples in the cycle of the last answer', () => {
    const { driven, asked } = programmed();
    asked.length = 0;
    const { cycles, ramps } = driven.run([1, 0]);
    // Two inputs, start, load; step 0: codes 3 and 1, then 7 of at most 7; step 1: nothing is driven.
    expect(asked).toEqual([
      ...['', '', '', '', 's'],
      ...['0:1', '0:2', '0:3', '0:4', '2:1', '2:2', '2:3', '2:4', '2:5', '2:6', '2:7', 's'],
      ...['0:1', '2:1', '', '', '', ''],
    ]);
    expect([ramps, cycles]).toEqual([13, 13 + 2 + 6]);
  });

  it('is idle after reset, and not done', () => {
    const { sim } = programmed().driven;
    expect(['busy_o', 'done_o', 'prog_ready_o', 'in_ready_o'].map((pin) => sim.peek(pin))).toEqual([
      0, 0, 1, 1,
    ]);
  });

  it('takes neither cells, inputs nor a start while busy', () => {
    const { driven } = programmed();
    const { sim } = driven;
    driven.run([3, 2]);
    sim.poke('start_i', 1);
    sim.step();
    expect(['prog_ready_o', 'in_ready_o'].map((pin) => sim.peek(pin))).toEqual([0, 0]);
    for (const pin of ['prog_valid_i', 'in_valid_i']) sim.poke(pin, 1);
    sim.poke('prog_data_i', 0);
    sim.poke('in_data_i', 1);
    for (let k = 0; k < 5; k++) sim.step();
    for (const pin of ['prog_valid_i', 'in_valid_i', 'start_i']) sim.poke(pin, 0);
    while (Number(sim.peek('done_o')) === 0) sim.step();
    expect(driven.run([3, 2])).toMatchObject(expected([3, 2]));
  });

  it('keeps its cells through a reset in the middle of a ramp, and starts anew', () => {
    const { driven } = programmed();
    const { sim } = driven;
    driven.run([3, 3]);
    sim.poke('start_i', 1);
    for (let k = 0; k < 9; k++) sim.step();
    sim.poke('start_i', 0);
    sim.reset();
    expect(['busy_o', 'done_o', 'ramps_o'].map((pin) => Number(sim.peek(pin)))).toEqual([0, 0, 0]);
    expect(driven.run([2, 1])).toMatchObject(expected([2, 1]));
  });
});
