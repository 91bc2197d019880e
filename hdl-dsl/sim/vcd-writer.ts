import { closeSync, openSync, writeSync } from 'node:fs';
import type { PortValue } from './black-box-model.js';

/** Ticks of a cycle where the simulator keeps the time: cycle c begins at tick 10 c, its rising edge is at 10 c + 5. */
export const ticksPerCycle = 10;

/** Text kept before it goes to the file, characters. */
const chunk = 1 << 16;

export interface VcdWriterOptions {
  /** First and last cycle written, of ten ticks each; all without them. */
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

/** What a waveform shows of a design. */
export interface VcdContents {
  readonly top: string;
  /** One-bit pins of the top module that belong to no signal: clocks and resets. */
  readonly pins: readonly string[];
  readonly signals: readonly VcdSignal[];
  /** Values of the signals, after `sample`. */
  readonly values: readonly (() => PortValue)[];
  sample(): void;
}

/** Writes a value change dump. The same run gives the same bytes. */
export class VcdWriter {
  readonly #file: number;
  readonly #from: number;
  readonly #to: number;
  #text = '';
  #contents: VcdContents = { top: '', pins: [], signals: [], values: [], sample: () => {} };
  #widths: number[] = [];
  #lastPins: (boolean | undefined)[] = [];
  #last: (PortValue | undefined)[] = [];
  #time = -1;

  /** @throws {NodeJS.ErrnoException} where the file cannot be made */
  constructor(file: string, options: VcdWriterOptions = {}) {
    this.#file = openSync(file, 'w');
    this.#from = (options.fromCycle ?? 0) * ticksPerCycle;
    this.#to = ((options.toCycle ?? Number.POSITIVE_INFINITY) + 1) * ticksPerCycle;
  }

  /** Writes the header; called by the simulator. */
  begin(contents: VcdContents): void {
    const { top, pins, signals, values } = contents;
    this.#contents = contents;
    this.#lastPins = pins.map(() => undefined);
    this.#last = values.map(() => undefined);
    for (const { value, width } of signals) this.#widths[value] = width;
    this.#text += '$timescale 1ns $end\n';
    const paths = signals.map(({ path, width, value }) => ({ path: path.split('.'), width, value }));
    this.#scope(top, paths, pins);
    this.#text += '$enddefinitions $end\n';
  }

  /** Writes what has changed up to a time, in ticks; times never fall. */
  write(time: number, pins: readonly boolean[]): void {
    if (time < this.#from || time >= this.#to) return;
    if (time !== this.#time) this.#text += `#${time}\n`;
    this.#time = time;
    pins.forEach((level, i) => {
      if (level === this.#lastPins[i]) return;
      this.#lastPins[i] = level;
      this.#text += `${Number(level)}${idOf(i)}\n`;
    });
    this.#contents.sample();
    this.#contents.values.forEach((read, i) => {
      const value = read();
      if (value === this.#last[i]) return;
      this.#last[i] = value;
      const id = this.#idOf(i);
      this.#text += this.#widths[i] === 1 ? `${value}${id}\n` : `b${value.toString(2)} ${id}\n`;
    });
    if (this.#text.length > chunk) this.#flush();
  }

  /** Ends the file. */
  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  /** Identifiers of values follow those of the pins. */
  #idOf(value: number): string {
    return idOf(value + this.#lastPins.length);
  }

  #scope(
    name: string,
    signals: readonly { path: string[]; width: number; value: number }[],
    pins: readonly string[],
  ): void {
    this.#text += `$scope module ${name} $end\n`;
    pins.forEach((pin, i) => {
      this.#text += `$var wire 1 ${idOf(i)} ${pin} $end\n`;
    });
    const inner = new Map<string, { path: string[]; width: number; value: number }[]>();
    for (const { path, width, value } of signals) {
      const [first = '', ...rest] = path;
      if (rest.length === 0) {
        const range = width === 1 ? '' : ` [${width - 1}:0]`;
        this.#text += `$var wire ${width} ${this.#idOf(value)} ${first}${range} $end\n`;
      } else {
        const list = inner.get(first) ?? [];
        inner.set(first, list);
        list.push({ path: rest, width, value });
      }
    }
    for (const [scope, list] of inner) this.#scope(scope, list, []);
    this.#text += '$upscope $end\n';
  }

  #flush(): void {
    writeSync(this.#file, this.#text);
    this.#text = '';
  }
}

/** Short printable identifiers. */
function idOf(number: number): string {
  let id = '';
  for (let n = number; n >= 0; n = Math.floor(n / 94) - 1) id = String.fromCharCode(33 + (n % 94)) + id;
  return id;
}
