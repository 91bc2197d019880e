import { machineGeometry } from '../../../config/puma/geometry.js';
import {
  type Bits,
  type Bool,
  bits,
  bool,
  input,
  module,
  mux,
  output,
  uint,
  uintUpTo,
} from '../../../hdl-dsl/index.js';
import { beatStep } from './beat-cycles.js';
import { arithmeticOperation } from './decoded.js';
import { flags } from './flags.js';
import { LookupUnit } from './lookup-unit.js';
import { machineParams } from './machine-params.js';
import type { MemberOf } from './member-of.js';
import { Unit } from './operations.js';
import { RandomSource } from './random-source.js';
import { romAccess } from './rom-access.js';
import { ScalarUnit } from './scalar-unit.js';
import { VectorUnit } from './vector-unit.js';

/** Everything that makes words of words: vector lanes, look-ups, random numbers, the scalar unit; and the flags that they
 *  set. */
export const Arithmetic = module({
  name: (p) => `${p.name}_core_arithmetic`,
  comment: 'Vector, look-up and scalar unit, random numbers, and the sticky flags.',
  params: machineParams,
  ports: (p) => {
    const { lanes } = machineGeometry(p);
    const words = bits(16 * lanes);
    return {
      number: input(uint(8), 'core number'),
      reset: input(bool, 'the random state begins anew'),
      unit: input(Unit),
      operation: input(arithmeticOperation),
      works: input(bool),
      step: input(beatStep(p), 'cycle of a beat'),
      beatEnds: input(bool),
      a: input(words),
      b: input(words),
      count: input(uintUpTo(lanes), 'elements of the beat'),
      mask: input(bits(lanes), 'the same, a bit for each'),
      rom: output(romAccess),
      romData: input(bits(16)),
      result: output(words),
      commits: output(bool, 'the result is to be written'),
      holds: output(bool, 'the comparison holds'),
      flags: output(flags),
      random: output(uint(32), 'state of the random numbers'),
      writeFlags: input(bool),
      writeRandom: input(bool),
      written: input(bits(32)),
    };
  },
  build(m, p, io) {
    const { lanes } = machineGeometry(p);
    const { unit, operation } = io;
    const works = (of: MemberOf<typeof Unit>): Bool => io.works.and(unit.eq(of));
    const ends = (of: MemberOf<typeof Unit>): Bool => io.beatEnds.and(unit.eq(of));
    const { firstA, firstB } = m.wires({
      firstA: io.a.slice(0, 16).asSInt(),
      firstB: io.b.slice(0, 16).asSInt(),
    });

    const vector = m.instance('vector_unit', VectorUnit, p);
    const { divides } = m.wires({ divides: works('Divide') });
    vector.operation.drive(operation.lane);
    vector.amount.drive(operation.amount);
    vector.a.drive(io.a);
    vector.b.drive(mux(operation.hasImmediate, operation.immediate.repeat(lanes), io.b));
    vector.mask.drive(io.mask);
    vector.divide.drive(divides);
    vector.divideStart.drive(divides.and(io.step.eq(0)));

    const lookup = m.instance('lookup_unit', LookupUnit, p);
    lookup.active.drive(works('Lookup'));
    lookup.step.drive(io.step);
    lookup.operation.drive(operation.lookup);
    lookup.x.drive(firstA);
    lookup.romData.drive(io.romData);
    io.rom.drive(lookup.rom);

    const random = m.instance('random_source', RandomSource, p);
    random.number.drive(io.number);
    random.begin.drive(io.reset);
    random.write.drive(io.writeRandom);
    random.writeState.drive(io.written.asUInt());
    random.take.drive(ends('Random'));
    random.count.drive(io.count);
    io.random.drive(random.state);

    const scalar = m.instance('scalar_unit', ScalarUnit, { unit: p.name });
    scalar.operation.drive(operation.scalar);
    scalar.a.drive(firstA);
    scalar.b.drive(firstB);
    io.holds.drive(scalar.holds);

    const one = (word: Bits): Bits => word.extend(16 * lanes);
    m.switch(
      unit,
      {
        Lookup: () => io.result.drive(one(lookup.result.asBits())),
        Random: () => io.result.drive(random.words),
        Scalar: () => io.result.drive(one(scalar.result.asBits())),
      },
      () => io.result.drive(vector.result),
    );
    const { ofScalar, ofLanes, ofLookup } = m.wires({
      ofScalar: works('Scalar'),
      ofLanes: ends('Vector').or(ends('Divide')),
      ofLookup: ends('Lookup'),
    });
    io.commits.drive(io.beatEnds.or(ofScalar));

    const { sticky } = m.regs({ sticky: flags });
    const overflow = ofLanes
      .and(vector.overflow)
      .or(ofLookup.and(lookup.overflow))
      .or(ofScalar.and(scalar.overflow));
    m.when(overflow, () => sticky.overflow.next(true));
    m.when(ofLanes.and(vector.byZero), () => sticky.divide.next(true));
    m.when(ofLookup.and(lookup.domain), () => sticky.domain.next(true));
    m.when(io.writeFlags, () => {
      sticky.overflow.next(io.written.bit(0));
      sticky.divide.next(io.written.bit(1));
      sticky.domain.next(io.written.bit(2));
    });
    io.flags.drive(sticky);
  },
});
