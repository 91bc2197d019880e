import { coreInstructions, coreOpcodeBits } from '../../../config/puma/encoding.js';
import type { MachineGeometry } from '../../../config/puma/geometry.js';
import {
  blankInstruction,
  type CoreInstruction,
  coreOperations,
  trapInstruction,
} from './core-instruction.js';
import { lookupCycles, lookupOf } from './look-ups.js';
import { type Word, WordReader } from './read-word.js';
import { vectorLoop } from './vector-loops.js';

/** Decodes core programs by config/puma/encoding.ts and docs/puma-isa.md. */
export class CoreDecoder {
  readonly #geometry: MachineGeometry;
  readonly #reader: WordReader;

  constructor(geometry: MachineGeometry) {
    this.#geometry = geometry;
    this.#reader = new WordReader(coreInstructions, coreOpcodeBits, geometry);
  }

  /** The instruction, or one that traps. */
  decode(word: bigint): CoreInstruction {
    const read = this.#reader.read(word);
    return read ? this.#instruction(read) : trapInstruction('invalid-instruction');
  }

  #instruction(word: Word): CoreInstruction {
    const { format, operation, field } = word;
    const { lanes, dimension, mvmus } = this.#geometry;
    const dest = field('dest');
    const src1 = field('src1');
    const src2 = field('src2');
    const length = field('vecWidth') + 1;
    const width = field('width') + 1;
    const words = length * width;
    const beats = (count: number): number => Math.ceil(count / lanes);
    const base = {
      ...blankInstruction,
      name: format.name,
      aluop: operation?.name ?? '',
      code: operation?.code ?? 0,
      dest,
      src1,
      src2,
    };
    const scalars = [
      { from: src1, words: 1 },
      { from: src2, words: 1 },
    ];
    switch (format.name) {
      case 'mvm': {
        const mask = field('mask');
        if (mask === 0) return trapInstruction('invalid-instruction', format.name);
        const from = { src1: field('filter'), src2: field('stride') };
        const mvm = { ...base, ...from, operation: coreOperations.mvm, counter: 'mvm', mask } as const;
        const reads = [from.src1, from.src2].map((address) => ({ from: address, words: 1 }));
        return this.#checked({ ...mvm, duration: 1 + beats(dimension), waitsFor: mask }, 0, reads);
      }
      case 'alu':
      case 'alui':
        return this.#vector(base, word, length);
      case 'alu-int':
        return this.#checked({ ...base, operation: coreOperations.scalar, counter: 'scalar' }, 1, scalars);
      case 'set': {
        const immediate = signed(field('immediate'));
        return this.#checked({ ...base, operation: coreOperations.set, counter: 'move', immediate }, 1, []);
      }
      case 'copy': {
        const fromXbarIn = field('side') === 1;
        const copy = { ...base, operation: coreOperations.copy, counter: 'move', fromXbarIn } as const;
        const reads = [{ from: src1, words, xbarIn: fromXbarIn }];
        return this.#checked({ ...copy, length: words, duration: beats(words) }, words, reads);
      }
      case 'load': {
        const address = field('address');
        const block = { src1: address, length: words, width, blocks: length };
        const duration = 1 + length * (2 + beats(width));
        const load = {
          ...base,
          ...block,
          operation: coreOperations.load,
          counter: 'load',
          duration,
        } as const;
        return this.#checked(load, words, [{ from: address, words: 1 }]);
      }
      case 'store': {
        const address = field('address');
        const block = { src1: address, src2: src1, length: words, width, blocks: length };
        const duration = 1 + length * (beats(width) + 2);
        const store = { ...base, ...block, operation: coreOperations.store, counter: 'store' } as const;
        return this.#checked({ ...store, duration, amount: field('count') }, 0, [
          { from: address, words: 1 },
          { from: src1, words },
        ]);
      }
      case 'jmp':
        return { ...base, operation: coreOperations.jmp, counter: 'control', pc: field('pc') };
      case 'brn': {
        const brn = { ...base, operation: coreOperations.brn, counter: 'control' } as const;
        return this.#checked({ ...brn, pc: field('pc') }, 0, scalars);
      }
      default:
        return { ...base, operation: coreOperations.hlt, counter: 'control', waitsFor: 2 ** mvmus - 1 };
    }
  }

  /** `alu` and `alui`. */
  #vector(base: CoreInstruction, { format, operation, field }: Word, length: number): CoreInstruction {
    const { lanes, fraction } = this.#geometry;
    const { aluop, src1, src2 } = base;
    const amount = field('src3');
    const usesImmediate = format.name === 'alui';
    const usesSecond = operation?.uses.includes('src2') ?? false;
    const beats = Math.ceil(length / lanes);
    const vector = {
      ...base,
      length,
      src2: usesSecond ? src2 : src1,
      immediate: signed(field('immediate')),
      usesImmediate,
    };
    const source = { from: src1, words: length };
    const lookup = lookupOf(aluop);
    if (lookup) {
      const one = { ...vector, operation: coreOperations.lookup, lookup, counter: 'lookup' } as const;
      return this.#checked({ ...one, duration: lookupCycles * length }, length, [source]);
    }
    if (aluop === 'rand') {
      return this.#checked({ ...vector, operation: coreOperations.rand, duration: beats }, length, []);
    }
    if (aluop === 'subsample') {
      if (amount === 0) return trapInstruction('invalid-instruction', format.name);
      const reads = [{ from: src1, words: (length - 1) * amount + 1 }];
      const one = { ...vector, operation: coreOperations.subsample, amount };
      return this.#checked({ ...one, duration: length }, length, reads);
    }
    const shifts = aluop === 'shl' || aluop === 'shr';
    const one = { ...vector, operation: coreOperations.vector, loop: vectorLoop(aluop) };
    const duration = beats * (aluop === 'div' ? 16 + fraction + 2 : 1);
    const reads = usesSecond ? [source, { from: src2, words: length }] : [source];
    return this.#checked({ ...one, amount: shifts ? amount : fraction, duration }, length, reads);
  }

  /** Adds the MVMUs whose XbarOut it reads, or traps where an address is too large.
   *  @param written words written from `dest` on */
  #checked(instruction: CoreInstruction, written: number, reads: readonly Range[]): CoreInstruction {
    const { registerAddresses } = this.#geometry;
    const ends = reads.map(({ from, words }) => from + words);
    if (written > 0) ends.push(instruction.dest + written);
    if (ends.some((end) => end > registerAddresses)) {
      return trapInstruction('register-address', instruction.name);
    }
    const waitsFor = reads.reduce((units, range) => units | this.#unitsOf(range), instruction.waitsFor);
    return { ...instruction, waitsFor };
  }

  /** Bit by bit, the MVMUs some of whose XbarOut registers lie in a range. */
  #unitsOf({ from, words, xbarIn }: Range): number {
    const { generalBase, dimension } = this.#geometry;
    if (xbarIn) return 0;
    let units = 0;
    const end = Math.min(from + words, generalBase);
    for (let k = Math.floor(from / dimension); k * dimension < end; k++) units |= 1 << k;
    return units;
  }
}

function signed(word: number): number {
  return (word << 16) >> 16;
}

/** Register addresses of a vector that is read, those between its words too. */
interface Range {
  readonly from: number;
  readonly words: number;
  /** XbarIn is read instead of XbarOut. */
  readonly xbarIn?: boolean;
}
