import type { RaellaRun } from '../../sim-models/raella/index.js';

/** Input bits of a plain run, and of the recovery. */
const inputBits = 8;

/** What the crossbars of a layer did, added up over runs. */
export class LayerCounts {
  /** Input vectors of the layer. */
  vectors = 0;
  /** Conversions. */
  converts = 0;
  /** Conversions of speculative steps. */
  speculated = 0;
  /** Those at a bound. */
  failures = 0;
  /** Conversions of 1-bit steps at a bound. */
  saturations = 0;
  /** The same, had every column been converted in every such step. */
  wouldSaturate = 0;
  /** Columns times 1-bit steps: what `wouldSaturate` is a part of. */
  bitColumns = 0;
  /** Psums of one crossbar. */
  psums = 0;
  /** Those whose running value left 16 bits. */
  overflows = 0;
  /** Multiply-accumulates of the layer for one vector. */
  readonly macsOfVector: number;
  readonly #speculative: number;

  /** @param speculation widths of the speculative slices */
  constructor(speculation: readonly number[], speculate: boolean, macsOfVector: number) {
    this.#speculative = speculate ? speculation.length : 0;
    this.macsOfVector = macsOfVector;
  }

  /** Adds a run of one crossbar. */
  add({ statistics, overflows }: RaellaRun): void {
    const { columns, slices } = statistics;
    this.converts += sum(statistics.converts);
    this.speculated += columns * slices * this.#speculative;
    this.failures += sum(statistics.failures);
    this.saturations += sum(statistics.saturations);
    this.wouldSaturate += sum(statistics.wouldSaturate);
    this.bitColumns += columns * slices * inputBits;
    this.psums += overflows.length;
    for (const outside of overflows) if (outside > 0) this.overflows++;
  }

  /** Conversions a multiply-accumulate. */
  get convertsPerMac(): number {
    return this.converts / (this.vectors * this.macsOfVector);
  }

  /** Share of the speculative conversions that succeed; 1 where none were made. */
  get speculationSuccess(): number {
    return this.speculated === 0 ? 1 : 1 - this.failures / this.speculated;
  }

  /** Share of all 1-bit column sums that saturate, as if recovery ran without speculation. */
  get recoverySaturation(): number {
    return this.wouldSaturate / this.bitColumns;
  }
}

function sum(counts: Float64Array): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
