import { machineGeometry } from '../../../config/puma/geometry.js';
import { bits, bool, input, literal, module, mux, output, uint, uintUpTo } from '../../../hdl-dsl/index.js';
import { concatLow } from '../../common/concat-low.js';
import { operandAddresses } from './decoded.js';
import { machineParams } from './machine-params.js';

/** Walks an instruction over its elements, a beat at a time: where the next beat reads and writes, and how many elements
 *  it has. */
export const Beats = module({
  name: (p) => `${p.name}_core_beats`,
  comment: 'Walks an instruction over its elements, a beat at a time.',
  params: machineParams,
  ports: (p) => {
    const { addressBits, lanes } = machineGeometry(p);
    const address = uint(addressBits);
    return {
      begin: input(bool, 'an instruction enters execute with the next clock edge'),
      addresses: input(operandAddresses(p), 'of that instruction'),
      single: input(bool, 'beats have one element'),
      strided: input(bool, 'source A moves by stride'),
      stride: input(uint(5)),
      block: input(bool, 'beats have block_count elements'),
      blockCount: input(uintUpTo(lanes)),
      advance: input(bool, 'the beat ends'),
      sourceA: output(address),
      sourceB: output(address),
      destination: output(address),
      count: output(uintUpTo(lanes), 'elements of the beat'),
      mask: output(bits(lanes), 'bit i: the beat has an element i'),
      isLast: output(bool, 'no other beat follows, of an instruction without blocks'),
    };
  },
  build(m, p, io) {
    const { addressBits, lanes } = machineGeometry(p);
    const { sourceA, sourceB, destination, last } = m.regs({
      sourceA: uint(addressBits),
      sourceB: uint(addressBits),
      destination: uint(addressBits),
      last: uint(addressBits, { comment: 'elements that are left, less one' }),
    });
    const { isLast, count } = m.wires({ isLast: bool, count: uintUpTo(lanes) });
    const left = last.add(1);
    isLast.drive(mux(io.single, last.eq(0), left.le(lanes)));
    const own = mux(left.le(lanes), left.wrap(count.width), literal(uintUpTo(lanes), lanes));
    count.drive(mux(io.block, io.blockCount, mux(io.single, 1, own)));

    m.when(io.advance, () => {
      sourceA.next(sourceA.addWrap(mux(io.strided, io.stride.wrap(addressBits), count.wrap(addressBits))));
      sourceB.next(sourceB.addWrap(count));
      destination.next(destination.addWrap(count));
      last.next(last.subWrap(count));
    });
    m.when(io.begin, () => {
      sourceA.next(io.addresses.sourceA);
      sourceB.next(io.addresses.sourceB);
      destination.next(io.addresses.destination);
      last.next(io.addresses.last.wrap(addressBits));
    });
    io.sourceA.drive(sourceA);
    io.sourceB.drive(sourceB);
    io.destination.drive(destination);
    io.count.drive(count);
    io.mask.drive(concatLow(Array.from({ length: lanes }, (_, i) => count.gt(i).asBits())));
    io.isLast.drive(isLast);
  },
});
