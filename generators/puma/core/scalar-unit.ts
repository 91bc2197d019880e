import { z } from 'zod';
import { bool, input, literal, module, mux, output, type SInt, sint } from '../../../hdl-dsl/index.js';
import { ScalarOperation } from './operations.js';
import { saturatedWord } from './saturated-word.js';

/** Sums of two words, and comparisons of them as signed numbers: of `alu-int` and of branches. */
export const ScalarUnit = module({
  name: (p) => `${p.unit}_core_scalar_unit`,
  comment: 'Adds, subtracts and compares two words.',
  params: z.object({ unit: z.string() }),
  ports: () => ({
    operation: input(ScalarOperation),
    a: input(sint(16)),
    b: input(sint(16)),
    result: output(sint(16), 'of a comparison: 1 if it holds, else 0'),
    overflow: output(bool, 'the result was saturated'),
    holds: output(bool, 'the comparison holds'),
  }),
  build(m, _, io) {
    const { a, b } = io;
    m.switch(
      io.operation,
      {
        Eq: () => io.holds.drive(a.eq(b)),
        Ne: () => io.holds.drive(a.ne(b)),
        Lt: () => io.holds.drive(a.lt(b)),
        Le: () => io.holds.drive(a.le(b)),
        Gt: () => io.holds.drive(a.gt(b)),
        Ge: () => io.holds.drive(a.ge(b)),
      },
      () => io.holds.drive(true),
    );
    const saturated = (exact: SInt) => () => {
      const { word, overflow } = saturatedWord(exact);
      io.result.drive(word);
      io.overflow.drive(overflow);
    };
    m.switch(io.operation, { Add: saturated(a.add(b)), Sub: saturated(a.sub(b)) }, () => {
      io.result.drive(mux(io.holds, literal(sint(16), 1), 0));
      io.overflow.drive(false);
    });
  },
});
