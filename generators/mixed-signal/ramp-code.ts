import { z } from 'zod';
import { bool, input, module, output, uint } from '../../hdl-dsl/index.js';

/** The code of one column under the ramp: the last threshold that it reached without having missed one before. */
export const RampCode = module({
  name: (p) => `${p.unit}_ramp_code`,
  comment: 'The code of one column: how many thresholds of the ramp it has reached in a row.',
  params: z.object({ unit: z.string(), adcBits: z.int().min(1) }),
  ports: (p) => ({
    compared: input(bool, 'the answer to the comparison with threshold has come'),
    first: input(bool, 'threshold is the first of a ramp'),
    threshold: input(uint(p.adcBits)),
    above: input(bool, 'the answer: the column reached it'),
    reached: output(bool, 'it did, and all below'),
    code: output(uint(p.adcBits), 'of the thresholds compared before'),
  }),
  build(m, p, io) {
    const { running, code } = m.regs({
      running: bool({ reset: false, comment: 'reached every threshold so far' }),
      code: uint(p.adcBits),
    });
    const { reached } = m.wires({
      reached: io.compared.and(io.above).and(io.first.or(running)),
    });
    m.when(io.compared, () => {
      running.next(reached);
      m.when(reached, () => code.next(io.threshold)).elseWhen(io.first, () => code.next(0));
    });
    io.reached.drive(reached);
    io.code.drive(code);

    m.assert(
      'ThresholdsAreReachedInOrder',
      reached
        .not()
        .or(io.first)
        .or(code.eq(io.threshold.subWrap(1))),
      'a code grows by one with each threshold',
    );
  },
});
