import { bits, bool, type DataType, input, module, mux, output, stream, uint } from '../../hdl-dsl/index.js';
import { forPayload, same } from '../../hdl-dsl/std/payload.js';

/** Holds a stream up at random, to try handshakes: in a cycle in which it stalls, `out` has no valid word and `in` is not
 *  ready. For simulation; a machine without stalls has none.
 *
 *  Ports: `in`, `out` streams of the payload; `seed` and `rate` as the pins of the machine say; `salt`, a constant that
 *  tells the points of a design apart. It stalls with probability `rate` / 256 in each cycle, drawn from a xorshift
 *  generator that starts anew from seed and salt while the rate is 0; then it is a wire in both directions. Latency: 0, or
 *  the stall. A word that was shown stays until it is taken, so nothing is lost, doubled or changed. */
export function stallPoint<T extends DataType>(payload: T) {
  return forPayload(stallPoint, payload, (type, label) =>
    module({
      name: `stall_point_${label}`,
      comment: 'Holds valid and ready of a stream apart at random; a wire while the rate is 0.',
      ports: () => ({
        in: input(stream(type)),
        out: output(stream(type)),
        seed: input(uint(32)),
        salt: input(uint(32), 'tells the points of a design apart'),
        rate: input(uint(8), 'stalls in rate of 256 cycles'),
      }),
      build(m, _p, io) {
        const { state, shown } = m.regs({
          state: bits(32, { reset: 1 }),
          shown: bool({ reset: false, comment: 'the word at the output was there in the cycle before' }),
        });
        const { idle } = m.wires({ idle: io.rate.eq(0) });
        // Zero would follow itself.
        const start = io.seed.asBits().xor(io.salt.asBits()).or(1);
        const { left } = m.wires({ left: state.xor(state.truncate(19).shiftLeft(13)) });
        const { right } = m.wires({ right: left.xor(left.shiftRight(17)) });
        state.next(mux(idle, start, right.xor(right.truncate(27).shiftLeft(5))));

        const { stall } = m.wires({ stall: state.slice(24, 8).asUInt().lt(io.rate).and(shown.not()) });
        io.out.valid.drive(io.in.valid.and(stall.not()));
        io.in.ready.drive(io.out.ready.and(stall.not()));
        io.out.data.drive(same<T>(io.in.data));
        shown.next(io.out.valid.and(io.out.ready.not()));
      },
    }),
  );
}

/** The salt of the k-th stall point of a design. */
export function stallSalt(k: number): number {
  return Math.imul(k + 1, 0x9e3779b9) >>> 0;
}
