import { z } from 'zod';
import {
  type Bool,
  bits,
  bool,
  input,
  literal,
  module,
  mux,
  output,
  type SInt,
  sint,
  type UInt,
  uint,
  uintBelow,
} from '../../../hdl-dsl/index.js';
import { concatLow } from '../../common/concat-low.js';
import { mostShift } from './adc-lane.js';
import { filterBanks } from './filter-banks.js';
import { PsumBank } from './psum-bank.js';

const psumBits = 16;

/** A filter's sum so far. */
interface Running {
  readonly exact: SInt;
  readonly overflow: Bool;
}

/** Adds what the ADCs of one conversion count to the psums of their filters, in the order of the columns.
 *
 *  Neighbouring columns of a filter are chained: each adds to what the one before it left. Filters lie in banks by their
 *  low bits, as many as neighbouring columns can have filters, so that one conversion uses a bank once. */
export const PsumBuffer = module({
  name: (p) => `${p.unit}_psum_buffer`,
  comment: 'Adds the codes of one conversion to the psums of their filters, in the order of the columns.',
  params: z.object({
    unit: z.string(),
    adcs: z.int().min(1),
    adcBits: z.int().min(2),
    filters: z.int().min(2),
  }),
  ports: (p) => ({
    slices: input(uint(4)),
    valid: input(bool, 'the following are of a conversion'),
    first: input(bool, 'of the first step of a run: psums begin anew'),
    negative: input(bool, 'of the second pass'),
    filters: input(bits(p.adcs * uintBelow(p.filters).width), 'filter of each ADC'),
    slice: input(bits(3 * p.adcs), 'slice of each ADC'),
    used: input(bits(p.adcs), 'ADCs whose column is in use'),
    adds: input(bits(p.adcs), 'ADCs whose code counts'),
    terms: input(bits(p.adcs * (p.adcBits + mostShift))),
    adding: output(bool, 'sums of a conversion are written in this cycle'),
    outFilter: input(uintBelow(p.filters)),
    outPsum: output(sint(psumBits), 'psum of out_filter, between runs'),
    outOverflow: output(bool),
  }),
  build(m, p, io) {
    const exactBits = p.adcBits + 17;
    const termBits = p.adcBits + mostShift;
    const filterBits = uintBelow(p.filters).width;
    const { banks, words, bankOf, wordOf } = filterBanks(p.adcs, p.filters);
    const laneBits = uintBelow(p.adcs).width;
    const lanes = Array.from({ length: p.adcs }, (_, a) => a);

    // The stage behind the codes.
    const { valid, first, negative, filters, starts, ends, lastLanes, adds, terms } = m.regs({
      valid: bool({ reset: false }),
      first: bool,
      negative: bool,
      filters: bits(p.adcs * filterBits),
      starts: bits(p.adcs, { comment: 'ADCs with the first column of a filter' }),
      ends: bits(p.adcs, { comment: 'ADCs behind which a sum is written' }),
      lastLanes: bits(banks * laneBits, { comment: 'the ADC behind which the sum of each bank is written' }),
      adds: bits(p.adcs),
      terms: bits(p.adcs * termBits),
    });
    m.ignore(
      [first, negative, starts, ends, lastLanes, adds, filters],
      'read where valid holds: they need no reset',
    );
    if (p.adcs === 1) m.ignore(io.slices, 'a sum is written behind the only ADC');
    valid.next(io.valid);
    m.when(io.valid, () => {
      first.next(io.first);
      negative.next(io.negative);
      filters.next(io.filters);
      adds.next(io.adds);
      terms.next(io.terms);
      for (let b = 0; b < banks; b++) lastLanes.slice(b * laneBits, laneBits).next(lastLaneOf(b).asBits());
      for (const a of lanes) {
        const slice = io.slice.slice(3 * a, 3).asUInt();
        starts.bit(a).next(slice.eq(0));
        const ofFilter = slice.add(1).eq(io.slices);
        ends.bit(a).next(a === p.adcs - 1 ? io.used.bit(a) : io.used.bit(a).and(ofFilter));
      }
    });
    io.adding.drive(valid);

    const filterOf = (a: number): UInt => filters.slice(a * filterBits, filterBits).asUInt();
    const firstBank = bankOf(filterOf(0));
    const cells = m.instances('bank', banks, PsumBank, () => ({ unit: p.unit, words, exactBits }));
    for (const [b, bank] of cells.entries()) {
      // The bank's filter among those of this conversion is the next one with its number.
      const walked = wordOf(filterOf(0)).addWrap(firstBank.gt(b).asUInt());
      bank.word.drive(mux(valid, walked, wordOf(io.outFilter)));
    }
    // Side by side, and chosen by a shifted read: the text of a multiplexer for each ADC would grow with its square.
    const { exactNow, overflowNow } = m.wires({
      exactNow: concatLow(cells.map(({ now }) => now.exact.asBits())),
      overflowNow: concatLow(cells.map(({ now }) => now.overflow.asBits())),
    });
    const read = (bank: UInt): Running => ({
      exact: exactNow.part(bank, exactBits).asSInt(),
      overflow: overflowNow.bit(bank),
    });

    const fits: Bool[] = [];
    const sums: Running[] = [];
    for (const a of lanes) {
      const stored = read(bankOf(filterOf(a)));
      const before = sums[a - 1] ?? stored;
      const begins = starts.bit(a);
      const base = {
        exact: mux(begins, mux(first, 0, stored.exact), before.exact),
        overflow: mux(begins, stored.overflow.and(first.not()), before.overflow),
      };
      const term = terms.slice(a * termBits, termBits).asSInt();
      const whole = named(`whole_${a}`, mux(negative, base.exact.sub(term), base.exact.add(term)));
      const exact = whole.wrap(exactBits);
      fits.push(
        adds
          .bit(a)
          .not()
          .or(whole.eq(exact.extend(exactBits + 1))),
      );
      const outside = exact.ne(exact.wrap(psumBits).extend(exactBits));
      const { [`overflow_${a}`]: overflow } = m.wires({
        [`overflow_${a}`]: base.overflow.or(adds.bit(a).and(outside)),
      });
      if (overflow === undefined) throw new Error('the wire just declared');
      sums.push({ exact, overflow });
    }
    m.when(valid, () =>
      m.assert(
        'RunningValueIsExact',
        concatLow(fits.map((fit) => fit.asBits())).reduceAnd(),
        'the exact value fits',
      ),
    );

    const { exactNext, overflowNext } = m.wires({
      exactNext: concatLow(sums.map(({ exact }) => exact.asBits())),
      overflowNext: concatLow(sums.map(({ overflow }) => overflow.asBits())),
    });
    for (const [b, bank] of cells.entries()) {
      const lane = lastLanes.slice(b * laneBits, laneBits).asUInt();
      const owner = bankOf(filters.part(lane, filterBits).asUInt());
      bank.write.drive(valid.and(ends.bit(lane)).and(owner.eq(b)));
      bank.next.drive({
        exact: exactNext.part(lane, exactBits).asSInt(),
        overflow: overflowNext.bit(lane),
      });
    }
    const shown = read(bankOf(io.outFilter));
    io.outPsum.drive(shown.exact.wrap(psumBits));
    io.outOverflow.drive(shown.overflow);

    /** The ADC of the last column, in this conversion, of the filter that lies in bank b: filter k of those converted ends
     *  at lane (k + 1) S - 1 less the slice of lane 0. */
    function lastLaneOf(b: number): UInt {
      if (p.adcs === 1) return literal(uint(1), 0);
      const codesBank = bankOf(io.filters.slice(0, filterBits).asUInt());
      const k = literal(uint(codesBank.width), b).subWrap(codesBank);
      const past = k.add(1).mul(io.slices).sub(io.slice.slice(0, 3).asUInt());
      return mux(past.gt(p.adcs), literal(uint(laneBits), p.adcs - 1), past.sub(1).wrap(laneBits).asUInt());
    }

    function named(name: string, value: SInt): SInt {
      const { [name]: wire } = m.wires({ [name]: value });
      if (wire === undefined) throw new Error('the wire just declared');
      return wire;
    }
  },
});
