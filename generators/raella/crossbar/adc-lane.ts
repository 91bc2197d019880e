import { z } from 'zod';
import { bool, input, memory, module, mux, output, sint, uint, uintBelow } from '../../../hdl-dsl/index.js';

/** Largest shift of a code: that of the highest weight bit and the highest input bit. */
export const mostShift = 14;

/** What belongs to one ADC: the success flags of the columns that it converts, whether it converts one, and what its code
 *  adds to the psum. */
export const AdcLane = module({
  name: (p) => `${p.unit}_adc_lane`,
  comment: 'Success flags of the columns of one ADC, and what its codes add.',
  params: z.object({
    unit: z.string(),
    groups: z.int().min(1),
    adcBits: z.int().min(2),
  }),
  ports: (p) => ({
    group: input(uintBelow(p.groups), 'group that is converted in this cycle'),
    used: input(bool, 'its column of this ADC is in use'),
    recovery: input(bool, 'only a column that failed is converted'),
    enable: output(bool, 'the ADC converts'),
    codeValid: input(bool, 'the codes of code_group are there'),
    codeGroup: input(uintBelow(p.groups)),
    codeSpeculative: input(bool, 'they are of a speculative step'),
    codeEnabled: input(bool, 'the ADC converted'),
    code: input(sint(p.adcBits)),
    shift: input(uint(4), 'low bit of the weight slice plus that of the input slice'),
    adds: output(bool, 'the code counts'),
    term: output(sint(p.adcBits + mostShift), 'what it counts; 0 where it does not'),
  }),
  build(m, p, io) {
    const { failed } = m.memories({ failed: memory(bool, p.groups, { comment: 'flags of the last slice' }) });
    const largest = 2 ** (p.adcBits - 1) - 1;
    const { atBound } = m.wires({ atBound: io.code.eq(largest).or(io.code.eq(-largest - 1)) });
    const { setsFlag } = m.wires({ setsFlag: io.codeValid.and(io.codeSpeculative) });
    m.when(setsFlag, () => failed.write(io.codeGroup, atBound));
    // With one group a flag is wanted in the cycle in which it is written.
    const flag = p.groups === 1 ? mux(setsFlag, atBound, failed.read(io.group)) : failed.read(io.group);
    io.enable.drive(io.used.and(io.recovery.not().or(flag)));

    const { adds } = m.wires({ adds: io.codeEnabled.and(io.codeSpeculative.and(atBound).not()) });
    io.adds.drive(adds);
    io.term.drive(mux(adds, io.code.shiftLeft(io.shift, { growth: mostShift }), 0));
    m.assert(
      'SilentUnlessEnabled',
      io.codeEnabled.or(io.codeValid.not()).or(io.code.eq(0)),
      'the code of an ADC that did not convert is 0',
    );
  },
});
