/** A block of the code that is made. Values that only one branch needs are computed in the block of that branch. */
export class Scope {
  readonly lines: string[] = [];
  readonly #parent: Scope | undefined;
  readonly #depth: number;

  constructor(parent?: Scope) {
    this.#parent = parent;
    this.#depth = parent === undefined ? 0 : parent.#depth + 1;
  }

  /** The innermost block around both. */
  static common(first: Scope, second: Scope): Scope {
    let a: Scope | undefined = first;
    let b: Scope | undefined = second;
    while (a !== b) {
      if (a === undefined || b === undefined) throw new Error('blocks of different functions');
      if (a.#depth >= b.#depth) a = a.#parent;
      else b = b.#parent;
    }
    if (a === undefined) throw new Error('blocks of different functions');
    return a;
  }
}
