import { z } from 'zod';
import {
  bool,
  build,
  indexWidth,
  input,
  type Module,
  module,
  output,
  type PortSpec,
  type SIntType,
  sint,
  uint,
} from '../../hdl-dsl/index.js';

type OperandPorts = { readonly [key: `${'a' | 'b'}_${number}`]: PortSpec<'input', SIntType> };

/** The reference design of the benchmarks. Every lane registers its operands and adds their product to its accumulator
 *  where `enable` is set; `clear`, which goes first, sets all accumulators to 0. `result` is the accumulator of lane
 *  `select`, saturated. The lanes are plain signals, `a_0` ... and `acc_0` ..., so none is a part of a wide vector. */
export const MacArray = module({
  name: ({ lanes }) => `mac_array_${lanes}`,
  comment: 'multiplies and accumulates in every lane; one accumulator is seen, saturated.',
  params: z.object({ lanes: z.int().min(1).max(65536) }),
  ports: ({ lanes }) => {
    const control = {
      enable: input(bool),
      clear: input(bool),
      select: input(uint(indexWidth(lanes)), 'lane of the result'),
    };
    return Object.assign(control, operandPorts(lanes), { result: output(sint(16)) });
  },
  build(m, { lanes }, io) {
    const accumulators = Array.from({ length: lanes }, (_, i) => {
      const [a, b, acc] = [`a_${i}`, `b_${i}`, `acc_${i}`] as const;
      const lane = m.regs({
        [a]: sint(16, { reset: 0 }),
        [b]: sint(16, { reset: 0 }),
        [acc]: sint(40, { reset: 0 }),
      });
      const [left, right, sum] = [lane[a]!, lane[b]!, lane[acc]!];
      left.next(io[a]!);
      right.next(io[b]!);
      m.when(io.clear, () => sum.next(0)).elseWhen(io.enable, () => sum.next(sum.addWrap(left.mul(right))));
      return sum;
    });
    const { chosen } = m.wires({ chosen: sint(40) });
    const last = accumulators.pop()!;
    m.switch(io.select, Object.fromEntries(accumulators.map((sum, i) => [i, () => chosen.drive(sum)])), () =>
      chosen.drive(last),
    );
    io.result.drive(chosen.saturate(16));
  },
});

function operandPorts(lanes: number): OperandPorts {
  const ports = Array.from({ length: lanes }, (_, i) => [`a_${i}`, `b_${i}`]);
  return Object.fromEntries(ports.flat().map((key) => [key, input(sint(16))]));
}

/** The array of `n` lanes, elaborated and checked. */
export const macArray = (n: number): Module => build(MacArray, { lanes: n });
