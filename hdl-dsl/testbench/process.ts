/** A process of a test-bench: the promise of its end, which remembers whether somebody waits for it. */
export class Process<T> extends Promise<T> {
  #isAwaited = false;
  #failure: { readonly error: unknown } | undefined;

  /** Runs `body` up to where it first waits. @param failed is told of an error at once */
  static start<T>(body: () => Promise<T>, failed: (error: unknown) => void): Process<T> {
    const process = new Process<T>((resolve, reject) => {
      // An error before the first wait is one of the process too.
      (async () => body())().then(resolve, (error: unknown) => {
        process.#failure = { error };
        failed(error);
        reject(error);
      });
    });
    // Whoever waits for it is told; if nobody does, the simulation is.
    Promise.prototype.then.call(process, undefined, () => undefined);
    return process;
  }

  override then<A = T, B = never>(
    fulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#isAwaited = true;
    return super.then(fulfilled, rejected);
  }

  /** What is made of it is a plain promise. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  /** The error that ended it, if nobody waits for its end. */
  get unseenError(): unknown {
    return this.#isAwaited ? undefined : this.#failure?.error;
  }
}
