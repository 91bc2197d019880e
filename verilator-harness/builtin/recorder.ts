import type { PortValue } from '../../hdl-dsl/sim/black-box-model.js';
import { needsDouble } from '../check-job.js';
import type { Monitor, MonitorData } from '../engine.js';
import { unpack } from './port-words.js';

/** Collects the firings of one monitor in growing typed arrays. */
export class Recorder {
  readonly #monitor: Monitor;
  #values: Int32Array | Float64Array;
  #tags: Uint32Array;
  #cycles = new Uint32Array(256);
  #firings = 0;

  constructor(monitor: Monitor) {
    this.#monitor = monitor;
    this.#values = needsDouble(monitor) ? new Float64Array(256) : new Int32Array(256);
    this.#tags = new Uint32Array(256);
  }

  /** Records one firing. */
  record(cycle: number, data: PortValue, tags: readonly PortValue[]): void {
    const { elements, elementBits, signed } = this.#monitor;
    const n = this.#firings;
    this.#values = grown(this.#values, (n + 1) * elements);
    this.#tags = grown(this.#tags, (n + 1) * tags.length);
    this.#cycles = grown(this.#cycles, n + 1);
    unpack(data, elements, elementBits, signed, this.#values, n * elements);
    for (let k = 0; k < tags.length; k += 1) this.#tags[n * tags.length + k] = Number(tags[k]!);
    this.#cycles[n] = cycle;
    this.#firings = n + 1;
  }

  data(): MonitorData {
    const n = this.#firings;
    return {
      values: this.#values.slice(0, n * this.#monitor.elements),
      tags: this.#tags.slice(0, n * this.#monitor.tags.length),
      cycles: this.#cycles.slice(0, n),
      firings: n,
    };
  }
}

function grown<T extends Int32Array | Uint32Array | Float64Array>(array: T, needed: number): T {
  if (needed <= array.length) return array;
  const type = array.constructor as new (length: number) => T;
  const larger = new type(Math.max(needed, 2 * array.length));
  larger.set(array);
  return larger;
}
