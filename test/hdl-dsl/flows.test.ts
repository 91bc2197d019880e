import { describe, expect, it } from 'vitest';
import { bool, build, flow, input, module, output, struct, uint, vec } from '../../hdl-dsl/index.js';
import { Simulator } from '../../hdl-dsl/sim/simulator.js';
import { leavesOf } from '../../hdl-dsl/types/leaves.js';

const word = struct({ row: uint(3), level: uint(8) });

/** Passes a flow on, one cycle later. */
const Stage = module({
  name: 'stage',
  ports: () => ({ in: input(flow(word)), out: output(flow(word)) }),
  build(m, _p, io) {
    const { valid, data } = m.regs({ valid: bool({ reset: false }), data: word });
    valid.next(io.in.valid);
    m.when(io.in.valid, () => data.next(io.in.data));
    io.out.valid.drive(valid);
    io.out.data.drive(data);
  },
});
const Top = module({
  name: 'top',
  ports: () => ({ samples: input(flow(uint(8))), sum: output(flow(vec(uint(8), 2))), row: output(uint(3)) }),
  build(m, _p, io) {
    const stage = m.instance('stage', Stage, {});
    stage.in.valid.drive(io.samples.valid);
    stage.in.data.drive({ row: io.samples.data.truncate(3), level: io.samples.data });
    io.sum.valid.drive(stage.out.valid);
    io.sum.data.drive([stage.out.data.level, 7]);
    io.row.drive(stage.out.data.row);
  },
});

describe('flows', () => {
  it('flatten into valid and payload, all in one direction', () => {
    const top = build(Top, {});
    expect(top.ports.map((p) => `${p.direction} ${p.name} ${p.type.width}`)).toEqual([
      'input samples_valid 1',
      'input samples_data 8',
      'output sum_valid 1',
      'output sum_data 16',
      'output row 3',
    ]);
    expect(leavesOf(flow(word)).map((leaf) => [leaf.path.join('_'), leaf.flipped])).toEqual([
      ['valid', false],
      ['row', false],
      ['level', false],
    ]);
  });

  it('carry words through ports and instances', () => {
    const sim = new Simulator(build(Top, {}));
    sim.poke('samples_valid_i', 1);
    sim.poke('samples_data_i', 0x9d);
    expect(sim.peek('sum_valid_o')).toBe(0);
    sim.step();
    sim.poke('samples_valid_i', 0);
    sim.poke('samples_data_i', 0xff);
    expect([sim.peek('sum_valid_o'), sim.peek('sum_data_o'), sim.peek('row_o')]).toEqual([1, 0x079d, 5]);
    sim.step();
    expect([sim.peek('sum_valid_o'), sim.peek('sum_data_o')]).toEqual([0, 0x079d]);
  });
});
