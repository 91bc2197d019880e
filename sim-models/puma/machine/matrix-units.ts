import type { MachineGeometry } from '../../../config/puma/geometry.js';
import { machineMvmuConfig } from '../../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../../config/puma-machine.js';
import type { PumaMvmuConfig } from '../../../config/puma-mvmu.js';
import type { Kernel } from '../../analog/kernel.js';
import { GoldenMvmu } from '../mvmu/index.js';

/** M: cycles from the end of the transfer to the drivers until an MVMU is idle again.
 *  M = passes * T * ceil(D / adcs) + 6. Source: docs/puma-isa.md, "Time of a core". */
export function mvmCycles(config: PumaMachineConfig): number {
  const { dacBits, inputBits, columns, adcs } = machineMvmuConfig(config);
  const passes = dacBits > 1 ? 2 : 1;
  return passes * Math.ceil(inputBits / dacBits) * Math.ceil(columns / adcs) + 6;
}

/** The MVMUs of a core: values by `GoldenMvmu`, and when each is idle again. Source: docs/puma-isa.md, "mvm" and
 *  "Time of a core". */
export class MatrixUnits {
  /** M, cycles from the end of the transfer to the drivers until a unit is idle again. */
  readonly duration: number;
  /** [N] first cycle in which each unit is idle again. */
  readonly idleFrom: Float64Array;
  /** [N] starts so far. */
  readonly starts: Float64Array;
  readonly #config: PumaMvmuConfig;
  readonly #core: number;
  readonly #geometry: MachineGeometry;
  readonly #cells: readonly (Int32Array | undefined)[];
  readonly #units: (((inputs: Int32Array) => Float64Array) | undefined)[];
  readonly #routed: Int32Array;
  readonly #kernel: Kernel;

  /** @param kernel of the whole machine  @param cells weights of each MVMU, [rows][columns]; absent: weights 0 */
  constructor(
    config: PumaMachineConfig,
    geometry: MachineGeometry,
    core: number,
    kernel: Kernel,
    cells: readonly (Int32Array | undefined)[],
  ) {
    const mvmu = machineMvmuConfig(config);
    const { mvmus, dimension } = geometry;
    this.#config = mvmu;
    this.#core = core;
    this.#kernel = kernel;
    this.#geometry = geometry;
    this.#cells = cells;
    this.#units = new Array(mvmus).fill(undefined);
    this.#routed = new Int32Array(dimension);
    this.idleFrom = new Float64Array(mvmus);
    this.starts = new Float64Array(mvmus);
    this.duration = mvmCycles(config);
  }

  /** First cycle, not before `cycle`, in which all units of a mask are idle. */
  idle(mask: number, cycle: number): number {
    let first = cycle;
    for (let k = 0, rest = mask; rest !== 0; k++, rest >>>= 1) {
      if ((rest & 1) !== 0 && this.idleFrom[k]! > first) first = this.idleFrom[k]!;
    }
    return first;
  }

  /** Computes the product of unit k.
   *  @param xbarIn [N D]  @param filter F, 0..D  @param rotation r, below F where F > 0
   *  @param to products, written from k D on  @param idleFrom cycle in which it is idle again */
  start(
    k: number,
    xbarIn: Int16Array,
    filter: number,
    rotation: number,
    to: Int16Array,
    idleFrom: number,
  ): void {
    const { dimension } = this.#geometry;
    const routed = this.#routed;
    const base = k * dimension;
    const whole = filter > 0 ? dimension - (dimension % filter) : 0;
    for (let group = 0; group < whole; group += filter) {
      for (let i = 0, from = rotation; i < filter; i++) {
        routed[group + i] = xbarIn[base + group + from]!;
        from = from + 1 === filter ? 0 : from + 1;
      }
    }
    for (let i = whole; i < dimension; i++) routed[i] = xbarIn[base + i]!;
    this.#units[k] ??= this.#program(k);
    const outputs = this.#units[k](routed);
    for (let i = 0; i < dimension; i++) to[base + i] = outputs[i]!;
    this.idleFrom[k] = idleFrom;
    this.starts[k]!++;
  }

  #program(k: number): (inputs: Int32Array) => Float64Array {
    const { dimension, mvmus } = this.#geometry;
    const weights = this.#cells[k] ?? new Int32Array(dimension * dimension);
    return new GoldenMvmu(this.#config, weights, this.#core * mvmus + k).singly(this.#kernel);
  }
}
