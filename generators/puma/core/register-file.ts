import { machineGeometry } from '../../../config/puma/geometry.js';
import {
  type Bool,
  bits,
  bool,
  input,
  literal,
  module,
  mux,
  output,
  type UInt,
  uint,
  uintBelow,
} from '../../../hdl-dsl/index.js';
import { concatLow } from '../../common/concat-low.js';
import { machineParams } from './machine-params.js';
import { banksToLanes, lanesToBanks } from './matrix/rotate-lanes.js';
import { RegisterBank, romWords } from './register-bank.js';
import { romAccess } from './rom-access.js';

/** The general registers, in a bank for each lane: register address mod L is the bank, so that consecutive words of any
 *  alignment lie in different banks. Words of an access that are no general registers read 0 and are not written. */
export const RegisterFile = module({
  name: (p) => `${p.name}_core_register_file`,
  comment: 'General registers in a bank for each lane, with the look-up tables in the same rows.',
  params: machineParams,
  ports: (p) => {
    const { addressBits, lanes } = machineGeometry(p);
    const address = uint(addressBits);
    const words = bits(16 * lanes);
    return {
      addressA: input(address),
      dataA: output(words),
      addressB: input(address),
      dataB: output(words),
      write: input(bool),
      writeAddress: input(address),
      writeMask: input(bits(lanes)),
      writeData: input(words),
      rom: input(romAccess),
      romData: output(bits(16), 'word of the row that is buffered'),
    };
  },
  build(m, p, io) {
    const { lanes, registers, generalBase } = machineGeometry(p);
    const rows = Math.max(registers, romWords.length) / lanes;
    const row = uintBelow(rows);
    const laneBits = Math.log2(lanes);
    const baseRow = generalBase / lanes;

    const { buffer, held } = m.regs({
      buffer: bits(16, { comment: 'what the row of a ROM access holds' }),
      held: uint(io.rom.element.width, { reset: 0, comment: 'that row' }),
    });
    const { element, restores } = m.wires({
      element: mux(io.rom.buffer, io.rom.element, held),
      restores: io.rom.writeOnes.or(io.rom.restore),
    });
    const firstBank = (address: UInt): UInt =>
      laneBits === 0 ? literal(uintBelow(1), 0) : address.slice(0, laneBits).asUInt();
    const rowOf = (word: UInt): UInt => word.shiftRight(laneBits).wrap(row.width);
    const isBank = (word: UInt, bank: number): Bool => firstBank(word).eq(bank);

    const { mask, data } = m.wires({
      mask: lanesToBanks(io.writeMask, firstBank(io.writeAddress), lanes),
      data: lanesToBanks(io.writeData, firstBank(io.writeAddress), lanes),
    });
    const banks = Array.from({ length: lanes }, (_, b) => {
      const bank = m.instance(`bank_${b}`, RegisterBank, { unit: p.name, bank: b, banks: lanes, rows });
      const a = placeIn(b, io.addressA);
      const second = placeIn(b, io.addressB);
      const written = placeIn(b, io.writeAddress);
      bank.rowA.drive(mux(io.rom.select, rowOf(element), a.row));
      bank.rowB.drive(second.row);
      bank.write.drive(mux(restores, isBank(held, b), io.write.and(mask.bit(b)).and(written.isGeneral)));
      bank.writeRow.drive(mux(restores, rowOf(held), written.row));
      bank.writeData.drive(
        mux(io.rom.writeOnes, 0xffff, mux(io.rom.restore, buffer, data.slice(16 * b, 16))),
      );
      bank.writeZeros.drive(io.rom.writeZeros.and(isBank(held, b)));
      return {
        word: bank.dataA,
        dataA: mux(a.isGeneral, bank.dataA, 0),
        dataB: mux(second.isGeneral, bank.dataB, 0),
      };
    });
    io.dataA.drive(banksToLanes(concatLow(banks.map(({ dataA }) => dataA)), firstBank(io.addressA), lanes));
    io.dataB.drive(banksToLanes(concatLow(banks.map(({ dataB }) => dataB)), firstBank(io.addressB), lanes));

    const words = concatLow(banks.map(({ word }) => word));
    const { romData } = m.wires({
      romData: laneBits === 0 ? words : words.part(element.slice(0, laneBits).asUInt(), 16),
    });
    m.when(io.rom.buffer, () => {
      buffer.next(romData);
      held.next(io.rom.element);
    });
    io.romData.drive(romData);
    m.assert(
      'RomAccessHasTheWritePort',
      restores.or(io.rom.writeZeros).and(io.write).not(),
      'nothing else is written while a ROM row is accessed',
    );

    /** Row of the word that bank `bank` has of an access from `address`. */
    function placeIn(bank: number, address: UInt): { readonly row: UInt; readonly isGeneral: Bool } {
      const high = address.slice(laneBits, address.width - laneBits).asUInt();
      const next = high.add(1);
      const isNext = bank === lanes - 1 ? literal(bool, false) : firstBank(address).gt(bank);
      const distance = mux(isNext, next, high.extend(next.width)).sub(baseRow);
      return { row: distance.wrap(row.width).asUInt(), isGeneral: distance.msb().not() };
    }
  },
});
