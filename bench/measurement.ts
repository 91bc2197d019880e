/** One line of `npm run bench`. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  /** Of value and reference, such as `MVM/s` or `s`. */
  readonly unit: string;
  /** What the value is held against, measured in the same run. */
  readonly reference: number;
  /** value / reference. */
  readonly ratio: number;
}

/** What a file `bench/<name>.ts` exports. */
export interface BenchModule {
  bench(): Promise<readonly Measurement[]>;
}
