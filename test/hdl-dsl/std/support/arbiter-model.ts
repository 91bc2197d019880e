/** An arbiter as a list of requests in their order: the first that asks wins. */
export class ArbiterModel {
  readonly #policy: 'fixed' | 'round-robin' | 'matrix';
  #order: number[];

  constructor(policy: 'fixed' | 'round-robin' | 'matrix', requests: number) {
    this.#policy = policy;
    this.#order = Array.from({ length: requests }, (_, i) => i);
  }

  /** Number of the request granted; -1 without requests. */
  choose(requests: readonly boolean[]): number {
    return this.#order.find((i) => requests[i]) ?? -1;
  }

  /** The grant is used. */
  take(index: number): void {
    if (this.#policy === 'matrix') this.#order = [...this.#order.filter((i) => i !== index), index];
    if (this.#policy === 'round-robin') {
      const at = this.#order.indexOf(index) + 1;
      this.#order = [...this.#order.slice(at), ...this.#order.slice(0, at)];
    }
  }
}
