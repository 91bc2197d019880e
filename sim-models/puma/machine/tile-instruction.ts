import { type TrapCause, tileInstructions, tileOpcodeBits } from '../../../config/puma/encoding.js';
import type { MachineGeometry } from '../../../config/puma/geometry.js';
import { WordReader } from './read-word.js';

/** A word of the tile control unit's program, decoded once. */
export interface TileInstruction {
  readonly name: 'send' | 'receive' | 'halt' | '';
  /** Present where it traps for what its word alone tells. */
  readonly cause?: TrapCause;
  readonly address: number;
  readonly fifo: number;
  readonly target: number;
  readonly count: number;
  readonly width: number;
  readonly blocks: number;
}

/** Decodes tile programs by config/puma/encoding.ts and docs/puma-isa.md. */
export class TileDecoder {
  readonly #geometry: MachineGeometry;
  readonly #reader: WordReader;

  constructor(geometry: MachineGeometry) {
    this.#geometry = geometry;
    this.#reader = new WordReader(tileInstructions, tileOpcodeBits, geometry);
  }

  /** The instruction, or one that traps. */
  decode(word: bigint): TileInstruction {
    const { memoryWords, countBits, tile } = this.#geometry;
    const read = this.#reader.read(word);
    if (!read) return tileTrap('invalid-instruction');
    const { format, field } = read;
    const instruction: TileInstruction = {
      ...blank,
      name: format.name as TileInstruction['name'],
      address: field('address'),
      fifo: field('fifo'),
      target: field('target'),
      count: field('count'),
      width: field('width') + 1,
      blocks: field('vecWidth') + 1,
    };
    if (format.name === 'halt') return instruction;
    const { fifo, count, address, width, blocks } = instruction;
    if (format.name === 'receive' && (fifo >= (tile?.fifos ?? 0) || count >= 2 ** countBits)) {
      return { ...instruction, cause: 'invalid-instruction' };
    }
    return address + width * blocks > memoryWords ? { ...instruction, cause: 'memory-address' } : instruction;
  }
}

const blank: TileInstruction = { name: '', address: 0, fifo: 0, target: 0, count: 0, width: 1, blocks: 1 };

export function tileTrap(cause: TrapCause): TileInstruction {
  return { ...blank, cause };
}
