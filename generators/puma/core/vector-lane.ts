import { z } from 'zod';
import { bool, input, module, output, type SInt, sint, uint } from '../../../hdl-dsl/index.js';
import { LaneOperation } from './operations.js';
import { saturatedWord } from './saturated-word.js';

/** One lane of the vector unit: everything that takes one cycle. Results are exact up to the one narrowing. */
export const VectorLane = module({
  name: (p) => `${p.unit}_core_vector_lane`,
  comment: 'One lane of the vector unit.',
  params: z.object({ unit: z.string(), fraction: z.int().min(0).max(15) }),
  ports: () => ({
    operation: input(LaneOperation),
    a: input(sint(16)),
    b: input(sint(16)),
    amount: input(uint(5), 'of a shift'),
    result: output(sint(16)),
    overflow: output(bool, 'the result was saturated'),
  }),
  build(m, p, io) {
    const { a, b, amount } = io;
    const { sum, difference, product } = m.wires({
      sum: a.add(b),
      difference: a.sub(b),
      product: a.mul(b).round(p.fraction, 'half-even'),
    });
    const exactly = (value: SInt) => () => {
      io.result.drive(value);
      io.overflow.drive(false);
    };
    const saturated = (exact: SInt) => () => {
      const { word, overflow } = saturatedWord(exact);
      io.result.drive(word);
      io.overflow.drive(overflow);
    };
    m.switch(
      io.operation,
      {
        Add: saturated(sum),
        Sub: saturated(difference),
        Mul: saturated(product),
        Shl: exactly(a.shiftLeft(amount, { growth: 0 })),
        Shr: exactly(a.shiftRight(amount)),
        And: exactly(a.and(b)),
        Or: exactly(a.or(b)),
        Not: exactly(a.not()),
        Relu: exactly(a.max(0)),
        Min: exactly(a.min(b)),
        Max: exactly(a.max(b)),
        First: exactly(a),
        Second: exactly(b),
      },
      exactly(a),
    );
  },
});
