import type { PortValue } from '../../hdl-dsl/sim/black-box-model.js';
import type { Simulator } from '../../hdl-dsl/sim/simulator.js';
import type { MonitorData, SimEnd, SimJob } from '../engine.js';
import { Op } from '../stimulus.js';
import { wordsOf } from '../stimulus-builder.js';
import { numberFrom, valueFromWords } from './port-words.js';
import { Recorder } from './recorder.js';

interface Pin {
  readonly name: string;
  /** Number of the pin in the simulator. */
  readonly at: number;
  readonly width: number;
  readonly signed: boolean;
}

interface Watch {
  readonly valid: number;
  readonly data: number;
  readonly tags: readonly number[];
  readonly recorder: Recorder;
}

/** Interprets a stimulus on the built-in simulator, with the meaning that the driver of the Verilator engine gives
 *  it: outputs are looked at when settled, before each clock. */
export class StimulusRun {
  readonly #simulator: Simulator;
  readonly #stimulus: SimJob['stimulus'];
  readonly #cycleLimit: number;
  readonly #pins: readonly Pin[];
  readonly #watches: readonly Watch[];
  readonly #captures: number[] = [];
  #mark = -1;
  #end: SimEnd | undefined;

  constructor(simulator: Simulator, job: SimJob) {
    this.#simulator = simulator;
    this.#stimulus = job.stimulus;
    this.#cycleLimit = job.cycleLimit;
    this.#pins = job.design.ports.map(({ name, width, signed }) => ({
      name,
      at: simulator.pin(name),
      width,
      signed,
    }));
    this.#watches = job.monitors.map((monitor) => ({
      valid: simulator.pin(monitor.valid),
      data: simulator.pin(monitor.data),
      tags: monitor.tags.map((tag) => simulator.pin(tag)),
      recorder: new Recorder(monitor),
    }));
  }

  /** Resets the design and runs the whole stimulus. */
  execute(): SimEnd {
    this.#simulator.reset();
    this.#checkAssertion();
    const words = this.#stimulus;
    let at = 0;
    while (!this.#end && at < words.length) {
      switch (words[at++]) {
        case Op.poke: {
          const pin = this.#pins[words[at++]!]!;
          at = this.#poke(pin, at);
          break;
        }
        case Op.step:
          this.#step(words[at++]!);
          break;
        case Op.wait:
          this.#wait(this.#pins[words[at]!]!, words[at + 1]!);
          at += 2;
          break;
        case Op.table:
          at = this.#table(at);
          break;
        case Op.mark:
          this.#mark = words[at++]!;
          break;
      }
    }
    return this.#end ?? { reason: 'finished' };
  }

  captures(): Float64Array {
    return Float64Array.from(this.#captures);
  }

  monitors(): MonitorData[] {
    return this.#watches.map(({ recorder }) => recorder.data());
  }

  #poke(pin: Pin, at: number): number {
    this.#simulator.pokeAt(pin.at, valueFromWords(this.#stimulus, at, pin.width));
    return at + wordsOf(pin.width);
  }

  #step(cycles: number): void {
    if (this.#watches.length > 0) {
      for (let left = cycles; left > 0 && !this.#end; left -= 1) this.#clock();
      return;
    }
    const room = this.#cycleLimit - this.#simulator.cycle;
    this.#simulator.step(Math.min(cycles, room));
    this.#checkAssertion();
    if (cycles > room) this.#end ??= { reason: 'hang', mark: this.#mark };
  }

  #clock(waitedFor?: Pin): void {
    const simulator = this.#simulator;
    if (simulator.cycle >= this.#cycleLimit) {
      this.#end = { reason: 'hang', mark: this.#mark, ...(waitedFor ? { port: waitedFor.name } : {}) };
      return;
    }
    for (const { valid, data, tags, recorder } of this.#watches) {
      if (simulator.peekAt(valid)) {
        const values: PortValue[] = tags.map((tag) => simulator.peekAt(tag));
        recorder.record(simulator.cycle, simulator.peekAt(data), values);
      }
    }
    simulator.step();
    this.#checkAssertion();
  }

  #wait(pin: Pin, limit: number): void {
    for (let left = limit; !this.#end && !this.#simulator.peekAt(pin.at); left -= 1) {
      if (left === 0) {
        this.#end = { reason: 'hang', mark: this.#mark, port: pin.name };
        return;
      }
      this.#clock(pin);
    }
  }

  #table(start: number): number {
    const words = this.#stimulus;
    const [pokes = 0, captures = 0, rows = 0] = words.subarray(start, start + 3);
    const pins = Array.from(words.subarray(start + 3, start + 3 + pokes + captures), (n) => this.#pins[n]!);
    let at = start + 3 + pokes + captures;
    for (let row = 0; row < rows && !this.#end; row += 1) {
      for (let k = 0; k < pokes; k += 1) at = this.#poke(pins[k]!, at);
      for (let k = pokes; k < pins.length; k += 1) {
        const { at: port, width, signed } = pins[k]!;
        this.#captures.push(numberFrom(this.#simulator.peekAt(port), width, signed));
      }
      this.#clock();
    }
    return at;
  }

  #checkAssertion(): void {
    const failed = this.#simulator.failedAssertion;
    if (failed) this.#end ??= { reason: 'assertion', mark: this.#mark, ...failed };
  }
}
