import { closeSync, openSync, writeSync } from 'node:fs';
import type { PortValue } from './black-box-model.js';

/** Ticks of a clock cycle: cycle c begins at tick 10 c, its rising edge is at 10 c + 5. */
const ticksPerCycle = 10;

/** Text kept before it goes to the file, characters. */
const chunk = 1 << 16;

export interface VcdWriterOptions {
  /** First and last cycle written; all without them. */
  readonly fromCycle?: number;
  readonly toCycle?: number;
}

/** A signal of a waveform. Signals of the same value share a variable. */
export interface VcdSignal {
  /** Scopes below the top module and the name, parted by dots. */
  readonly path: string;
  readonly width: number;
  /** Number of its value. */
  readonly value: number;
}

/** Writes a value change dump: at tick 10 c the inputs of cycle c, settled, and the clock falling; at 10 c + 5 the
 *  clock rising and what the edge changed. The same run gives the same bytes. */
export class VcdWriter {
  readonly #file: number;
  readonly #from: number;
  readonly #to: number;
  #text = '';
  #values: readonly (() => PortValue)[] = [];
  #widths: number[] = [];
  #last: (PortValue | undefined)[] = [];
  #sample: () => void = () => {};
  #hasClock = false;

  /** @throws {NodeJS.ErrnoException} where the file cannot be made */
  constructor(file: string, options: VcdWriterOptions = {}) {
    this.#file = openSync(file, 'w');
    this.#from = options.fromCycle ?? 0;
    this.#to = options.toCycle ?? Number.POSITIVE_INFINITY;
  }

  /** Writes the header; called by the simulator.
   *  @param values of the signals, after `sample` */
  begin(
    top: string,
    hasClock: boolean,
    signals: readonly VcdSignal[],
    values: readonly (() => PortValue)[],
    sample: () => void,
  ): void {
    this.#values = values;
    this.#sample = sample;
    this.#hasClock = hasClock;
    this.#last = values.map(() => undefined);
    for (const { value, width } of signals) this.#widths[value] = width;
    this.#text += '$timescale 1ns $end\n';
    this.#scope(
      top,
      signals.map(({ path, width, value }) => ({ path: path.split('.'), width, value })),
      true,
    );
    this.#text += '$enddefinitions $end\n';
  }

  /** The cycle before its clock edge. */
  beforeEdge(cycle: number): void {
    if (cycle < this.#from || cycle > this.#to) return;
    this.#text += `#${cycle * ticksPerCycle}\n`;
    if (this.#hasClock)
      this.#text += `0${clockId}\n${cycle === this.#from || cycle === 0 ? `1${resetId}\n` : ''}`;
    this.#changes();
  }

  /** The cycle after its clock edge. */
  afterEdge(cycle: number): void {
    if (cycle < this.#from || cycle > this.#to) return;
    this.#text += `#${cycle * ticksPerCycle + ticksPerCycle / 2}\n`;
    if (this.#hasClock) this.#text += `1${clockId}\n`;
    this.#changes();
  }

  /** Ends the file. */
  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #changes(): void {
    this.#sample();
    this.#values.forEach((read, i) => {
      const value = read();
      if (value === this.#last[i]) return;
      this.#last[i] = value;
      this.#text += this.#widths[i] === 1 ? `${value}${idOf(i)}\n` : `b${value.toString(2)} ${idOf(i)}\n`;
    });
    if (this.#text.length > chunk) this.#flush();
  }

  #scope(
    name: string,
    signals: readonly { path: string[]; width: number; value: number }[],
    isTop: boolean,
  ): void {
    this.#text += `$scope module ${name} $end\n`;
    if (isTop && this.#hasClock)
      this.#text += `$var wire 1 ${clockId} clk_i $end\n$var wire 1 ${resetId} rst_ni $end\n`;
    const inner = new Map<string, { path: string[]; width: number; value: number }[]>();
    for (const { path, width, value } of signals) {
      const [first = '', ...rest] = path;
      if (rest.length === 0) {
        const range = width === 1 ? '' : ` [${width - 1}:0]`;
        this.#text += `$var wire ${width} ${idOf(value)} ${first}${range} $end\n`;
      } else {
        const list = inner.get(first) ?? [];
        inner.set(first, list);
        list.push({ path: rest, width, value });
      }
    }
    for (const [scope, list] of inner) this.#scope(scope, list, false);
    this.#text += '$upscope $end\n';
  }

  #flush(): void {
    writeSync(this.#file, this.#text);
    this.#text = '';
  }
}

const clockId = '!';
const resetId = '"';

/** Short printable identifiers, `!` and `"` left to clock and reset. */
function idOf(number: number): string {
  let id = '';
  for (let n = number + 2; n >= 0; n = Math.floor(n / 94) - 1) id = String.fromCharCode(33 + (n % 94)) + id;
  return id;
}
