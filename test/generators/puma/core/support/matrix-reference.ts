import { machineMvmuConfig } from '../../../../../config/puma/geometry.js';
import type { PumaCoreConfig } from '../../../../../config/puma-machine.js';
import { referenceMvmu } from '../../../../support/reference-mvmu.js';
import { plainRun } from '../../../support/plain-product.js';

/** Where driver i's word comes from, register by register as docs/puma-isa.md says it. */
export function sourceOf(i: number, filter: number, rotation: number, dimension: number): number {
  if (filter === 0) return i;
  const group = filter * Math.floor(i / filter);
  return group + filter <= dimension ? group + ((i - group + rotation) % filter) : i;
}

/** Cycles that an `mvm` is in transfer, after its first in execute. */
export function transferCycles({ dimension, lanes }: PumaCoreConfig, filter: number): number {
  return filter === 0 ? Math.ceil(dimension / lanes) : dimension;
}

/** Cycles of a run, M of the page. */
export function runCycles({ dimension, mvmu }: PumaCoreConfig): number {
  const passes = mvmu.dacBits > 1 ? 2 : 1;
  return passes * Math.ceil(16 / mvmu.dacBits) * Math.ceil(dimension / mvmu.adcs) + 6;
}

/** What the matrix units hold and do, cycle by cycle, written from docs/puma-isa.md: no banks, slices or lanes. */
export class MatrixReference {
  readonly xbarIn: number[];
  readonly xbarOut: number[];
  readonly weights: readonly (readonly number[])[];
  readonly #config: PumaCoreConfig;
  /** First cycle in which the unit is idle again. */
  readonly #idleFrom: number[];
  /** First cycle in which it runs. */
  readonly #runsFrom: number[];
  readonly #number: number;
  readonly #starts: number[];
  #transferLast = -1;
  cycle = 0;

  /** @param number of the core */
  constructor(config: PumaCoreConfig, weights: readonly (readonly number[])[], number = 0) {
    const { mvmus, dimension } = config;
    this.#number = number;
    this.#config = config;
    this.weights = weights;
    this.xbarIn = new Array<number>(mvmus * dimension).fill(0);
    this.xbarOut = new Array<number>(mvmus * dimension).fill(0);
    this.#idleFrom = new Array<number>(mvmus).fill(0);
    this.#runsFrom = new Array<number>(mvmus).fill(0);
    this.#starts = new Array<number>(mvmus).fill(0);
  }

  get transferLast(): boolean {
    return this.cycle === this.#transferLast;
  }

  get isTransferring(): boolean {
    return this.cycle <= this.#transferLast;
  }

  runs(k: number): boolean {
    return this.cycle >= (this.#runsFrom[k] ?? 0) && this.cycle < (this.#idleFrom[k] ?? 0);
  }

  /** Idle, and not about to be started. */
  isFree(k: number): boolean {
    return this.cycle >= (this.#idleFrom[k] ?? 0);
  }

  /** In this cycle an `mvm` begins.
   *  @returns the products of the units that start, by unit */
  begin(mask: number, filter: number, rotation: number): ReadonlyMap<number, readonly number[]> {
    const { mvmus, dimension } = this.#config;
    const products = new Map<number, readonly number[]>();
    this.#transferLast = this.cycle + transferCycles(this.#config, filter);
    for (let k = 0; k < mvmus; k++) {
      if (((mask >> k) & 1) === 0) continue;
      const inputs = Array.from(
        { length: dimension },
        (_, i) => this.xbarIn[k * dimension + sourceOf(i, filter, rotation, dimension)] ?? 0,
      );
      this.#runsFrom[k] = this.#transferLast + 1;
      this.#idleFrom[k] = this.#transferLast + 1 + runCycles(this.#config);
      const outputs = this.#product(k, inputs);
      products.set(k, outputs);
      outputs.forEach((output, j) => {
        this.xbarOut[k * dimension + j] = output;
      });
    }
    return products;
  }

  /** Term by term; noise needs the reference that knows its addresses. */
  #product(k: number, inputs: readonly number[]): number[] {
    const mvmu = machineMvmuConfig(this.#config);
    const weights = this.weights[k] ?? [];
    const operation = this.#starts[k] ?? 0;
    this.#starts[k] = operation + 1;
    if (mvmu.nonideal === undefined) return plainRun(mvmu, weights, inputs).outputs.map(Number);
    const place = { macro: this.#number * this.#config.mvmus + k, operation };
    const run = referenceMvmu(mvmu, Int32Array.from(weights), Int32Array.from(inputs), place);
    return Array.from(run.outputs, Number);
  }

  write(address: number, mask: number, words: readonly number[]): void {
    words.forEach((word, i) => {
      if (((mask >> i) & 1) === 1 && address + i < this.xbarIn.length) this.xbarIn[address + i] = word;
    });
  }

  /** Word at a register address; undefined where it is in the making. */
  read(address: number, isIn: boolean): number | undefined {
    const unit = Math.floor(address / this.#config.dimension);
    if (unit >= this.#config.mvmus) return 0;
    if (isIn) return this.xbarIn[address];
    return this.isFree(unit) ? this.xbarOut[address] : undefined;
  }
}
