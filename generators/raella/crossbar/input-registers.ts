import { z } from 'zod';
import {
  type Bits,
  bits,
  bool,
  input,
  literal,
  memory,
  module,
  mux,
  output,
  sint,
  uintBelow,
} from '../../../hdl-dsl/index.js';
import { concatLow } from '../../common/concat-low.js';
import { inputSlots, magnitudeBits } from './input-slots.js';
import { stepType } from './sequencer.js';

/** Bits of X. Source: docs/raella.md, "Centre term". */
export const inputSumBits = 22;

/** The inputs with their sum, and the word-line drivers.
 *
 *  Inputs are kept as bit planes of magnitude and sign, so that the row-drive codes of a step are whole planes. Memories
 *  have no reset; a plane of its own tells which inputs were written since. */
export const InputRegisters = module({
  name: (p) => `${p.unit}_input_registers`,
  comment: 'Inputs as bit planes and their running sum, and the registers that drive the word lines.',
  params: z.object({
    unit: z.string(),
    rows: z.int().min(1),
    dacBits: z.int().min(1),
    speculation: z.array(z.int().min(1)),
  }),
  ports: (p) => ({
    write: input(bool),
    row: input(uintBelow(p.rows)),
    data: input(sint(magnitudeBits + 1)),
    clear: input(bool, 'all inputs are 0 from the next cycle on'),
    begin: input(bool, 'a run begins: keep the sum of its inputs'),
    load: input(bool, 'drive the inputs of load_step from the next cycle on'),
    loadStep: input(stepType(inputSlots(p.speculation).length)),
    rest: input(bool, 'drive 0 from the next cycle on'),
    rowCode: output(bits(p.rows * p.dacBits), 'bit b of the code of row i at [b*rows + i]'),
    inputSum: output(sint(inputSumBits), 'X of the last run'),
  }),
  build(m, p, io) {
    const plane = (name: string) => {
      const { [name]: declared } = m.memories({ [name]: memory(bool, p.rows, { packed: true }) });
      if (declared === undefined) throw new Error('the memory just declared');
      return declared;
    };
    const planes = Array.from({ length: magnitudeBits }, (_, b) => plane(`plane_${b}`));
    const sign = plane('sign');
    const { written, driver, sum, heldSum } = m.regs({
      written: bits(p.rows, { reset: 0, comment: 'inputs written since reset' }),
      driver: bits(p.rows * p.dacBits, { reset: 0, comment: 'row-drive codes, plane-major' }),
      sum: sint(inputSumBits, { reset: 0, comment: 'of all inputs as they are now' }),
      heldSum: sint(inputSumBits, { comment: 'X' }),
    });

    const magnitude = io.data.abs();
    const oldMagnitude = concatLow(planes.map((bit) => bit.read(io.row).asBits())).asUInt();
    const { old } = m.wires({
      old: mux(
        written.bit(io.row),
        mux(sign.read(io.row), oldMagnitude.toSigned().negate(), oldMagnitude.toSigned().extend(10)),
        0,
      ),
    });
    const { exact } = m.wires({ exact: sum.add(io.data).sub(old) });
    m.when(io.write, () => {
      for (const [b, bit] of planes.entries()) bit.write(io.row, magnitude.bit(b));
      sign.write(io.row, io.data.lt(0));
      written.next(written.or(literal(bits(p.rows), 1).shiftLeft(io.row, { growth: 0 })));
      sum.next(exact.wrap(inputSumBits));
      m.assert('InputHasMagnitude', io.data.ne(-(2 ** magnitudeBits)), 'no input is -256');
      m.assert('InputSumNeverOverflows', exact.eq(exact.wrap(inputSumBits)), 'the sum of the inputs fits');
    });
    m.when(io.clear, () => {
      written.next(0);
      sum.next(0);
    });
    m.when(io.begin, () => heldSum.next(sum));
    io.inputSum.drive(heldSum);

    // Rows whose inputs have the sign of the pass.
    const negative = sign.contents.asBits();
    const selected = mux(io.loadStep.pass, negative, negative.not()).and(written);
    const slots = inputSlots(p.speculation);
    const codesOf = (low: number, width: number): Bits =>
      concatLow(
        Array.from({ length: p.dacBits }, (_, b): Bits => {
          const ones = b < width ? planes[low + b]?.contents.asBits() : undefined;
          return ones === undefined ? literal(bits(p.rows), 0) : ones.and(selected);
        }),
      );
    m.when(io.load, () => {
      m.switch(
        io.loadStep.slot,
        Object.fromEntries(slots.map(({ low, width }, s) => [s, () => driver.next(codesOf(low, width))])),
      );
    }).elseWhen(io.rest, () => driver.next(0));
    io.rowCode.drive(driver);

    m.assert(
      'DriversLoadOrRest',
      io.load.and(io.rest).not(),
      'the word lines are either driven with a step or come to rest',
    );
  },
});
