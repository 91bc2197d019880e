import { describe, expect, it } from 'vitest';
import { columnAddress } from '../../generators/common/column-address.js';
import { build, input, module, output, uint, uintBelow } from '../../hdl-dsl/index.js';
import { Simulator } from '../../hdl-dsl/sim/simulator.js';

/** Columns 0 .. columns - 1 as the hardware splits them. */
function splits(columns: number, adcs: number): number[][] {
  const Split = module({
    name: 'split',
    ports: () => ({ column: input(uintBelow(columns)), group: output(uint(16)), lane: output(uint(16)) }),
    build(_, __, io) {
      const { group, lane } = columnAddress(io.column, columns, adcs);
      io.group.drive(group.extend(16));
      io.lane.drive(lane.extend(16));
    },
  });
  const sim = new Simulator(build(Split, {}));
  return Array.from({ length: columns }, (_, column) => {
    sim.poke('column_i', column);
    return [Number(sim.peek('group_o')), Number(sim.peek('lane_o'))];
  });
}

describe('column address', () => {
  it.each([
    [2, 2],
    [7, 3],
    [8, 2],
    [100, 7],
    [511, 13],
    [512, 511],
    [512, 48],
  ])('%i columns by %i', (columns, adcs) => {
    const expected = Array.from({ length: columns }, (_, j) => [Math.floor(j / adcs), j % adcs]);
    expect(splits(columns, adcs)).toEqual(expected);
  });
});
