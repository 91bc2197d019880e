import type { MachineImage } from '../../../../config/puma/image.js';
import { ReferenceMemory } from '../reference/memory.js';

/** Data memory that knows what happens before what, whatever the speed of the units.
 *
 *  A program is made in one global order of its memory accesses; each unit's program is what concerns it. Run at any
 *  speed it does the same and never ends in a deadlock if, for every word,
 *  - a store comes after the store before it (it then waits for that one's consumers by itself);
 *  - a load comes after all loads of what was stored before (else it could take their turn).
 *  "After" is by vector clocks: program order, a load after the store that it reads, a store after the loads that
 *  emptied the word. */
export class TrackedMemory extends ReferenceMemory {
  readonly #clocks: readonly Uint32Array[];
  /** By word: clock of the last store; of the loads since then; of the loads before it. */
  readonly #stored: Uint32Array[];
  readonly #loaded: Uint32Array[];
  readonly #emptied: Uint32Array[];

  constructor(words: number, clients: number, image: Pick<MachineImage, 'memory'>) {
    super(words, clients, image);
    const clock = () => new Uint32Array(clients);
    this.#clocks = Array.from({ length: clients }, clock);
    const none = clock();
    this.#stored = new Array<Uint32Array>(words).fill(none);
    this.#loaded = new Array<Uint32Array>(words).fill(none);
    this.#emptied = new Array<Uint32Array>(words).fill(none);
  }

  /** Whether a client may load these words next, and will get what stands there now. */
  mayLoad(client: number, address: number, words: number): boolean {
    if (address < 0 || address + words > this.values.length) return false;
    for (let at = address; at < address + words; at++) {
      if (this.valid[at] === 0 || !isBefore(this.#emptied[at]!, this.#clocks[client]!)) return false;
    }
    return true;
  }

  /** Whether a client may store there next. */
  mayStore(client: number, address: number, words: number): boolean {
    if (address < 0 || address + words > this.values.length) return false;
    for (let at = address; at < address + words; at++) {
      if (this.valid[at] === 1 || !isBefore(this.#stored[at]!, this.#clocks[client]!)) return false;
    }
    return true;
  }

  /** Whether a client comes after all loads of what stood there last, so that it may load what is stored next. */
  mayLoadNext(client: number, address: number, words: number): boolean {
    const emptied = this.#emptied.slice(address, address + words);
    return emptied.every((clock) => isBefore(clock, this.#clocks[client]!));
  }

  override load(client: number, address: number, width: number): number[] {
    if (!this.mayLoad(client, address, width)) throw new Error(`client ${client} may not load ${address}`);
    const clock = this.#tick(client, this.#stored, address, width);
    const values = super.load(client, address, width)!;
    for (let at = address; at < address + width; at++) {
      this.#loaded[at] = joined(this.#loaded[at]!, clock);
      if (this.valid[at] === 0) this.#emptied[at] = this.#loaded[at]!;
    }
    return values;
  }

  override store(client: number, address: number, values: readonly number[], count: number): boolean {
    if (!this.mayStore(client, address, values.length)) {
      throw new Error(`client ${client} may not store ${address}`);
    }
    const clock = this.#tick(client, this.#emptied, address, values.length);
    super.store(client, address, values, count);
    const none = new Uint32Array(clock.length);
    for (let at = address; at < address + values.length; at++) {
      this.#stored[at] = clock;
      this.#loaded[at] = none;
    }
    return true;
  }

  #tick(client: number, after: readonly Uint32Array[], address: number, width: number): Uint32Array {
    const clock = this.#clocks[client]!;
    for (let at = address; at < address + width; at++) clock.set(joined(clock, after[at]!));
    clock[client]! += 1;
    return clock.slice();
  }
}

function isBefore(a: Uint32Array, b: Uint32Array): boolean {
  return a.every((time, k) => time <= b[k]!);
}

function joined(a: Uint32Array, b: Uint32Array): Uint32Array {
  return a.map((time, k) => Math.max(time, b[k]!));
}
