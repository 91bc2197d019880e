import { EventLog, memoryFields } from '../../../../base/machine-trace.js';
import type { MachineImage } from '../../../../config/puma/image.js';

/** Data memory with valid and count: one block at once, or it has to wait. */
export class ReferenceMemory {
  readonly values: Int16Array;
  readonly valid: Uint8Array;
  readonly counts: Uint16Array;
  /** Blocks done, word by word, client by client. */
  readonly logs: readonly EventLog[];

  constructor(words: number, clients: number, image: Pick<MachineImage, 'memory'>) {
    this.values = new Int16Array(words);
    this.valid = new Uint8Array(words);
    this.counts = new Uint16Array(words);
    this.logs = Array.from({ length: clients }, () => new EventLog(memoryFields));
    for (const { address, values, count } of image.memory) {
      this.values.set(values, address);
      this.valid.fill(1, address, address + values.length);
      this.counts.fill(count, address, address + values.length);
    }
  }

  /** The words of a block; undefined while one of them is not valid. */
  load(client: number, address: number, width: number): number[] | undefined {
    if (this.valid.subarray(address, address + width).includes(0)) return undefined;
    const values: number[] = [];
    for (let at = address; at < address + width; at++) {
      values.push(this.values[at]!);
      if (this.counts[at]! > 0) {
        this.counts[at]! -= 1;
        if (this.counts[at] === 0) this.valid[at] = 0;
      }
      this.#log(client, 0, at);
    }
    return values;
  }

  /** Whether the block could be written: not while one of its words is valid. */
  store(client: number, address: number, values: readonly number[], count: number): boolean {
    if (this.valid.subarray(address, address + values.length).includes(1)) return false;
    for (const [i, value] of values.entries()) {
      this.values[address + i] = value;
      this.valid[address + i] = 1;
      this.counts[address + i] = count;
      this.#log(client, 1, address + i);
    }
    return true;
  }

  #log(client: number, write: number, at: number): void {
    this.logs[client]!.add(write, at, this.values[at]!, this.valid[at]!, this.counts[at]!);
  }
}
