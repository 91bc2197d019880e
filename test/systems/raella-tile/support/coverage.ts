import { slicingOf } from '../../../../config/raella/layer-program.js';
import type { RaellaTileConfig } from '../../../../config/raella-machine.js';
import { GoldenTile } from '../../../../sim-models/raella/tile/index.js';
import type { TilePhase } from '../../../../systems/raella-tile/tile-phase.js';

/** What random layers came by: how many runs showed it. */
export class Coverage {
  readonly #seen = new Map<string, number>();

  /** Counts a phase, run on the golden tile. */
  add(config: RaellaTileConfig, { layers, stalls }: TilePhase): void {
    const tile = new GoldenTile(config);
    if (stalls.rate > 0) this.#see('stalls', true);
    for (const { program, runs } of layers) {
      tile.program(program);
      const { registers: r, crossbars } = program;
      const elements = r.kernelHeight * r.kernelWidth * r.inChannels;
      for (const { activations, wait } of runs) {
        for (const { address, bytes } of activations) tile.write(address, bytes);
        const { outputs, overflows, statistics } = tile.run({ parts: false });
        const total = (counts: Float64Array) => counts.reduce((sum, count) => sum + count, 0);
        const any = (name: 'failures' | 'saturations') => statistics.some((s) => total(s[name]) > 0);
        this.#see(r.operation === 1 ? 'max-pool' : 'matrix', true);
        this.#see('several windows', r.outHeight * r.outWidth > 1);
        this.#see('padding', r.padTop + r.padLeft > 0);
        this.#see('strides that differ', r.strideX !== r.strideY);
        this.#see('signed inputs', r.operation === 0 && r.signedInputs === 1);
        this.#see('signed pool', r.operation === 1 && r.signedInputs === 1);
        this.#see('no speculation', r.operation === 0 && r.speculate === 0);
        this.#see('failed speculation', any('failures'));
        this.#see('recovery that saturates', r.speculate === 1 && any('saturations'));
        this.#see('psums that overflow', overflows > 0);
        this.#see('several row blocks', elements > config.rows);
        this.#see('a ragged last block', elements > config.rows && elements % config.rows > 0);
        this.#see('several blocks of outputs', new Set(crossbars.map((c) => c.firstOutput)).size > 1);
        this.#see('inputs around the end of the buffer', wraps(config, r.inBase, r.inHeight * r.inWidth));
        this.#see('activations that were left there', activations.length === 0);
        this.#see('outputs to the buffer only', r.toRouter === 0);
        this.#see('outputs to the router only', r.toBuffer === 0);
        this.#see('outputs to both', r.toBuffer + r.toRouter === 2);
        this.#see('an end that is read for', wait === 'read');
        this.#see('ReLU', r.relu === 1);
        this.#see('clamped outputs', outputs.includes(0) && outputs.includes(255));
        if (r.operation === 0) for (const width of slicingOf(r)) this.#see(`slices of ${width} bits`, true);
      }
    }
  }

  get text(): string {
    return [...this.#seen].map(([what, runs]) => `${what} ${runs}`).join(', ');
  }

  /** What was seen in fewer runs than asked for. */
  missing(least: number): string[] {
    return [...this.#seen].filter(([, runs]) => runs < least).map(([what]) => what);
  }

  #see(what: string, is: boolean): void {
    this.#seen.set(what, (this.#seen.get(what) ?? 0) + Number(is));
  }
}

function wraps({ activationBytes }: RaellaTileConfig, base: number, bytes: number): boolean {
  return (base % activationBytes) + bytes > activationBytes;
}
