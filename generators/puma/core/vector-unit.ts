import { machineGeometry } from '../../../config/puma/geometry.js';
import { bits, bool, input, module, mux, output, uint } from '../../../hdl-dsl/index.js';
import { anyOf } from '../../common/any-of.js';
import { concatLow } from '../../common/concat-low.js';
import { Divider } from './divider.js';
import { machineParams } from './machine-params.js';
import { LaneOperation } from './operations.js';
import { VectorLane } from './vector-lane.js';

/** The lanes of the vector unit, each with a divider. */
export const VectorUnit = module({
  name: (p) => `${p.name}_core_vector_unit`,
  comment: (p) => `Vector unit: lanes that work on ${p.lanes} elements at a time, each with a divider.`,
  params: machineParams,
  ports: (p) => {
    const words = bits(16 * machineGeometry(p).lanes);
    return {
      operation: input(LaneOperation),
      amount: input(uint(5)),
      a: input(words),
      b: input(words),
      mask: input(bits(machineGeometry(p).lanes), 'elements whose flags count'),
      divide: input(bool),
      divideStart: input(bool, 'the dividers take their operands'),
      result: output(words),
      overflow: output(bool),
      byZero: output(bool),
    };
  },
  build(m, p, io) {
    const { lanes, fraction } = machineGeometry(p);
    const own = { unit: p.name, fraction };
    const results = Array.from({ length: lanes }, (_, i) => {
      const a = io.a.slice(16 * i, 16).asSInt();
      const b = io.b.slice(16 * i, 16).asSInt();
      const lane = m.instance(`lane_${i}`, VectorLane, own);
      lane.operation.drive(io.operation);
      lane.a.drive(a);
      lane.b.drive(b);
      lane.amount.drive(io.amount);
      const divider = m.instance(`divider_${i}`, Divider, own);
      divider.start.drive(io.divideStart);
      divider.work.drive(io.divide);
      divider.a.drive(a);
      divider.b.drive(b);
      const counts = io.mask.bit(i);
      return {
        word: mux(io.divide, divider.result, lane.result).asBits(),
        overflow: mux(io.divide, divider.overflow, lane.overflow).and(counts),
        byZero: divider.byZero.and(io.divide).and(counts),
      };
    });
    io.result.drive(concatLow(results.map(({ word }) => word)));
    io.overflow.drive(anyOf(results.map(({ overflow }) => overflow)));
    io.byZero.drive(anyOf(results.map(({ byZero }) => byZero)));
  },
});
