import { crossbarOf } from '../../../config/raella/geometry.js';
import type { RaellaCrossbarConfig } from '../../../config/raella-crossbar.js';
import type { RaellaImaConfig, RaellaTileConfig } from '../../../config/raella-machine.js';
import { GoldenRaellaCrossbar, type RaellaOptions, type RaellaRun } from '../golden-raella-crossbar.js';
import type { RaellaLayer } from '../layer.js';

/** Crossbars side by side, each loaded and run by itself. Source: docs/raella-tile.md, "IMA". */
export class GoldenIma {
  readonly #config: RaellaCrossbarConfig;
  readonly #first: number;
  readonly #crossbars: (GoldenRaellaCrossbar | undefined)[];
  /** Runs of each crossbar since reset: one that is loaded anew counts on. */
  readonly #operations: number[];

  /** @param first macro number of crossbar 0, for the noise */
  constructor(config: RaellaImaConfig | RaellaTileConfig, first = 0) {
    this.#config = crossbarOf(config);
    this.#first = first;
    this.#crossbars = new Array<undefined>(config.crossbars).fill(undefined);
    this.#operations = new Array<number>(config.crossbars).fill(0);
  }

  /** Loads crossbar x.
   *  @throws {CrossweaveError} CW-M002, CW-M005 as `GoldenRaellaCrossbar` */
  load(x: number, layer: RaellaLayer): void {
    const address = { number: this.#first + x, operation: this.#operations[x]! };
    this.#crossbars[x] = new GoldenRaellaCrossbar(this.#config, layer, address);
  }

  /** Runs crossbar x, which was loaded. @param inputs [n][rows]
   *  @throws {CrossweaveError} CW-M002, CW-M004 as `GoldenRaellaCrossbar` */
  run(x: number, inputs: Int32Array, options: RaellaOptions): RaellaRun {
    const crossbar = this.#crossbars[x];
    if (crossbar === undefined) throw new RangeError(`crossbar ${x} is not loaded`);
    const run = crossbar.run(inputs, options);
    this.#operations[x] = (this.#operations[x]! + run.inputSums.length) >>> 0;
    return run;
  }
}
