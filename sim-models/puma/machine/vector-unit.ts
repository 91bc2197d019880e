import type { CoreInstruction } from './core-instruction.js';
import type { RegisterFile } from './register-file.js';
import type { VectorLoop } from './vector-loops.js';

/** Moves and vector operations on the registers of a core, in beats. Source: docs/puma-isa.md, "Beats" and "alu". */
export class VectorUnit {
  /** Sticky. */
  flags = 0;
  /** State of `rand`, 32 bits signed. */
  random: number;
  readonly #registers: RegisterFile;
  readonly #lanes: number;
  readonly #fraction: number;
  readonly #immediate = new Int16Array(1);
  /** Sources of one beat. */
  readonly #a = new Int16Array(16);
  readonly #b = new Int16Array(16);

  /** @param random first state of `rand` */
  constructor(registers: RegisterFile, lanes: number, fraction: number, random: number) {
    this.#registers = registers;
    this.#lanes = lanes;
    this.#fraction = fraction;
    this.random = random;
  }

  /** `alu` and `alui` element by element. */
  vector(instruction: CoreInstruction): void {
    const { words } = this.#registers;
    const { loop, dest, src1, src2, length, amount, usesImmediate } = instruction;
    if (!loop) throw new Error('a vector operation has a loop');
    this.#immediate[0] = instruction.immediate;
    if (!this.#withinBeat(dest, src1) && !this.#withinBeat(dest, src2)) {
      const b = usesImmediate ? this.#immediate : words;
      this.#span(loop, dest, words, src1, b, usesImmediate ? 0 : src2, usesImmediate ? 0 : 1, length, amount);
      return;
    }
    for (let from = 0; from < length; from += this.#lanes) {
      const n = Math.min(this.#lanes, length - from);
      for (let i = 0; i < n; i++) {
        this.#a[i] = words[src1 + from + i]!;
        this.#b[i] = usesImmediate ? instruction.immediate : words[src2 + from + i]!;
      }
      this.#span(loop, dest + from, this.#a, 0, this.#b, 0, 1, n, amount);
    }
  }

  /** One element after another: a beat is one element. */
  lookup({ lookup, dest, src1, length }: CoreInstruction): void {
    const registers = this.#registers;
    if (!lookup) throw new Error('a look-up has a function');
    for (let i = 0; i < length; i++) {
      const result = lookup(registers.words[src1 + i]!, this.#fraction);
      this.flags |= result >>> 16;
      registers.write(dest + i, result);
    }
  }

  /** s ^= s << 13; s ^= s >> 17; s ^= s << 5; the result is the upper half of the new s. */
  rand({ dest, length }: CoreInstruction): void {
    let s = this.random;
    for (let i = 0; i < length; i++) {
      s ^= s << 13;
      s ^= s >>> 17;
      s ^= s << 5;
      this.#registers.write(dest + i, s >> 16);
    }
    this.random = s;
  }

  /** Element i is the word at src1 + i * amount. */
  subsample({ dest, src1, amount, length }: CoreInstruction): void {
    const registers = this.#registers;
    for (let i = 0; i < length; i++) registers.write(dest + i, registers.words[src1 + i * amount]!);
  }

  copy({ dest, src1, length, fromXbarIn }: CoreInstruction): void {
    const registers = this.#registers;
    const { words, xbarIn, base } = registers;
    const beat = this.#withinBeat(dest, src1) ? this.#lanes : 1;
    for (let from = 0; from < length; from += beat) {
      const n = Math.min(beat, length - from);
      for (let i = 0; i < n; i++) {
        const address = src1 + from + i;
        this.#a[i] = fromXbarIn && address < base ? xbarIn[address]! : words[address]!;
      }
      for (let i = 0; i < n; i++) registers.write(dest + from + i, this.#a[i]!);
    }
  }

  /** Whether an element may be written that a later element of the same beat reads; elsewhere going through the
   *  elements one by one gives what beats give. */
  #withinBeat(dest: number, source: number): boolean {
    return dest > source && dest - source < this.#lanes;
  }

  /** A loop over elements whose destination may run from XbarIn into the general registers. */
  #span(
    loop: VectorLoop,
    dest: number,
    a: Int16Array,
    aAt: number,
    b: Int16Array,
    bAt: number,
    bStep: number,
    count: number,
    parameter: number,
  ): void {
    const { words, xbarIn, base } = this.#registers;
    const first = dest < base ? Math.min(count, base - dest) : 0;
    if (first > 0) this.flags |= loop(xbarIn, dest, a, aAt, b, bAt, bStep, first, parameter);
    if (first === count) return;
    const rest = count - first;
    this.flags |= loop(words, dest + first, a, aAt + first, b, bAt + first * bStep, bStep, rest, parameter);
  }
}
