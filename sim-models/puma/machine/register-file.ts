import type { MachineGeometry } from '../../../config/puma/geometry.js';
import type { CoreImage } from '../../../config/puma/image.js';

/** Registers of a core by register address. Source: docs/puma-isa.md, "Registers". */
export class RegisterFile {
  /** [N D + R] what sources read: XbarOut, then the general registers. */
  readonly words: Int16Array;
  /** [N D] */
  readonly xbarIn: Int16Array;
  /** N D. */
  readonly base: number;

  constructor({ registerAddresses, generalBase }: MachineGeometry, start: CoreImage['registers']) {
    this.words = new Int16Array(registerAddresses);
    this.xbarIn = new Int16Array(generalBase);
    this.base = generalBase;
    for (const { address, values } of start) this.writeAll(address, values, values.length);
  }

  write(address: number, value: number): void {
    if (address < this.base) this.xbarIn[address] = value;
    else this.words[address] = value;
  }

  /** Writes `count` words from `values[from]` on. */
  writeAll(address: number, values: Int16Array, count: number, from = 0): void {
    const { words, xbarIn, base } = this;
    let i = 0;
    for (; i < count && address + i < base; i++) xbarIn[address + i] = values[from + i]!;
    for (; i < count; i++) words[address + i] = values[from + i]!;
  }

  /** What was last written to an address: XbarIn or a general register. */
  written(address: number): number {
    return address < this.base ? this.xbarIn[address]! : this.words[address]!;
  }
}
