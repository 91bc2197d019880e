import { machineGeometry } from '../../../config/puma/geometry.js';
import {
  type Bool,
  bits,
  bool,
  input,
  module,
  mux,
  output,
  type UInt,
  uint,
} from '../../../hdl-dsl/index.js';
import { concatLow } from '../../common/concat-low.js';
import { operandAddresses, operandUse } from './decoded.js';
import { machineParams } from './machine-params.js';

/** Tests the register addresses of an instruction, before it is executed: whether one lies outside the registers, and
 *  which matrix units must have ended because their XbarOut is read. `subsample` counts as reading everything between its
 *  first and its last element. */
export const OperandRanges = module({
  name: (p) => `${p.name}_core_operand_ranges`,
  comment: 'Tests the register addresses of an instruction, and which XbarOut registers it reads.',
  params: machineParams,
  ports: (p) => {
    const { mvmus } = machineGeometry(p);
    return {
      addresses: input(operandAddresses(p)),
      uses: input(operandUse),
      strided: input(bool, 'source A moves by stride'),
      stride: input(uint(5)),
      side: input(bool, 'source A is XbarIn where it is a matrix unit'),
      outside: output(bool, 'a vector leaves the register addresses'),
      reads: output(bits(mvmus), 'MVMUs whose XbarOut is read'),
    };
  },
  build(m, p, io) {
    const { dimension, mvmus, registerAddresses } = machineGeometry(p);
    const { sourceA, sourceB, destination, last } = io.addresses;
    const { usesA, usesB, usesDestination, vectorA, vectorB } = io.uses;
    // A word that the instruction does not use has address 0 and length 1 here.
    const reach = mux(io.strided, last.mul(io.stride), last.extend(last.width + 5));
    const { endA, endB, endDestination } = m.wires({
      endA: sourceA.add(mux(vectorA, reach, 0)),
      endB: sourceB.add(mux(vectorB, last, 0)),
      endDestination: destination.add(mux(usesDestination, last, 0)),
    });
    const leaves = (uses: Bool, end: UInt): Bool => uses.and(end.ge(registerAddresses));
    io.outside.drive(leaves(usesA, endA).or(leaves(usesB, endB)).or(leaves(usesDestination, endDestination)));

    const { readsA } = m.wires({ readsA: usesA.and(io.side.not()) });
    const meets = (reads: Bool, first: UInt, end: UInt, k: number): Bool =>
      reads.and(first.lt((k + 1) * dimension)).and(end.ge(k * dimension));
    io.reads.drive(
      concatLow(
        Array.from({ length: mvmus }, (_, k) =>
          meets(readsA, sourceA, endA, k)
            .or(meets(usesB, sourceB, endB, k))
            .asBits(),
        ),
      ),
    );
  },
});
