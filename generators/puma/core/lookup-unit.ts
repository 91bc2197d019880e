import { machineGeometry } from '../../../config/puma/geometry.js';
import { lookupTables } from '../../../config/puma/lookup-tables.js';
import {
  any,
  type Bool,
  bits,
  bool,
  input,
  module,
  mux,
  output,
  sint,
  uint,
} from '../../../hdl-dsl/index.js';
import { beatStep } from './beat-cycles.js';
import { LookupArgument, lookupOutline, lookupPlace } from './lookup-argument.js';
import { LookupResult } from './lookup-result.js';
import { machineParams } from './machine-params.js';
import type { MemberOf } from './member-of.js';
import { LookupOperation } from './operations.js';
import { romAccess, romElement } from './rom-access.js';

/** Tables with the numbers of their first ROM rows. */
const tables = Object.entries(lookupTables).map(([name, table], t, all) => ({
  operation: `${name.charAt(0).toUpperCase()}${name.slice(1)}` as MemberOf<typeof LookupOperation>,
  first: all.slice(0, t).reduce((rows, [, { entries }]) => rows + entries.length, 0),
  last: table.entries.length - 1,
  end: table.end,
}));

/** Looks one element up. Step 0 finds its place in the table; steps 1 to 5 read the table word before it and steps 5 to 9
 *  the one behind; step 9 also draws the line between them, and step 10 makes the result of it. What lies behind the
 *  last word of a table is no ROM row, and takes the same time. */
export const LookupUnit = module({
  name: (p) => `${p.name}_core_lookup_unit`,
  comment: 'Looks sigmoid, tanh, exp or log of one element up, in eleven steps.',
  params: machineParams,
  ports: (p) => ({
    active: input(bool),
    step: input(beatStep(p)),
    operation: input(LookupOperation),
    x: input(sint(16), 'in step 0'),
    rom: output(romAccess),
    romData: input(bits(16)),
    result: output(sint(16), 'in step 10'),
    overflow: output(bool),
    domain: output(bool),
  }),
  build(m, p, io) {
    const { fraction } = machineGeometry(p);
    const own = { unit: p.name, fraction };
    const { place, outline, before, behind, point } = m.regs({
      place: lookupPlace,
      outline: lookupOutline,
      before: uint(16, { comment: 'table word before the element' }),
      behind: uint(16, { comment: 'table word behind it' }),
      point: uint(26, { comment: 'on the line between them' }),
    });
    const argument = m.instance('argument', LookupArgument, own);
    argument.operation.drive(io.operation);
    argument.x.drive(io.x);

    const { element, isLast, endWord } = m.wires({ element: romElement, isLast: bool, endWord: uint(16) });
    m.switch(
      io.operation,
      Object.fromEntries(
        tables.map((table) => [
          table.operation,
          () => {
            element.drive(place.index.extend(element.width).addWrap(table.first));
            isLast.drive(place.index.eq(table.last));
            endWord.drive(table.end);
          },
        ]),
      ),
    );
    const { hasFirst, hasSecond } = m.wires({
      hasFirst: place.far.not(),
      hasSecond: place.far.or(isLast).not(),
    });

    const inStep = (...steps: readonly [number, ...number[]]): Bool => {
      const [first, ...others] = steps.map((step) => io.step.eq(step)) as [Bool, ...Bool[]];
      return io.active.and(any(first, ...others));
    };
    /** A step of the access to the first word in one cycle, and of that to the second in another. */
    const ofAccess = (first: number, second: number): Bool =>
      inStep(first).and(hasFirst).or(inStep(second).and(hasSecond));
    io.rom.select.drive(inStep(1, 2, 3, 4, 5, 6, 7, 8, 9));
    io.rom.buffer.drive(ofAccess(1, 5));
    io.rom.element.drive(mux(inStep(5), element.addWrap(1), element));
    io.rom.writeOnes.drive(ofAccess(2, 6));
    io.rom.writeZeros.drive(ofAccess(3, 7));
    io.rom.restore.drive(ofAccess(5, 9));

    const word = io.romData.asUInt();
    m.when(inStep(0), () => {
      place.next(argument.place);
      outline.next(argument.outline);
    });
    m.when(inStep(4), () => before.next(mux(hasFirst, word, endWord)));
    m.when(inStep(8), () => behind.next(mux(hasSecond, word, endWord)));
    const slope = behind.sub(before).mul(place.along.toSigned());
    m.when(inStep(9), () => point.next(before.toSigned().shiftLeft(10).add(slope).truncate(26).asUInt()));

    const outcome = m.instance('outcome', LookupResult, own);
    outcome.operation.drive(io.operation);
    outcome.outline.drive(outline);
    outcome.point.drive(point);
    io.result.drive(outcome.result);
    io.overflow.drive(outcome.overflow);
    io.domain.drive(outcome.domain);
  },
});
