import { z } from 'zod';
import { bits, input, module, mux, output, stream, type UInt, uintUpTo } from '../index.js';

/** Words of `from` bits into words of `to` bits, whatever the two widths: wider, narrower, or neither a multiple of the other.
 *  The first word is in the low bits.
 *
 *  Ports: `in`, stream of `from` bits; `out`, stream of `to` bits. Latency: 1 cycle after the word that completes an output.
 *  Throughput: one side moves a word in every cycle (the side with the narrower words), and no path leads from `out_ready` to
 *  `in_ready` in one cycle. Order: kept, bit by bit. It holds up to from + 2 to - gcd bits; an incomplete word waits for more. */
export const WidthConverter = module({
  name: (p) => `width_converter_${p.from}_to_${p.to}`,
  comment: (p) => `Words of ${p.from} bits into words of ${p.to} bits, the first in the low bits.`,
  params: z.object({ from: z.int().min(1).max(4096), to: z.int().min(1).max(4096) }),
  ports: (p) => ({ in: input(stream(bits(p.from))), out: output(stream(bits(p.to))) }),
  build(m, p, io) {
    // Everything moves in units of the greatest common divisor.
    const unit = gcd(p.from, p.to);
    const from = p.from / unit;
    const to = p.to / unit;
    // A word is taken while fewer than two outputs are held: then the narrower side never waits for the other's handshake.
    const most = from + 2 * to - 1;
    const inBits = (units: UInt): UInt => (unit === 1 ? units : units.mul(unit));
    const { level, store } = m.regs({
      level: uintUpTo(most, {
        reset: 0,
        comment: unit === 1 ? 'bits held' : `held, in units of ${unit} bits`,
      }),
      store: bits(most * unit, { reset: 0, comment: 'what is held, the oldest lowest; zeros above' }),
    });
    io.in.ready.drive(level.lt(2 * to));
    io.out.valid.drive(level.ge(to));
    io.out.data.drive(store.truncate(p.to));

    const { left, rest } = m.wires({
      left: mux(io.out.fire, level.subWrap(to), level),
      rest: mux(io.out.fire, store.shiftRight(p.to), store),
    });
    const shift = inBits(left);
    const added = io.in.data.extend(most * unit).shiftLeft(shift, { growth: 0 });
    m.when(io.in.fire, () => {
      level.next(left.addWrap(from));
      store.next(rest.or(added));
    }).elseWhen(io.out.fire, () => {
      level.next(left);
      store.next(rest);
    });
    m.assert('LevelInRange', level.lt(most).or(level.eq(most)), `never more than ${most * unit} bits`);
    m.assert('NothingAboveLevel', store.shiftRight(inBits(level)).eq(0), 'bits above the level are 0');
  },
});

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
