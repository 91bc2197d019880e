import type { MachineGeometry } from '../../../config/puma/geometry.js';
import { CoreDecoder } from './core-decoder.js';
import { type CoreInstruction, trapInstruction } from './core-instruction.js';

/** A core's instruction memory: words are decoded when they are first executed. */
export class CoreProgram {
  /** Cycles in execute, waits included, and executions of each instruction address. */
  readonly cycles: Float64Array;
  readonly executions: Float64Array;
  readonly #words: BigUint64Array;
  readonly #decoder: CoreDecoder;
  readonly #decoded: (CoreInstruction | undefined)[];
  readonly #size: number;

  /** @param words first words of the memory; the others are 0 */
  constructor(geometry: MachineGeometry, words: BigUint64Array) {
    this.#words = words;
    this.#decoder = new CoreDecoder(geometry);
    this.#size = geometry.instructions;
    this.#decoded = new Array(words.length).fill(undefined);
    this.cycles = new Float64Array(words.length);
    this.executions = new Float64Array(words.length);
  }

  /** The instruction at an address, or one that traps. */
  at(pc: number): CoreInstruction {
    if (pc >= this.#words.length) return pc < this.#size ? emptyWord : pastMemory;
    const decoded = this.#decoded[pc];
    if (decoded) return decoded;
    const instruction = this.#decoder.decode(this.#words[pc]!);
    this.#decoded[pc] = instruction;
    return instruction;
  }

  /** Counts an execution. */
  count(pc: number, cycles: number): void {
    if (pc >= this.#words.length) return;
    this.executions[pc]!++;
    this.cycles[pc]! += cycles;
  }
}

const emptyWord = trapInstruction('invalid-instruction');
const pastMemory = trapInstruction('instruction-address');
