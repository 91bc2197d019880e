import type { SimPort } from './engine.js';
import { Op, type StimulusWords } from './stimulus.js';

/** A value to drive: negative numbers as two's complement; words (low first) for ports beyond 53 bits. */
export type PokeValue = number | bigint | Uint32Array;

/** Values of one port for every row of a table: one for all rows, one number a row, or for ports of more than
 *  32 bits ceil(width / 32) words a row. */
export type TableColumn = number | bigint | Int32Array | Uint32Array | Float64Array;

/** Writes stimulus words by port names. Every method returns the builder.
 *  @throws {RangeError} for a port that does not exist or has the wrong direction or width: a fault of the caller */
export class StimulusBuilder {
  readonly #ports: readonly SimPort[];
  readonly #numbers = new Map<string, number>();
  #words = new Uint32Array(1 << 12);
  #length = 0;

  constructor(ports: readonly SimPort[]) {
    this.#ports = ports;
    for (const [number, port] of ports.entries()) this.#numbers.set(port.name, number);
  }

  /** Drives an input until it is driven anew. */
  poke(port: string, value: PokeValue): this {
    const number = this.#input(port);
    const width = this.#ports[number]!.width;
    const words = wordsOf(width);
    this.#reserve(2 + words);
    // The length grows last: a value that is refused leaves no half an op.
    putValue(this.#words, this.#length + 2, words, value, port);
    this.#words[this.#length] = Op.poke;
    this.#words[this.#length + 1] = number;
    this.#length += 2 + words;
    return this;
  }

  /** Clocks so many times. */
  step(cycles = 1): this {
    return this.#put(Op.step, checkCount(cycles, 'cycles'));
  }

  /** Clocks until the one-bit output `port` is 1, looked at before each clock. After `limit` clocks in vain the
   *  run ends as a hang. */
  wait(port: string, limit: number): this {
    const number = this.#output(port);
    if (this.#ports[number]!.width !== 1)
      throw new RangeError(`cannot wait for ${port}: it is not one bit wide`);
    return this.#put(Op.wait, number, checkCount(limit, 'limit'));
  }

  /** Names the vector, or other unit of work, that begins here. */
  mark(id: number): this {
    return this.#put(Op.mark, checkCount(id, 'mark'));
  }

  /** Row by row: drives `pokes`, settles, captures the outputs `captures`, clocks once. */
  table(rows: number, pokes: Readonly<Record<string, TableColumn>>, captures: readonly string[] = []): this {
    checkCount(rows, 'rows');
    const columns = Object.entries(pokes).map(([port, values]) => {
      const number = this.#input(port);
      return { port, number, words: wordsOf(this.#ports[number]!.width), values };
    });
    const captured = captures.map((port) => {
      const number = this.#output(port);
      if (this.#ports[number]!.width > 53)
        throw new RangeError(`cannot capture ${port}: it has more than 53 bits`);
      return number;
    });
    const stride = columns.reduce((n, c) => n + c.words, 0);
    const head = [
      Op.table,
      columns.length,
      captured.length,
      rows,
      ...columns.map((c) => c.number),
      ...captured,
    ];
    this.#reserve(head.length + rows * stride);
    this.#words.set(head, this.#length);
    let at = this.#length + head.length;
    for (const { port, words, values } of columns) {
      putColumn(this.#words, at, stride, rows, words, values, port);
      at += words;
    }
    this.#length += head.length + rows * stride;
    return this;
  }

  /** The words so far. */
  build(): StimulusWords {
    return this.#words.slice(0, this.#length);
  }

  #put(...words: number[]): this {
    this.#reserve(words.length);
    for (const word of words) this.#words[this.#length++] = word;
    return this;
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#words.length) return;
    const grown = new Uint32Array(Math.max(needed, 2 * this.#words.length));
    grown.set(this.#words.subarray(0, this.#length));
    this.#words = grown;
  }

  #input(name: string): number {
    return this.#number(name, 'input');
  }

  #output(name: string): number {
    return this.#number(name, 'output');
  }

  #number(name: string, direction: SimPort['direction']): number {
    const number = this.#numbers.get(name);
    if (number === undefined) throw new RangeError(`the design has no port ${name}`);
    if (this.#ports[number]!.direction !== direction) throw new RangeError(`port ${name} is no ${direction}`);
    return number;
  }
}

/** 32-bit words of a port. */
export function wordsOf(width: number): number {
  return Math.ceil(width / 32);
}

function checkCount(count: number, what: string): number {
  if (!Number.isInteger(count) || count < 0 || count > 0xffffffff) {
    throw new RangeError(`${what} is no 32-bit count: ${count}`);
  }
  return count;
}

function putValue(to: Uint32Array, at: number, words: number, value: PokeValue, port: string): void {
  if (typeof value === 'object') {
    if (value.length !== words)
      throw new RangeError(`port ${port} takes ${words} words, got ${value.length}`);
    to.set(value, at);
    return;
  }
  if (words === 1 && typeof value === 'number') {
    to[at] = value;
    return;
  }
  let rest = BigInt(value);
  for (let k = 0; k < words; k += 1) {
    to[at + k] = Number(rest & 0xffffffffn);
    rest >>= 32n;
  }
}

function putColumn(
  to: Uint32Array,
  first: number,
  stride: number,
  rows: number,
  words: number,
  values: TableColumn,
  port: string,
): void {
  if (typeof values !== 'object') {
    const one = new Uint32Array(words);
    putValue(one, 0, words, values, port);
    for (let k = 0; k < words; k += 1) {
      for (let row = 0, at = first + k; row < rows; row += 1, at += stride) to[at] = one[k]!;
    }
    return;
  }
  if (words > 1 && !(values instanceof Uint32Array)) {
    throw new RangeError(`port ${port} takes ${words} words a row: give a Uint32Array`);
  }
  if (values.length !== rows * words) {
    throw new RangeError(`port ${port} takes ${rows * words} words in this table, got ${values.length}`);
  }
  if (words === 1) {
    for (let row = 0, at = first; row < rows; row += 1, at += stride) to[at] = values[row]!;
    return;
  }
  for (let row = 0, at = first, from = 0; row < rows; row += 1, at += stride, from += words) {
    for (let k = 0; k < words; k += 1) to[at + k] = values[from + k]!;
  }
}
