import { z } from 'zod';
import {
  any,
  type Bits,
  type Bool,
  bits,
  bool,
  flow,
  input,
  literal,
  memory,
  module,
  mux,
  oneHotMux,
  output,
  struct,
  type UInt,
  uintBelow,
  vec,
} from '../../../../hdl-dsl/index.js';

/** A write to one bank. */
interface BankWrite {
  readonly enable: Bool;
  readonly row: UInt;
  readonly data: Bits;
}

/** XbarOut of one unit, in banks like XbarIn: one write port for as many results as a bank gets at a time, which also
 *  clears, and two read ports.
 *
 *  The results of one cycle are `adcs` neighbouring columns. Where a bank gets several of them (more ADCs than lanes), it
 *  has so many write ports. */
export const XbarOut = module({
  name: (p) => `${p.unit}_xbar_out`,
  comment: 'XbarOut of one unit, in banks: registers that are neighbours can be reached together.',
  params: z.object({
    unit: z.string(),
    dimension: z.int().min(1),
    lanes: z.int().min(1),
    adcs: z.int().min(1),
  }),
  ports: (p) => {
    const rows = vec(uintBelow(p.dimension / p.lanes), p.lanes);
    const words = bits(16 * p.lanes);
    return {
      result: input(
        flow(struct({ column: uintBelow(p.dimension), data: bits(16 * p.adcs) })),
        'words of column and up; past the last column they are dropped',
      ),
      write: input(bool, 'not in a cycle with results'),
      writeBanks: input(bits(p.lanes), 'banks that are written'),
      writeRows: input(rows, 'bank by bank'),
      writeData: input(words, 'bank b at [b*16 +: 16]'),
      readRowsA: input(rows, 'bank by bank'),
      readDataA: output(words, 'in the same cycle, bank b at [b*16 +: 16]'),
      readRowsB: input(rows),
      readDataB: output(words),
    };
  },
  build(m, p, io) {
    for (let b = 0; b < p.lanes; b++) {
      const { [`bank${b}`]: bank } = m.memories({
        [`bank${b}`]: memory(bits(16), p.dimension / p.lanes),
      });
      if (bank === undefined) throw new Error('the memory just declared');
      const isWritten = io.write.and(io.writeBanks.bit(b));
      resultWrites(p, io.result, b).forEach(({ enable, row, data }, j) => {
        if (j > 0) m.when(enable, () => bank.write(row, data));
        else
          m.when(enable.or(isWritten), () =>
            bank.write(
              mux(io.write, io.writeRows.at(b), row),
              mux(io.write, io.writeData.slice(16 * b, 16), data),
            ),
          );
      });
      io.readDataA.slice(16 * b, 16).drive(bank.read(io.readRowsA.at(b)));
      io.readDataB.slice(16 * b, 16).drive(bank.read(io.readRowsB.at(b)));
    }
    m.assert('ResultsAreAlone', io.write.and(io.result.valid).not(), 'nothing is cleared while results come');
  },
});

/** What bank `b` gets of the results of a cycle: ADC a's goes to register column + a. */
function resultWrites(
  { dimension, lanes, adcs }: { dimension: number; lanes: number; adcs: number },
  { valid, data: { column, data } }: { valid: Bool; data: { column: UInt; data: Bits } },
  b: number,
): BankWrite[] {
  const laneBits = Math.log2(lanes);
  const rowWidth = uintBelow(dimension / lanes).width;
  const base = column.shiftRight(laneBits).wrap(rowWidth);
  const lane = laneBits === 0 ? literal(uintBelow(1), 0) : column.truncate(laneBits);
  const lastColumn = (Math.ceil(dimension / adcs) - 1) * adcs;
  // Lanes that the first ADC's register can be in.
  const pitch = greatestCommonDivisor(adcs, lanes);
  const lanesOfFirst = Array.from({ length: lanes / pitch }, (_, k) => k * pitch);
  return Array.from({ length: Math.ceil(adcs / lanes) }, (_, j): BankWrite => {
    const cases = lanesOfFirst
      .map((first) => ({ first, adc: ((b - first + lanes) % lanes) + j * lanes }))
      .filter(({ adc }) => adc < adcs);
    const selects = cases.map(({ first }) => lane.eq(first));
    const [select, ...others] = selects;
    if (select === undefined) throw new Error('a bank without a word of its own');
    const hit = cases.length === lanesOfFirst.length ? valid : valid.and(any(select, ...others));
    const beyond = cases.some(
      ({ first, adc }) => first === lastColumn % lanes && lastColumn + adc >= dimension,
    );
    const words = cases.map(({ adc }) => data.slice(16 * adc, 16));
    const carries = cases.map(({ first }) => (first > b ? 1 : 0));
    const row = (carry: number) => {
      // An ADC of the last group may be so far beyond the last column that no row is there: it is not written.
      const ahead = (j + carry) % 2 ** rowWidth;
      return ahead === 0 ? base : base.addWrap(ahead);
    };
    return {
      enable: beyond ? hit.and(column.ne(lastColumn)) : hit,
      row: carries.every((carry) => carry === carries[0])
        ? row(carries[0] ?? 0)
        : mux(lane.gt(b), row(1), row(0)),
      data: words.length === 1 ? data.slice(16 * (cases[0]?.adc ?? 0), 16) : oneHotMux(selects, words),
    };
  });
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
