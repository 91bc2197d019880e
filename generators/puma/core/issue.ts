import { instructionBits } from '../../../config/puma/encoding.js';
import { machineGeometry } from '../../../config/puma/geometry.js';
import { bits, bool, input, literal, module, mux, output } from '../../../hdl-dsl/index.js';
import { causeNumber, trapCause } from '../trap-cause.js';
import { Decode } from './decode.js';
import { decodedInstruction, operandAddresses } from './decoded.js';
import { machineParams } from './machine-params.js';
import { OperandRanges } from './operand-ranges.js';

/** The second stage of the pipeline: everything that the word alone tells. */
export const Issue = module({
  name: (p) => `${p.name}_core_issue`,
  comment: 'Decode stage: what the word alone tells, its traps and the matrix units that it waits for.',
  params: machineParams,
  ports: (p) => ({
    word: input(bits(instructionBits)),
    past: input(bool, 'there is no such word'),
    decoded: output(decodedInstruction(p)),
    addresses: output(operandAddresses(p)),
    cause: output(trapCause, 'why it traps before anything else'),
    needs: output(bits(machineGeometry(p).mvmus), 'MVMUs that must not run'),
  }),
  build(m, p, io) {
    const { mvmus } = machineGeometry(p);
    const decode = m.instance('decode', Decode, p);
    decode.word.drive(io.word);
    const { decoded } = decode;
    const ranges = m.instance('operand_ranges', OperandRanges, p);
    ranges.addresses.drive(decode.addresses);
    ranges.uses.drive(decode.uses);
    ranges.strided.drive(decoded.strided);
    ranges.stride.drive(decoded.operation.amount);
    ranges.side.drive(decoded.side);

    io.decoded.drive(decoded);
    io.addresses.drive(decode.addresses);
    m.when(io.past, () => io.cause.drive(causeNumber('instruction-address')))
      .elseWhen(decode.valid.not(), () => io.cause.drive(causeNumber('invalid-instruction')))
      .elseWhen(ranges.outside, () => io.cause.drive(causeNumber('register-address')))
      .otherwise(() => io.cause.drive(causeNumber('none')));
    const none = literal(bits(mvmus), 0);
    const starts = mux(decoded.unit.eq('Matrix'), decoded.mask, none);
    const ends = mux(decoded.unit.eq('Halt'), none.not(), none);
    io.needs.drive(ranges.reads.or(starts).or(ends));
  },
});
