import { z } from 'zod';
import { machineGeometry, machineMvmuConfig } from '../../../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../../../config/puma-machine.js';
import {
  type Bits,
  bits,
  bool,
  input,
  module,
  mux,
  oneHotMux,
  output,
  type UInt,
  uint,
  uintBelow,
  vec,
} from '../../../../hdl-dsl/index.js';
import { concatLow } from '../../../common/concat-low.js';
import { mvmuGeometry } from '../../mvmu/geometry.js';
import { BankAddress } from './bank-address.js';
import { CellChunks } from './cell-chunks.js';
import { MatrixUnit } from './matrix-unit.js';
import { banksToLanes, lanesToBanks } from './rotate-lanes.js';
import { Transfer } from './transfer.js';
import { XbarIn } from './xbar-in.js';
import { XbarOut } from './xbar-out.js';

/** The matrix-vector units of a core with their registers.
 *
 *  XbarIn and XbarOut are memories of words in `lanes` banks by address, so that any `lanes` neighbouring registers are
 *  reached in one cycle, also across units. An `mvm` moves XbarIn into the drivers of the chosen units while it is in
 *  execute; from then on a unit reads nothing but its drivers and cells, and writes nothing but its XbarOut. So whoever
 *  waits until `running` falls sees all results, and XbarIn may be written meanwhile. */
export const MatrixUnits = module({
  name: (p) => `${p.name}_matrix_units`,
  comment: (p) => `${p.mvmus} matrix-vector units with XbarIn and XbarOut in banks for ${p.lanes} lanes.`,
  params: z.custom<PumaMachineConfig>((config) => typeof config === 'object' && config !== null),
  ports: (p) => {
    const { addressBits, mvmus, lanes, dimension } = machineGeometry(p);
    const address = uint(addressBits);
    const words = bits(16 * lanes);
    return {
      number: input(uint(8), 'core number'),
      write: input(bool),
      writeOut: input(bool, 'to XbarOut, to clear it, while no unit runs; else to XbarIn'),
      writeAddress: input(address, 'register address of lane 0'),
      writeMask: input(bits(lanes), 'lanes that are written; those past the matrix units are dropped'),
      writeData: input(words, 'lane i at [i*16 +: 16]'),
      readAddressA: input(address, 'register address of lane 0'),
      readSideA: input(bool, 'XbarIn, but not while a transfer is under way; else XbarOut'),
      readDataA: output(words, 'in the same cycle; lanes past the matrix units are 0'),
      readAddressB: input(address),
      readDataB: output(words, 'of XbarOut'),
      begin: input(bool, 'of an mvm: the transfer begins in the next cycle'),
      mask: input(bits(mvmus), 'with begin: units that start, all of them idle'),
      filter: input(uint(16), 'with begin: F, at most the inputs of a unit'),
      rotation: input(uint(16), 'with begin: r, below F unless that is 0'),
      transferLast: output(bool, 'the last cycle of the transfer'),
      running: output(bits(mvmus), 'from the cycle after it until the results are there'),
      progValid: input(bool, 'a chunk of cells, while no unit runs'),
      progFlags: input(bool, 'of flip flags instead'),
      progMvmu: input(uint(4)),
      progSlice: input(uint(4)),
      progRow: input(uint(10)),
      progChunk: input(uint(6)),
      progData: input(bits(64)),
      outValid: output(vec(bool, mvmus), 'results go to XbarOut'),
      outColumn: output(vec(uintBelow(dimension), mvmus), 'column of the first'),
      outData: output(vec(bits(16 * p.mvmu.adcs), mvmus), '0 while not valid'),
    };
  },
  build(m, p, io) {
    const { addressBits, mvmus, lanes, dimension } = machineGeometry(p);
    const mvmu = machineMvmuConfig(p);
    const { sliceBits, cellWidth } = mvmuGeometry(mvmu);
    const rows = dimension / lanes;
    const unit = mvmu.name;

    const chunks = m.instance('cell_chunks', CellChunks, {
      unit,
      units: mvmus,
      slices: sliceBits.length,
      rows: dimension,
      columns: dimension,
      cellWidth,
    });
    chunks.valid.drive(io.progValid);
    chunks.flags.drive(io.progFlags);
    chunks.mvmu.drive(io.progMvmu);
    chunks.slice.drive(io.progSlice);
    chunks.row.drive(io.progRow);
    chunks.chunk.drive(io.progChunk);
    chunks.data.drive(io.progData);

    const transfer = m.instance('transfer', Transfer, { unit, dimension, lanes });
    transfer.begin.drive(io.begin);
    transfer.filter.drive(io.filter);
    transfer.rotation.drive(io.rotation);
    io.transferLast.drive(transfer.last);
    const { chosen, start } = m.regs({
      chosen: bits(mvmus, { comment: 'units of the mvm in execute' }),
      start: bits(mvmus, { reset: 0 }),
    });
    m.ignore(chosen, 'read during a transfer, so after it was written');
    m.when(io.begin, () => chosen.next(io.mask));
    start.next(mux(transfer.last, chosen, 0));

    const write = addressed('write', io.writeAddress);
    const readA = addressed('read_a', io.readAddressA);
    const readB = addressed('read_b', io.readAddressB);
    const { writeIn, writeOut, writeBanks, writeData } = m.wires({
      writeIn: io.write.and(io.writeOut.not()),
      writeOut: io.write.and(io.writeOut),
      writeBanks: lanesToBanks(io.writeMask, write.first, lanes),
      writeData: lanesToBanks(io.writeData, write.first, lanes),
    });
    if (lanes === 1) {
      const reason = 'there is one bank';
      m.ignore([transfer.shuffles, transfer.sourceBank, write.first, readA.first, readB.first], reason);
    }
    // Nobody else reads XbarIn while a transfer is under way.
    const { rowsOfXbarIn } = m.wires({ rowsOfXbarIn: vec(uintBelow(rows), lanes) });
    for (const [b, row] of readA.rows.elements().entries())
      rowsOfXbarIn.at(b).drive(mux(transfer.active, transfer.sourceRow, row));

    const units = Array.from({ length: mvmus }, (_, k) => {
      const xbarIn = m.instance(`xbar_in_${k}`, XbarIn, { unit, rows, lanes });
      const xbarOut = m.instance(`xbar_out_${k}`, XbarOut, { unit, dimension, lanes, adcs: mvmu.adcs });
      const isOfUnit = concatLow(write.units.elements().map((u) => u.eq(k).asBits()));
      const { [`banks${k}`]: banks } = m.wires({ [`banks${k}`]: writeBanks.and(isOfUnit) });
      if (banks === undefined) throw new Error('the wire just declared');
      xbarIn.write.drive(writeIn);
      xbarOut.write.drive(writeOut);
      for (const registers of [xbarIn, xbarOut]) {
        registers.writeBanks.drive(banks);
        registers.writeRows.drive(write.rows);
        registers.writeData.drive(writeData);
      }
      xbarIn.readRows.drive(rowsOfXbarIn);
      xbarOut.readRowsA.drive(readA.rows);
      xbarOut.readRowsB.drive(readB.rows);

      const matrix = m.instance(`mvmu_${k}`, MatrixUnit, { mvmu, lanes });
      matrix.macro.drive(io.number.mul(mvmus).add(k).wrap(8));
      matrix.prog.valid.drive(chunks.units.bit(k));
      matrix.prog.data.drive(chunks.word);
      matrix.in.valid.drive(transfer.active.and(chosen.bit(k)));
      matrix.in.data.group.drive(transfer.targetRow);
      matrix.in.data.mask.drive(transfer.targetMask);
      const row = xbarIn.readData;
      const word = row.part(transfer.sourceBank, 16).repeat(lanes);
      matrix.in.data.data.drive(lanes === 1 ? row : mux(transfer.shuffles, word, row));
      matrix.start.drive(start.bit(k));

      xbarOut.result.valid.drive(matrix.out.valid);
      xbarOut.result.data.drive(matrix.out.data);
      io.outValid.at(k).drive(matrix.out.valid);
      io.outColumn.at(k).drive(matrix.out.data.column);
      io.outData.at(k).drive(matrix.out.data.data);
      return {
        running: start.bit(k).or(matrix.busy).asBits(),
        a: mux(io.readSideA, row, xbarOut.readDataA),
        b: xbarOut.readDataB,
      };
    });
    io.running.drive(concatLow(units.map(({ running }) => running)));
    const wordsA = ofUnits(
      units.map(({ a }) => a),
      readA.units.elements(),
    );
    const wordsB = ofUnits(
      units.map(({ b }) => b),
      readB.units.elements(),
    );
    io.readDataA.drive(banksToLanes(wordsA, readA.first, lanes));
    io.readDataB.drive(banksToLanes(wordsB, readB.first, lanes));

    m.assert(
      'TransfersDoNotOverlap',
      io.begin.not().or(transfer.active.not()),
      'an mvm is in execute until its transfer ends',
    );

    function addressed(name: string, address: UInt) {
      const bank = m.instance(`${name}_address`, BankAddress, {
        unit,
        addressBits,
        units: mvmus,
        rows,
        lanes,
      });
      bank.address.drive(address);
      return bank;
    }

    /** From the words that each unit has in its banks, those of the unit that each bank is to give; 0 past the last. */
    function ofUnits(words: readonly Bits[], wanted: readonly UInt[]): Bits {
      const banks = wanted.map((unit, b) =>
        oneHotMux(
          words.map((_, k) => unit.eq(k)),
          words.map((word) => word.slice(16 * b, 16)),
        ),
      );
      return concatLow(banks);
    }
  },
});
