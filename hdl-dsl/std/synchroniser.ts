import { z } from 'zod';
import { bits, bool, input, module, output } from '../index.js';

/** Stages of a synchroniser: registers in a row, the first of which may be metastable for a while. */
export const stagesParam = z.int().min(2).max(8).default(2);

/** Kept together and out of optimisations by tools for FPGAs. */
const asyncRegister = { ASYNC_REG: 'TRUE' } as const;
const reason = 'the first register may settle late, the ones behind it see a settled value';

/** Brings one bit into a clock domain: two registers in a row, or more.
 *
 *  Ports: `raw`, of any domain, straight from a register there (no logic, whose glitches would be caught); `settled`, of the domain of
 *  the instance. Latency: `stages` cycles, or one more. A level that is shorter than a cycle may be missed. */
export const BitSynchroniser = module({
  name: (p) => `bit_synchroniser_${p.stages}${p.initial ? '_from_1' : ''}`,
  comment: 'Brings one bit into this clock domain.',
  params: z.object({
    stages: stagesParam,
    /** Value after reset: that of the source after its own. */
    initial: z.boolean().default(false),
  }),
  ports: () => ({
    raw: input(bool, { clock: 'asynchronous', comment: 'of any clock domain, from a register' }),
    settled: output(bool),
  }),
  build(m, p, io) {
    const { caught } = m.wires({ caught: io.raw });
    m.crossing(caught, reason);
    const last = Array.from({ length: p.stages }, (_, i) => i).reduce((before, i) => {
      const name = `stage_${i}`;
      const stage = m.regs({ [name]: bool({ reset: p.initial, attributes: asyncRegister }) })[name];
      stage?.next(before);
      return stage ?? before;
    }, caught);
    io.settled.drive(last);
  },
});

/** Brings a Gray code into a clock domain: as one bit of it changes at a time, a value caught in between is the old or the new one.
 *  Of other codes the bits would arrive in different cycles.
 *
 *  Ports: `raw`, a Gray code straight from a register of any domain; `settled`. Latency: `stages` cycles, or one more. */
export const GraySynchroniser = module({
  name: (p) => `gray_synchroniser_${p.bits}x${p.stages}${p.initial === 0 ? '' : `_from_${p.initial}`}`,
  comment: 'Brings a Gray code into this clock domain.',
  params: z.object({
    bits: z.int().min(1).max(32),
    stages: stagesParam,
    /** Code after reset: that of the source after its own. */
    initial: z.int().min(0).default(0),
  }),
  ports: (p) => ({
    raw: input(bits(p.bits), {
      clock: 'asynchronous',
      comment: 'a Gray code of any clock domain, from a register',
    }),
    settled: output(bits(p.bits)),
  }),
  build(m, p, io) {
    const { caught } = m.wires({ caught: io.raw });
    m.crossing(caught, reason);
    const last = Array.from({ length: p.stages }, (_, i) => i).reduce((before, i) => {
      const name = `stage_${i}`;
      const stage = m.regs({ [name]: bits(p.bits, { reset: p.initial, attributes: asyncRegister }) })[name];
      stage?.next(before);
      return stage ?? before;
    }, caught);
    io.settled.drive(last);
  },
});
