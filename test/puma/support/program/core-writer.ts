import type { MachineGeometry } from '../../../../config/puma/geometry.js';
import type { Random } from '../../../hdl-dsl/print/support/random.js';
import type { ReferenceCore } from '../reference/core.js';
import { encode, type Instruction } from '../reference/instruction.js';

/** The most steps that a fragment may take: a bound on faults of the generator. */
const mostSteps = 20_000;

/** A core's program while it is made. What is put there runs at once, so that values of registers are known. */
export class CoreWriter {
  readonly core: ReferenceCore;
  readonly random: Random;
  readonly geometry: MachineGeometry;
  /** Register addresses that nothing may be written to: loop counters, filters, addresses. */
  readonly kept = new Set<number>();

  constructor(core: ReferenceCore, random: Random) {
    this.core = core;
    this.random = random;
    this.geometry = core.geometry;
  }

  /** Address of the next instruction. */
  get here(): number {
    return this.core.program.length;
  }

  /** Instructions that still fit, less some for the end. */
  get room(): number {
    return this.geometry.instructions - this.here - 6;
  }

  get ended(): boolean {
    return this.core.state !== 'running';
  }

  /** Appends an instruction. @returns its address */
  put(instruction: Instruction): number {
    if (this.here >= this.geometry.instructions) throw new Error('the program grows too long');
    this.core.program.push(encode('core', this.geometry, instruction));
    return this.here - 1;
  }

  /** Appends any word. */
  putWord(word: bigint): void {
    this.core.program.push(word);
  }

  replace(address: number, instruction: Instruction): void {
    this.core.program[address] = encode('core', this.geometry, instruction);
  }

  /** Executes until the next instruction is the one that is not there yet, or the core has ended. */
  run(): void {
    for (let steps = 0; !this.ended && this.core.pc !== this.here; steps++) {
      if (steps > mostSteps) throw new Error(`core ${this.core.number} does not come to ${this.here}`);
      if (!this.core.step()) throw new Error(`core ${this.core.number} waits at ${this.core.pc}`);
    }
  }

  /** Appends an instruction and executes it. */
  do(instruction: Instruction): void {
    this.put(instruction);
    this.run();
  }

  /** A general register that is not kept. */
  general(): number {
    const { generalBase, registers } = this.geometry;
    for (;;) {
      const address = generalBase + this.random.below(registers);
      if (!this.kept.has(address)) return address;
    }
  }

  /** Runs `make` while some general registers of its own are kept. */
  keeping<T>(count: number, make: (...registers: number[]) => T): T {
    const mine: number[] = [];
    while (mine.length < count) {
      const address = this.general();
      mine.push(address);
      this.kept.add(address);
    }
    const made = make(...mine);
    for (const address of mine) this.kept.delete(address);
    return made;
  }
}

export const set = (dest: number, value: number): Instruction => ({
  name: 'set',
  fields: { dest, immediate: value },
});
