import { z } from 'zod';
import {
  input,
  literal,
  module,
  mux,
  output,
  type UInt,
  uint,
  uintBelow,
  uintUpTo,
  vec,
} from '../../../../hdl-dsl/index.js';

/** Splits a register address into banks: register i of unit k is word floor(i / lanes) of bank i mod lanes of that unit.
 *  Of `lanes` words from the address up each bank has one. Since `lanes` divides the registers of a unit, the banks go on
 *  from one unit to the next. */
export const BankAddress = module({
  name: (p) => `${p.unit}_bank_address`,
  comment: 'Unit and row in each bank of neighbouring words from a register address up.',
  params: z.object({
    unit: z.string(),
    addressBits: z.int().min(1),
    units: z.int().min(1),
    /** Words of a unit's bank. */
    rows: z.int().min(1),
    /** A power of two. */
    lanes: z.int().min(1),
  }),
  ports: (p) => ({
    address: input(uint(p.addressBits)),
    first: output(uintBelow(p.lanes), 'bank of the first word'),
    units: output(vec(uintUpTo(p.units), p.lanes), `bank by bank; ${p.units} past the last unit`),
    rows: output(vec(uintBelow(p.rows), p.lanes), 'bank by bank'),
  }),
  build(m, p, io) {
    const laneBits = Math.log2(p.lanes);
    if (laneBits === 0) {
      io.first.drive(0);
      io.units.at(0).drive(unitOf(io.address));
      io.rows.at(0).drive(rowOf(io.address));
      return;
    }
    const row = io.address.slice(laneBits, p.addressBits - laneBits).asUInt();
    const { first, nextRow } = m.wires({ first: io.address.truncate(laneBits), nextRow: row.add(1) });
    const { unit, nextUnit } = m.wires({ unit: unitOf(row), nextUnit: unitOf(nextRow) });
    io.first.drive(first);
    for (let b = 0; b < p.lanes; b++) {
      // Banks below the first word's have words of the row after.
      const isNext = first.gt(b);
      io.units.at(b).drive(mux(isNext, nextUnit, unit));
      io.rows.at(b).drive(mux(isNext, rowOf(nextRow), rowOf(row)));
    }

    /** The unit of a row of all units, by comparing. */
    function unitOf(all: UInt): UInt {
      let unit: UInt = literal(uintUpTo(p.units), 0);
      for (let k = 1; k <= p.units && k * p.rows < 2 ** all.width; k++)
        unit = mux(all.ge(k * p.rows), k, unit);
      return unit;
    }

    /** Its row within that unit: no divider where the rows of a unit are no power of two. */
    function rowOf(all: UInt): UInt {
      if (p.rows === 1) return literal(uintBelow(1), 0);
      const { width } = uintBelow(p.rows);
      // Below 2^width either way, so the low bits are enough.
      let row: UInt = all.wrap(width);
      for (let k = 1; k < p.units; k++) {
        const below = (k * p.rows) % 2 ** width;
        if (below !== 0) row = mux(all.ge(k * p.rows), all.wrap(width).subWrap(below), row);
      }
      return row;
    }
  },
});
