import { z } from 'zod';
import { overflows, roundings } from '../../base/number-format.js';
import {
  bool,
  input,
  literal,
  memory,
  module,
  mux,
  output,
  type SInt,
  sint,
  uint,
  uintBelow,
} from '../../hdl-dsl/index.js';

/** Adds up the steps of every column that one ADC of a slice converts, narrows the results, and holds them (XbarOut).
 *  Without `holds` it gives each result out in the cycle in which it is complete.
 *
 *  total = sum over the steps of +-2^shift * sum; the first step replaces what the last run left. The result less
 *  2^(n-1) times the sum of the inputs (offset encodings) is rounded and narrowed once.
 *  `per-plane` takes the offset off each step, rounds it half away from zero, shifts it, and adds modulo 2^bits. */
export const Accumulator = module({
  name: (p) => `${p.unit}_accumulator`,
  comment: (p) =>
    'Adds up the steps of every column of one ADC, takes the offset off, ' +
    (p.holds ? 'narrows, and holds XbarOut.' : 'and narrows.'),
  params: z.object({
    unit: z.string(),
    groups: z.int().min(1),
    planes: z.int().min(1),
    sumBits: z.int().min(1),
    /** 0: no step is shifted. */
    shiftBits: z.int().min(0),
    signedInputs: z.boolean(),
    /** The cells store weight + 2^(weightBits-1). */
    offset: z.boolean(),
    weightBits: z.int().min(1),
    rowSumBits: z.int().min(1),
    inputSumBits: z.int().min(1),
    /** A step's sum less its offset (`per-plane`). */
    planeBits: z.int().min(1),
    accumulatorBits: z.int().min(1),
    resultBits: z.int().min(1),
    bits: z.int().min(1),
    fraction: z.int().min(0),
    rounding: z.enum([...roundings, 'per-plane']),
    overflow: z.enum(overflows),
    /** Keeps the results and has a read port for them. */
    holds: z.boolean(),
  }),
  ports: (p) => ({
    valid: input(bool, 'a slice sum is ready'),
    sum: input(sint(p.sumBits)),
    ...(p.planes > 1
      ? {
          group: input(uintBelow(p.groups)),
          first: input(bool, 'of the first step'),
          last: input(bool, 'of the last step'),
        }
      : {}),
    ...(p.signedInputs ? { negative: input(bool, 'counts negatively') } : {}),
    ...(p.shiftBits > 0 ? { shift: input(uint(p.shiftBits), 'counts 2^shift') } : {}),
    ...(p.offset && p.rounding === 'per-plane'
      ? { rowSum: input(uint(p.rowSumBits), 'X_t of this sum') }
      : {}),
    ...(p.offset && p.rounding !== 'per-plane' ? { inputSum: input(sint(p.inputSumBits)) } : {}),
    ...(p.holds
      ? {
          store: input(bool, 'the result of store_group is complete'),
          storeGroup: input(uintBelow(p.groups)),
          readGroup: input(uintBelow(p.groups)),
          data: output(sint(p.bits), 'XbarOut of read_group'),
        }
      : {}),
    ...(p.holds
      ? {}
      : { result: output(sint(p.bits), 'of the column whose last step came in the cycle before') }),
  }),
  build(m, p, io) {
    const perPlane = p.rounding === 'per-plane';
    const { total } = m.regs({ total: sint(p.accumulatorBits, { comment: 'all steps of a column' }) });
    const results = p.holds
      ? m.memories({ results: memory(sint(p.bits), p.groups, { comment: 'XbarOut' }) }).results
      : undefined;

    const contribution = perPlane ? plane() : io.sum.wrap(p.accumulatorBits);
    const { term } = m.wires({
      term: io.shift === undefined ? contribution : contribution.shiftLeft(io.shift, { growth: 0 }),
    });
    const partials =
      p.planes > 1
        ? m.memories({ partials: memory(sint(p.accumulatorBits), p.groups, { comment: 'steps so far' }) })
            .partials
        : undefined;
    const { previous } = m.wires({ previous: stepsBefore() });
    const exact =
      io.negative === undefined
        ? previous.add(term)
        : mux(io.negative, previous.sub(term), previous.add(term));
    const { sumNow } = m.wires({ sumNow: exact.wrap(p.accumulatorBits) });
    m.when(io.valid, () => {
      if (io.group !== undefined) partials?.write(io.group, sumNow);
    });
    m.when(io.last === undefined ? io.valid : io.valid.and(io.last), () => total.next(sumNow));

    const { result } = m.wires({ result: narrowed() });
    const { store, storeGroup, readGroup } = io;
    if (results !== undefined && store !== undefined && storeGroup !== undefined && readGroup !== undefined) {
      m.when(store, () => results.write(storeGroup, result));
      io.data?.drive(results.read(readGroup));
    }
    io.result?.drive(result);

    if (!perPlane)
      m.assert(
        'AccumulatorNeverOverflows',
        io.valid.not().or(exact.eq(sumNow)),
        'the sum of all steps fits the accumulator',
      );

    /** A step's sum less its share of the offset, rounded and reduced to the output's bits. */
    function plane(): SInt {
      const corrected =
        io.rowSum === undefined
          ? io.sum
          : io.sum.sub(io.rowSum.toSigned().shiftLeft(p.weightBits - 1)).wrap(p.planeBits);
      return corrected.round(p.fraction, 'half-away').wrap(p.accumulatorBits);
    }

    /** What the steps before have added up to. */
    function stepsBefore(): SInt {
      if (partials === undefined || io.first === undefined || io.group === undefined)
        return literal(sint(p.accumulatorBits), 0);
      return mux(io.first, 0, partials.read(io.group));
    }

    function narrowed(): SInt {
      if (p.rounding === 'per-plane') return total;
      const whole =
        io.inputSum === undefined
          ? total
          : total.sub(io.inputSum.shiftLeft(p.weightBits - 1)).wrap(p.resultBits);
      const rounded = whole.round(p.fraction, p.rounding);
      return p.overflow === 'saturate' ? rounded.saturate(p.bits) : rounded.wrap(p.bits);
    }
  },
});
