import { fieldPlaces, tileInstructions, tileOpcodeBits } from '../../../config/puma/encoding.js';
import type { MachineGeometry } from '../../../config/puma/geometry.js';
import { all, type Bits, type Bool, bool, literal } from '../../../hdl-dsl/index.js';

/** A word of a tile program, taken apart. Fields mean something where the instruction has them. */
export interface TileInstruction {
  readonly isSend: Bool;
  readonly isReceive: Bool;
  readonly isHalt: Bool;
  /** The field of this name in the instructions that have it. */
  field(name: string): Bits;
}

/** Decodes a word strictly: one that is no instruction, has a FIFO or a count that is not there, or a one where no field
 *  is, is none of the three.
 *  @param word 56 bits */
export function decodeTile(word: Bits, geometry: MachineGeometry): TileInstruction {
  const { tile, countBits } = geometry;
  if (tile === undefined) throw new RangeError('only a tile has tile instructions');
  const valid = (name: (typeof tileInstructions)[number]['name']): Bool => {
    const format = tileInstructions.find((f) => f.name === name);
    if (format === undefined) throw new RangeError(`there is no tile instruction \`${name}\``);
    const places = fieldPlaces(format, tileOpcodeBits, geometry);
    const rules = [
      word
        .slice(word.width - tileOpcodeBits, tileOpcodeBits)
        .asUInt()
        .eq(format.opcode),
    ];
    for (const { field, lsb, bits } of places) {
      const value = word.slice(lsb, bits).asUInt();
      if (field.kind === 'count' && countBits < bits)
        rules.push(value.slice(countBits, bits - countBits).eq(0));
      if (field.kind === 'fifo' && name === 'receive' && tile.fifos < 2 ** bits)
        rules.push(value.lt(tile.fifos));
    }
    const lowest = Math.min(word.width - tileOpcodeBits, ...places.map(({ lsb }) => lsb));
    if (lowest > 0) rules.push(word.truncate(lowest).eq(0));
    return all(literal(bool, true), ...rules);
  };
  return {
    isSend: valid('send'),
    isReceive: valid('receive'),
    isHalt: valid('halt'),
    field(name) {
      const places = tileInstructions.flatMap((f) => fieldPlaces(f, tileOpcodeBits, geometry));
      const place = places.find(({ field }) => field.name === name);
      if (place === undefined) throw new RangeError(`no tile instruction has a field \`${name}\``);
      return word.slice(place.lsb, place.bits);
    },
  };
}
