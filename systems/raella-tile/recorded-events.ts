import type { MonitorData } from '../../verilator-harness/engine.js';

/** Events in the order in which they came. */
export interface Events {
  readonly values: Float64Array;
  readonly cycles: Uint32Array;
  /** [events][tags] */
  readonly tags: Uint32Array;
}

/** What a monitor recorded, taken off its front piece by piece. */
export class RecordedEvents {
  readonly #data: MonitorData;
  #firing = 0;

  constructor(data: MonitorData) {
    this.#data = data;
  }

  /** The next `firings` firings, or as many as there are. */
  take(firings: number): Events {
    const { values, tags, cycles, firings: all } = this.#data;
    const from = this.#firing;
    const to = Math.min(from + firings, all);
    this.#firing = to;
    const elements = all === 0 ? 0 : values.length / all;
    const perFiring = all === 0 ? 0 : tags.length / all;
    const own = Float64Array.from(values.subarray(from * elements, to * elements));
    return {
      values: own,
      tags: tags.slice(from * perFiring, to * perFiring),
      cycles: Uint32Array.from(own, (_, k) => cycles[from + Math.floor(k / elements)]!),
    };
  }

  /** Firings not taken yet. */
  get left(): number {
    return this.#data.firings - this.#firing;
  }
}
