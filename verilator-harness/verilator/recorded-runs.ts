import type { MonitorData } from '../engine.js';

/** What a monitor recorded. The cycles come as runs (first, how many) and are written out only for those who ask. */
export class RecordedRuns implements MonitorData {
  readonly values: MonitorData['values'];
  readonly tags: Uint32Array;
  readonly firings: number;
  readonly #runs: Uint32Array;
  #cycles: Uint32Array | undefined;

  constructor(values: MonitorData['values'], tags: Uint32Array, runs: Uint32Array) {
    this.values = values;
    this.tags = tags;
    this.#runs = runs;
    let firings = 0;
    for (let k = 1; k < runs.length; k += 2) firings += runs[k]!;
    this.firings = firings;
  }

  get cycles(): Uint32Array {
    this.#cycles ??= this.#writeOut();
    return this.#cycles;
  }

  #writeOut(): Uint32Array {
    const cycles = new Uint32Array(this.firings);
    let at = 0;
    for (let k = 0; k < this.#runs.length; k += 2) {
      const first = this.#runs[k]!;
      const end = at + this.#runs[k + 1]!;
      for (let cycle = first; at < end; at += 1, cycle += 1) cycles[at] = cycle;
    }
    return cycles;
  }
}
