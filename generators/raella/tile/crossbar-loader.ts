import { z } from 'zod';
import {
  centresApart,
  crossbarWords,
  layerRegisters,
  wordLineBits,
} from '../../../config/raella/configuration-map.js';
import {
  all,
  bits,
  bool,
  concat,
  input,
  literal,
  module,
  mux,
  output,
  type UInt,
  uint,
  uintBelow,
} from '../../../hdl-dsl/index.js';
import { oneHotOf } from '../../../hdl-dsl/std/index.js';
import { concatLow } from '../../common/concat-low.js';
import { layerIndex, layerKinds } from '../ima/layer-word.js';
import { layerInputs } from './layer-registers.js';

const firstLowBit = layerRegisters.findIndex(({ name }) => name === 'lowBit0');
/** Most weight slices of a layer. */
const mostSlices = 8;

/** Turns configuration writes into words for the crossbars of a tile, and gives all of them the settings of a layer when
 *  it begins. What is not there is not written. */
export const CrossbarLoader = module({
  name: (p) => `${p.unit}_crossbar_loader`,
  comment: (p) => `Turns configuration writes into words for ${p.crossbars} crossbars.`,
  params: z.object({
    unit: z.string(),
    crossbars: z.int().min(1).max(128),
    rows: z.int().min(1),
    filters: z.int().min(1),
  }),
  ports: (p) => ({
    ...layerInputs('slices', 'speculate', 'signedInputs'),
    begin: input(bool, 'a layer begins'),
    writeLayer: input(bool),
    writeCrossbars: input(bool),
    writeCells: input(bool),
    writeCentres: input(bool),
    index: input(uint(20)),
    data: input(bits(32)),
    used: output(bits(p.crossbars), 'crossbars of the layer'),
    cells: output(bits(p.crossbars), 'the row buffer is written to row of this crossbar'),
    row: output(uintBelow(p.rows)),
    crossbars: output(bits(p.crossbars), 'who takes the following word'),
    kind: output(uint(3)),
    wordIndex: output(layerIndex(p.filters), 'its slice or filter'),
    word: output(bits(32)),
  }),
  build(m, p, io) {
    const numbers = Array.from({ length: p.crossbars }, (_, g) => g);
    const crossbar = (number: UInt) => oneHotOf(number, p.crossbars);
    const nobody = literal(bits(p.crossbars), 0);
    const everybody = concatLow(numbers.map(() => literal(bits(1), 1)));

    const fieldBits = Math.log2(crossbarWords);
    const { tableCrossbar, field } = m.wires({
      tableCrossbar: crossbar(io.index.shiftRight(fieldBits)),
      field: io.index.truncate(fieldBits),
    });
    const { used } = m.regs({ used: bits(p.crossbars, { reset: 0 }) });
    m.when(all(io.writeCrossbars, field.eq(0)), () => {
      for (const g of numbers) m.when(tableCrossbar.bit(g), () => used.bit(g).next(io.data.bit(0)));
    });
    io.used.drive(used);

    const { wordLine } = m.wires({ wordLine: io.data.truncate(wordLineBits).asUInt() });
    const { programs } = m.wires({ programs: all(io.writeCells, wordLine.lt(p.rows)) });
    io.cells.drive(mux(programs, crossbar(io.data.slice(wordLineBits, 32 - wordLineBits).asUInt()), nobody));
    io.row.drive(wordLine.truncate(uintBelow(p.rows).width));

    const { slice, filter } = m.wires({
      slice: io.index.sub(firstLowBit),
      filter: io.index.truncate(Math.log2(centresApart)),
    });
    const indexBits = layerIndex(p.filters).width;
    io.crossbars.drive(0);
    io.kind.drive(layerKinds.settings);
    io.wordIndex.drive(0);
    io.word.drive(io.data);
    m.when(io.begin, () => {
      io.crossbars.drive(everybody);
      io.word.drive(concat(io.signedInputs, io.speculate, io.slices).extend(32));
    })
      .elseWhen(all(io.writeLayer, slice.ge(0), slice.lt(mostSlices)), () => {
        io.crossbars.drive(everybody);
        io.kind.drive(layerKinds.lowBit);
        io.wordIndex.drive(slice.asUInt().wrap(indexBits));
      })
      .elseWhen(all(io.writeCrossbars, field.ne(0)), () => {
        io.crossbars.drive(tableCrossbar);
        // The fields behind `used` in the order of the kinds.
        io.kind.drive(field.add(layerKinds.firstElement - 1).wrap(3));
      })
      .elseWhen(all(io.writeCentres, filter.lt(p.filters)), () => {
        io.crossbars.drive(crossbar(io.index.shiftRight(Math.log2(centresApart))));
        io.kind.drive(layerKinds.centre);
        io.wordIndex.drive(filter.wrap(indexBits));
      });
  },
});
