/** What a programmable machine did, event by event, as golden simulator and hardware tell it. Each log is in order; logs
 *  are compared one by one. */
export interface MachineTrace {
  /** Core by core. */
  readonly cores: readonly CoreTrace[];
  /** Client by client of the data memory: the cores, then the tile control unit. */
  readonly memory: readonly EventLog[];
  /** Packets sent: `packetFields`. */
  readonly packets: EventLog;
}

export interface CoreTrace {
  /** Retired instructions: `retireFields`. */
  readonly retired: EventLog;
  /** Words written to registers by instructions: `writeFields`. */
  readonly writes: EventLog;
  /** Words written to XbarOut, MVMU by MVMU: `outFields`. */
  readonly outputs: readonly EventLog[];
}

/** `writes`: words of `CoreTrace.writes` so far, this instruction's included. */
export const retireFields = ['pc', 'writes'] as const;
/** `address`: register address; `value` signed. */
export const writeFields = ['address', 'value'] as const;
/** `column` of one start after another; `value` signed. */
export const outFields = ['column', 'value'] as const;
/** A word of a block: `write` 1 for store and receive; `value` signed; attributes after it. */
export const memoryFields = ['write', 'address', 'value', 'valid', 'count'] as const;
/** A word of a packet; `width` words belong together. */
export const packetFields = ['target', 'fifo', 'width', 'value'] as const;

/** Events with a fixed number of 32-bit fields. */
export class EventLog {
  readonly fields: readonly string[];
  #data = new Int32Array(64);
  #cycles: Float64Array | undefined;
  #length = 0;

  /** @param withCycles keep the cycle of each event */
  constructor(fields: readonly string[], withCycles = false) {
    this.fields = fields;
    if (withCycles) this.#cycles = new Float64Array(64);
  }

  /** Events. */
  get length(): number {
    return this.#length / this.fields.length;
  }

  /** Fields of all events, one event after another; valid until the next `add`. */
  get data(): Int32Array {
    return this.#data.subarray(0, this.#length);
  }

  /** Cycle of event k, where cycles are kept. */
  cycle(k: number): number | undefined {
    return this.#cycles?.[k];
  }

  /** Field `field` of event k. */
  at(k: number, field: number): number {
    return this.#data[k * this.fields.length + field]!;
  }

  /** Appends an event. @param cycle ignored where cycles are not kept */
  add(a: number, b: number, c = 0, d = 0, e = 0, cycle = 0): void {
    const size = this.fields.length;
    if (this.#length + size > this.#data.length) this.#grow();
    const data = this.#data;
    const at = this.#length;
    data[at] = a;
    data[at + 1] = b;
    if (size > 2) data[at + 2] = c;
    if (size > 3) data[at + 3] = d;
    if (size > 4) data[at + 4] = e;
    if (this.#cycles) this.#cycles[at / size] = cycle;
    this.#length = at + size;
  }

  #grow(): void {
    const data = new Int32Array(2 * this.#data.length);
    data.set(this.#data);
    this.#data = data;
    if (this.#cycles) {
      const cycles = new Float64Array(2 * this.#cycles.length);
      cycles.set(this.#cycles);
      this.#cycles = cycles;
    }
  }
}
