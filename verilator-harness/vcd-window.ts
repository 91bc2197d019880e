import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { CrossweaveError } from '../base/crossweave-error.js';

/** Ticks of a clock cycle in our waveforms: cycle c begins at tick 10 c, its rising edge is at 10 c + 5. */
export const ticksPerCycle = 10;

export interface VcdWindowOptions {
  /** Names to keep, whole (`top.u_sub.b_q`) or their last parts (`b_q`); without it all. */
  readonly signals?: readonly string[];
  /** First and last clock cycle since reset. */
  readonly from: number;
  readonly to: number;
}

/** A signal over the window. */
export interface VcdSignal {
  /** Instance path from the top module down, and the name. */
  readonly name: string;
  readonly width: number;
  /** The value at the start of the window (where known), then each change. `value` is binary, most significant bit
   *  first, without leading zeros beyond the first digit, and may hold x or z. */
  readonly changes: readonly { readonly tick: number; readonly value: string }[];
}

export interface VcdWindow {
  readonly fromTick: number;
  /** Past the last tick of the window. */
  readonly toTick: number;
  readonly signals: readonly VcdSignal[];
}

/** What one identifier code of the file stands for; several signals may share it. */
interface Variable {
  last?: string;
  readonly changes: { tick: number; value: string }[];
}

/** Reads some cycles of a waveform, without keeping the rest in memory.
 *  @throws {CrossweaveError} CW-R005 for a file that is no value change dump
 *  @throws {NodeJS.ErrnoException} where the file cannot be read */
export function readVcdWindow(file: string, options: VcdWindowOptions): VcdWindow {
  const fromTick = options.from * ticksPerCycle;
  const toTick = (options.to + 1) * ticksPerCycle;
  const reader = new VcdReader(file, fromTick, toTick, options.signals);
  for (const line of lines(file)) {
    if (!reader.line(line)) break;
  }
  return { fromTick, toTick, signals: reader.finish() };
}

class VcdReader {
  readonly #file: string;
  readonly #from: number;
  readonly #to: number;
  readonly #wanted: readonly string[] | undefined;
  readonly #byId = new Map<string, Variable>();
  readonly #signals: { name: string; width: number; variable: Variable }[] = [];
  readonly #scopes: string[] = [];
  #number = 0;
  #tick = 0;
  #inHeader = true;
  /** Header words of a declaration that goes on in the next line. */
  #declaration: string[] = [];

  constructor(file: string, from: number, to: number, wanted: readonly string[] | undefined) {
    this.#file = file;
    this.#from = from;
    this.#to = to;
    this.#wanted = wanted;
  }

  /** Takes one line; false once the window is over. */
  line(line: string): boolean {
    this.#number += 1;
    if (this.#inHeader) {
      for (const word of line.split(/\s+/)) {
        if (word === '') continue;
        this.#declaration.push(word);
        if (word === '$end') this.#declare(this.#declaration.splice(0), line);
        else if (this.#declaration.length === 1 && !word.startsWith('$')) this.#refuse(line);
      }
      return true;
    }
    const first = line.charCodeAt(0);
    if (Number.isNaN(first)) return true;
    if (first === 0x23) {
      this.#tick = Number(line.slice(1));
      if (!Number.isFinite(this.#tick)) this.#refuse(line);
      return this.#tick < this.#to;
    }
    if (/^[$rRsS]/.test(line)) return true; // $dumpvars, $end; reals and strings are no signals
    this.#change(line);
    return true;
  }

  finish(): VcdSignal[] {
    if (this.#inHeader) this.#refuse('the end of the file');
    return this.#signals.map(({ name, width, variable }) => {
      const start = variable.last === undefined ? [] : [{ tick: this.#from, value: variable.last }];
      return { name, width, changes: [...start, ...variable.changes] };
    });
  }

  #declare(words: string[], line: string): void {
    switch (words[0]) {
      case '$scope':
        this.#scopes.push(words[2] ?? '');
        break;
      case '$upscope':
        this.#scopes.pop();
        break;
      case '$var':
        this.#variable(words, line);
        break;
      case '$enddefinitions':
        this.#inHeader = false;
        break;
    }
  }

  #variable([, , width, id, name]: string[], line: string): void {
    const bits = Number(width);
    if (id === undefined || name === undefined || !(bits >= 1)) this.#refuse(line);
    // Verilator repeats the pins of the top module in a scope of its own.
    const scopes = this.#scopes[0] === 'TOP' ? this.#scopes.slice(1) : this.#scopes;
    if (scopes.length === 0 && this.#scopes.length > 0) return;
    const path = [...scopes, name!].join('.');
    if (this.#wanted && !this.#wanted.some((wanted) => path === wanted || path.endsWith(`.${wanted}`)))
      return;
    const variable = this.#byId.get(id!) ?? { changes: [] };
    this.#byId.set(id!, variable);
    this.#signals.push({ name: path, width: bits, variable });
  }

  #change(line: string): void {
    const vector = line[0] === 'b' || line[0] === 'B';
    const cut = vector ? line.indexOf(' ') : 1;
    if (cut < 1 || (!vector && !/^[01xzXZ]/.test(line))) this.#refuse(line);
    const variable = this.#byId.get(line.slice(vector ? cut + 1 : cut).trim());
    if (!variable) return;
    const value = (vector ? line.slice(1, cut).replace(/^0+(?=.)/, '') : line[0]!).toLowerCase();
    if (this.#tick <= this.#from) variable.last = value;
    else variable.changes.push({ tick: this.#tick, value });
  }

  #refuse(line: string): never {
    throw new CrossweaveError({
      code: 'CW-R005',
      severity: 'error',
      message: `${this.#file} is not a waveform`,
      where: { kind: 'file', file: this.#file },
      actual: `line ${this.#number}: ${line.slice(0, 80)}`,
    });
  }
}

function* lines(file: string): Generator<string> {
  const handle = openSync(file, 'r');
  try {
    const chunk = Buffer.allocUnsafe(1 << 20);
    const decoder = new StringDecoder('utf8');
    let rest = '';
    for (;;) {
      const n = readSync(handle, chunk);
      const text = rest + decoder.write(chunk.subarray(0, n));
      const parts = text.split('\n');
      rest = n === 0 ? '' : parts.pop()!;
      yield* parts;
      if (n === 0) return;
    }
  } finally {
    closeSync(handle);
  }
}
