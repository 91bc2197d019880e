import { operations } from '../../../config/raella/configuration-map.js';
import { crossbarsOf } from '../../../config/raella/geometry.js';
import { type CrossbarProgram, type LayerProgram, slicingOf } from '../../../config/raella/layer-program.js';
import type { RaellaTileConfig } from '../../../config/raella-machine.js';
import { GoldenIma } from '../ima/golden-ima.js';
import { quantiseOutput } from '../quantiser.js';
import type { RaellaStatistics } from '../statistics.js';
import { runPool } from './run-pool.js';
import { activationOf, windowAddresses } from './windows.js';

/** What a tile made of a layer. */
export interface TileRun {
  /** [windows][outputs], the bytes in the order in which they are made */
  readonly outputs: Uint8Array;
  /** Register `overflows` at the end. */
  readonly overflows: number;
  /** [windows][outputs], what the quantiser got; absent for max-pool */
  readonly sums?: Float64Array;
  /** [windows][outputs][crossbars of the tile], the y that entered; 0 from crossbars that did not. Where asked for. */
  readonly parts?: Float64Array;
  /** By crossbar that took part. */
  readonly statistics: readonly RaellaStatistics[];
}

/** A tile of RAELLA: it is programmed with a layer, gathers the windows from the activation buffer, runs the crossbars,
 *  joins their y, quantises, and writes the outputs. Source: docs/raella-tile.md. */
export class GoldenTile {
  readonly #config: RaellaTileConfig;
  readonly #imas: readonly GoldenIma[];
  #program: LayerProgram | undefined;
  /** [activationBytes] */
  readonly activations: Uint8Array;

  constructor(config: RaellaTileConfig) {
    this.#config = config;
    this.#imas = Array.from({ length: config.imas }, (_, k) => new GoldenIma(config, k * config.crossbars));
    this.activations = new Uint8Array(config.activationBytes);
  }

  /** Programs a layer.
   *  @throws {CrossweaveError} CW-M002, CW-M005 as `GoldenRaellaCrossbar` */
  program(program: LayerProgram): void {
    this.#program = program;
    for (const crossbar of program.crossbars) this.#load(program, crossbar);
  }

  /** Writes activations from an address up, modulo the size of the buffer. */
  write(address: number, bytes: Uint8Array): void {
    for (const [k, byte] of bytes.entries()) this.activations[(address + k) % this.activations.length] = byte;
  }

  /** Runs the programmed layer on the activations that are there. @param parts whether to give what each crossbar added
   *  @throws {CrossweaveError} CW-M006 a scale that is none */
  run(options: { readonly parts: boolean }): TileRun {
    if (this.#program === undefined) throw new RangeError('no layer is programmed');
    const { registers } = this.#program;
    const run =
      registers.operation === operations.maxPool
        ? { outputs: runPool(this.#program, this.activations), overflows: 0, statistics: [] }
        : this.#matrix(this.#program, options.parts);
    if (registers.toBuffer === 1) this.write(registers.outBase, run.outputs);
    return run;
  }

  #load(
    { registers }: LayerProgram,
    { number, elements, filters, codes, centres, zeroCodes }: CrossbarProgram,
  ) {
    const { rows, crossbars } = this.#config;
    const all = new Uint8Array(rows * filters);
    all.set(codes);
    const layer = {
      slicing: slicingOf(registers),
      codes: all,
      used: new Uint8Array(rows * filters).fill(1, 0, elements * filters),
      centres,
      zeroCodes,
      speculate: registers.speculate === 1,
      signedInputs: registers.signedInputs === 1,
    };
    this.#imas[Math.floor(number / crossbars)]!.load(number % crossbars, layer);
  }

  #matrix({ registers, crossbars, scales, biases }: LayerProgram, wanted: boolean): TileRun {
    const { outHeight, outWidth, outputs: count, zeroPoint } = registers;
    const windows = outHeight * outWidth;
    const total = crossbarsOf(this.#config);
    const gathered = this.#gather(registers);
    const perWindow = gathered.length / windows;
    const sums = new Float64Array(windows * count);
    const parts = new Float64Array(wanted ? sums.length * total : 0);
    const statistics: RaellaStatistics[] = [];
    let overflows = 0;
    for (const { number, firstElement, elements, firstOutput, filters } of crossbars) {
      const inputs = new Int32Array(windows * this.#config.rows);
      for (let w = 0; w < windows; w++) {
        const from = w * perWindow + firstElement;
        inputs.set(gathered.subarray(from, from + elements), w * this.#config.rows);
      }
      const ima = this.#imas[Math.floor(number / this.#config.crossbars)]!;
      const run = ima.run(number % this.#config.crossbars, inputs, { level: 'outputs' });
      statistics.push(run.statistics);
      for (let w = 0; w < windows; w++) {
        for (let f = 0; f < filters; f++) {
          const at = w * count + firstOutput + f;
          const y = run.outputs[w * filters + f]!;
          sums[at]! += y;
          if (wanted) parts[at * total + number] = y;
          if (run.overflows[w * filters + f]! > 0) overflows++;
        }
      }
    }
    const relu = registers.relu === 1;
    const outputs = Uint8Array.from(sums, (sum, at) => {
      const n = at % count;
      return quantiseOutput(sum, { scale: scales[n]!, bias: biases[n]!, zeroPoint, relu });
    });
    return { outputs, overflows: overflows >>> 0, sums, statistics, ...(wanted ? { parts } : {}) };
  }

  /** Inputs of every window. @returns [windows][K] */
  #gather(registers: LayerProgram['registers']): Int32Array {
    const signed = registers.signedInputs === 1;
    const pad = activationOf(registers.padCode, signed);
    return windowAddresses(registers, this.activations.length).map((address) =>
      address < 0 ? pad : activationOf(this.activations[address]!, signed),
    );
  }
}
