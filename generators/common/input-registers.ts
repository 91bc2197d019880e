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
  uint,
  uintBelow,
} from '../../hdl-dsl/index.js';
import { concatLow } from './concat-low.js';
import { stepAddress } from './step-address.js';

/** XbarIn and the word-line drivers.
 *
 *  An input is written one bit to each plane, so that the row-drive codes of a step are dacBits whole planes. Signed
 *  inputs driven several bits at a time are kept as magnitude and sign: pass 0 drives the positive, pass 1 the negative
 *  ones. The magnitude of -2^(m-1) has m bits, so none is lost. */
export const InputRegisters = module({
  name: (p) => `${p.unit}_input_registers`,
  comment: 'XbarIn as bit planes, and the registers that drive the word lines.',
  params: z.object({
    unit: z.string(),
    rows: z.int().min(1),
    inputBits: z.int().min(1),
    dacBits: z.int().min(1),
    /** Steps a pass. */
    steps: z.int().min(1),
    /** 2: the second pass drives the magnitudes of the negative inputs. */
    passes: z.int().min(1).max(2),
  }),
  ports: (p) => ({
    write: input(bool, 'write data into register row'),
    row: input(uintBelow(p.rows)),
    data: input(uint(p.inputBits)),
    load: input(bool, 'drive the codes of load_step from the next cycle on'),
    loadStep: input(uintBelow(p.passes * p.steps)),
    rest: input(bool, 'drive 0 from the next cycle on'),
    rowCode: output(bits(p.rows * p.dacBits), 'bit b of the code of row i at [b*rows + i]'),
  }),
  build(m, p, io) {
    const twoPasses = p.passes === 2;
    const planes = Object.values(
      m.memories(
        Object.fromEntries(
          Array.from({ length: p.inputBits }, (_, b) => [
            `plane_${b}`,
            memory(bool, p.rows, { packed: true }),
          ]),
        ),
      ),
    );
    const { driver } = m.regs({
      driver: bits(p.rows * p.dacBits, { reset: 0, comment: 'row-drive codes, plane-major' }),
    });

    const value = twoPasses ? io.data.asSInt().abs() : io.data;
    m.when(io.write, () => {
      for (const [b, plane] of planes.entries()) plane.write(io.row, value.bit(b));
    });

    const { pass, step } = stepAddress(io.loadStep, p);
    // Rows whose inputs have the sign of the pass.
    let selected: Bits | undefined;
    if (twoPasses) {
      const { sign } = m.memories({ sign: memory(bool, p.rows, { packed: true }) });
      m.when(io.write, () => sign.write(io.row, io.data.bit(p.inputBits - 1)));
      const negative = sign.contents.asBits();
      selected = mux(pass, negative, negative.not());
    }
    const codesOf = (t: number): Bits => {
      const codes = Array.from({ length: p.dacBits }, (_, b): Bits => {
        const plane = planes[t * p.dacBits + b]?.contents.asBits();
        // The last step may have fewer bits than the drivers.
        if (plane === undefined) return literal(bits(p.rows), 0);
        return selected === undefined ? plane : plane.and(selected);
      });
      return concatLow(codes);
    };
    const steps = Array.from({ length: p.steps }, (_, t) => t);
    if (p.steps * p.passes === 1) m.ignore(io.loadStep, 'there is one step');
    m.when(io.load, () => {
      if (p.steps === 1) driver.next(codesOf(0));
      else m.switch(step, Object.fromEntries(steps.map((t) => [t, () => driver.next(codesOf(t))])));
    }).elseWhen(io.rest, () => driver.next(0));
    io.rowCode.drive(driver);

    m.assert(
      'DriversLoadOrRest',
      io.load.and(io.rest).not(),
      'the word lines are either driven with a step or come to rest',
    );
  },
});
