import { systemVerilogKeywords } from '../../base/systemverilog-keywords.js';

/** The names of one SystemVerilog module; each is given once. */
export class NameScope {
  readonly #taken = new Set<string>();

  /** The name wanted, or the nearest free one: reserved words get `_`, taken names `_2`, `_3` ... */
  claim(wanted: string): string {
    const base = systemVerilogKeywords.has(wanted) ? `${wanted}_` : wanted;
    let name = base;
    for (let n = 2; this.#taken.has(name); n++) name = `${base}_${n}`;
    this.#taken.add(name);
    return name;
  }
}
