import { systemVerilogKeywords } from '../../base/systemverilog-keywords.js';

/** The names of one SystemVerilog module; each is given once. */
export class NameScope {
  readonly #taken = new Set<string>();
  /** The number to try first for a name that is taken. */
  readonly #next = new Map<string, number>();

  /** The name wanted, or the nearest free one: reserved words get `_`, taken names `_2`, `_3` ... */
  claim(wanted: string): string {
    const base = systemVerilogKeywords.has(wanted) ? `${wanted}_` : wanted;
    let name = base;
    let n = this.#next.get(base) ?? 2;
    for (; this.#taken.has(name); n++) name = `${base}_${n}`;
    this.#next.set(base, n);
    this.#taken.add(name);
    return name;
  }
}
