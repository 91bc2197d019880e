import { z } from 'zod';
import {
  type Bits,
  type Bool,
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
 *  An input is written one bit to each plane, so that the row-drive codes of a step are dacBits whole planes. With
 *  several lanes any inputs of an aligned group of so many word lines are written in one cycle. Signed
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
    /** Inputs written in one cycle; divides `rows`. */
    lanes: z.int().min(1).default(1),
  }),
  ports: (p) => ({
    write: input(bool, p.lanes === 1 ? 'write data into register row' : 'write the lanes of mask'),
    row: input(
      uintBelow(p.rows / p.lanes),
      p.lanes === 1 ? undefined : `lane i is register row * ${p.lanes} + i`,
    ),
    ...(p.lanes === 1 ? {} : { mask: input(bits(p.lanes), 'lanes that are written') }),
    data: input(
      uint(p.lanes * p.inputBits),
      p.lanes === 1 ? undefined : `lane i at [i*${p.inputBits} +: ${p.inputBits}]`,
    ),
    load: input(bool, 'drive the codes of load_step from the next cycle on'),
    loadStep: input(uintBelow(p.passes * p.steps)),
    rest: input(bool, 'drive 0 from the next cycle on'),
    rowCode: output(bits(p.rows * p.dacBits), 'bit b of the code of row i at [b*rows + i]'),
  }),
  build(m, p, io) {
    const twoPasses = p.passes === 2;
    const planes = Array.from({ length: p.inputBits }, (_, b) => plane(`plane_${b}`));
    const { driver } = m.regs({
      driver: bits(p.rows * p.dacBits, { reset: 0, comment: 'row-drive codes, plane-major' }),
    });

    const inputs = Array.from({ length: p.lanes }, (_, i) => io.data.slice(i * p.inputBits, p.inputBits));
    const values = inputs.map((word) => (twoPasses ? word.asSInt().abs().asBits() : word));
    m.when(io.write, () => {
      for (const [b, { write }] of planes.entries()) write(values.map((value) => value.bit(b)));
    });

    const { pass, step } = stepAddress(io.loadStep, p);
    // Rows whose inputs have the sign of the pass.
    let selected: Bits | undefined;
    if (twoPasses) {
      const sign = plane('sign');
      m.when(io.write, () => sign.write(inputs.map((word) => word.bit(p.inputBits - 1))));
      const negative = sign.contents;
      selected = mux(pass, negative, negative.not());
    }
    const codesOf = (t: number): Bits => {
      const codes = Array.from({ length: p.dacBits }, (_, b): Bits => {
        const ones = planes[t * p.dacBits + b]?.contents;
        // The last step may have fewer bits than the drivers.
        if (ones === undefined) return literal(bits(p.rows), 0);
        return selected === undefined ? ones : ones.and(selected);
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

    /** A bit of every input; `write` takes one for each lane. */
    function plane(name: string): { readonly contents: Bits; write(ones: readonly Bool[]): void } {
      const { mask } = io;
      if (mask === undefined) {
        const { [name]: single } = m.memories({ [name]: memory(bool, p.rows, { packed: true }) });
        if (single === undefined) throw new Error('the memory just declared');
        return {
          contents: single.contents.asBits(),
          write: ([one]) => one !== undefined && single.write(io.row, one),
        };
      }
      const spec = memory(bits(p.lanes), p.rows / p.lanes, { packed: true, maskBits: 1 });
      const { [name]: groups } = m.memories({ [name]: spec });
      if (groups === undefined) throw new Error('the memory just declared');
      return {
        contents: groups.contents.asBits(),
        write: (ones) => groups.write(io.row, concatLow(ones.map((one) => one.asBits())), { mask }),
      };
    }
  },
});
