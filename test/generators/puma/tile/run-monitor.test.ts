import { describe, expect, it } from 'vitest';
import { RunMonitor } from '../../../../generators/puma/tile/run-monitor.js';
import { build } from '../../../../hdl-dsl/index.js';
import { compareWithModel, type Model, type Pins } from '../../../hdl-dsl/std/support/compare.js';

/** The end of a run as the page tells it. */
class MonitorModel implements Model {
  readonly #units: number;
  readonly #watchdog: number;
  #quiet = 0;
  #cycles = 0;

  constructor(units: number, watchdog: number) {
    this.#units = units;
    this.#watchdog = watchdog;
  }

  outputs(i: Pins) {
    return {
      stopped: i.ended === (1n << BigInt(this.#units)) - 1n,
      stuck: i.running !== 0n && this.#quiet >= this.#watchdog,
      cycles: this.#cycles,
    };
  }

  tick(i: Pins) {
    const runs = i.running !== 0n;
    this.#quiet = runs && i.progress === 0n ? this.#quiet + 1 : 0;
    if (runs) this.#cycles++;
    else if (i.run === 1n) this.#cycles = 0;
  }
}

describe('run monitor', () => {
  it.each([
    { units: 1, watchdog: 3 },
    { units: 4, watchdog: 8 },
  ])('counts cycles, and those without progress: %o', ({ units, watchdog }) => {
    const top = build(RunMonitor, { unit: 'm', units, watchdog });
    const seen = compareWithModel(top, new MonitorModel(units, watchdog), {
      cycles: 3000,
      adjust: (pins) => {
        pins.ended = (pins.ended ?? 0n) & ~(pins.running ?? 0n);
      },
    });
    for (const output of ['stopped', 'stuck', 'cycles']) expect(seen.get(output)).toBeGreaterThan(20);
  });
});
