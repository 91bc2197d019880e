import { z } from 'zod';
import { bits, bool, concat, input, module, mux, output } from '../index.js';
import { tapsFor } from './lfsr-taps.js';
import { bitsOf } from './one-hot.js';

const lfsrParams = z
  .object({
    bits: z.int().min(1).max(1024),
    /** Fibonacci: the parity of the taps is shifted in at the low end. Galois: shifts down, and a one that leaves is added at
     *  the taps; one level of logic whatever the taps. */
    form: z.enum(['fibonacci', 'galois']).default('fibonacci'),
    /** Exponents of the polynomial, `bits` among them; without it one of maximal length, up to 64 bits. */
    taps: z.array(z.int().min(1)).optional(),
    /** State after reset; not 0, which follows itself. */
    seed: z.union([z.bigint(), z.int()]).default(1),
  })
  .refine((p) => p.taps !== undefined || p.bits <= 64, {
    path: ['taps'],
    message: 'must be given beyond 64 bits: the table of maximal lengths ends there',
  })
  .refine((p) => p.taps === undefined || new Set(p.taps).size === p.taps.length, {
    path: ['taps'],
    message: 'must not name a tap twice',
  })
  .refine((p) => p.taps === undefined || Math.max(...p.taps) === p.bits, {
    path: ['taps'],
    message: 'must have `bits` as the largest',
  })
  .refine((p) => BigInt(p.seed) > 0n && BigInt(p.seed) < 1n << BigInt(p.bits), {
    path: ['seed'],
    message: 'must be from 1 to 2^bits - 1',
  });

/** A linear-feedback shift register: a repeatable row of bits that looks random.
 *
 *  Ports: `enable`, one step; `state`; `bit`, the bit that the next step shifts out. Latency: a step shows in the next cycle.
 *  Period: 2^bits - 1 steps with the taps of the table. */
export const Lfsr = module({
  name: (p) =>
    `lfsr_${p.bits}_${p.form}${p.taps === undefined ? '' : `_taps_${p.taps.join('_')}`}${BigInt(p.seed) === 1n ? '' : `_seed_${p.seed}`}`,
  comment: (p) => `A linear-feedback shift register with taps ${tapsOf(p).join(', ')}.`,
  params: lfsrParams,
  ports: (p) => ({
    enable: input(bool, 'one step'),
    state: output(bits(p.bits)),
    bit: output(bool, 'the bit that the next step shifts out'),
  }),
  build(m, p, io) {
    const taps = tapsOf(p);
    const { state } = m.regs({ state: bits(p.bits, { reset: BigInt(p.seed) }) });
    const out = p.form === 'galois' ? state.bit(0) : state.msb();
    m.when(io.enable, () => {
      if (p.form === 'galois') {
        const mask = taps.reduce((sum, tap) => sum + (1n << BigInt(tap - 1)), 0n);
        const shifted = state.shiftRight(1);
        state.next(mux(out, shifted.xor(mask), shifted));
      } else {
        const parity = bitsOf(taps.map((tap) => state.bit(tap - 1))).reduceXor();
        state.next(p.bits === 1 ? parity.asBits() : concat(state.truncate(p.bits - 1), parity));
      }
    });
    io.state.drive(state);
    io.bit.drive(out);
    m.assert('NeverZero', state.ne(0), 'zero would follow itself');
  },
});

function tapsOf(p: {
  readonly bits: number;
  readonly taps?: readonly number[] | undefined;
}): readonly number[] {
  return p.taps ?? tapsFor(p.bits) ?? [p.bits];
}
