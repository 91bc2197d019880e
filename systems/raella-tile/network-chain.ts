import type { PreparedNetwork } from '../../compiler/raella/prepare-network.js';
import { matrixProgram } from '../../compiler/raella/tile/matrix-program.js';
import { tileLayerOf } from '../../compiler/raella/tile/network-tile-layer.js';
import { poolProgram } from '../../compiler/raella/tile/pool-program.js';
import { type MatrixPart, splitMatrix } from '../../compiler/raella/tile/split-matrix.js';
import type { LayerProgram } from '../../config/raella/layer-program.js';
import type { RaellaTileConfig } from '../../config/raella-machine.js';
import { outputShape, type TilePhase } from './tile-phase.js';

/** Outputs go to the router; the host brings them back as inputs of the next layer. */
const placement = { inBase: 0, outBase: 0, toBuffer: false, toRouter: true } as const;

/** A layer, or the part of one that the tile can hold at once. */
interface ChainPart {
  readonly layer: number;
  /** First output of the part in a window of the layer. */
  readonly output: number;
  /** Outputs of a window of the whole layer. */
  readonly outputs: number;
  readonly program: LayerProgram;
}

/** Runs a network on one tile, a layer a phase; a layer of too many outputs is split into several. Between phases the host
 *  programs the tile anew, and sends the outputs of the layer before, joined, as activations of every image. */
export class NetworkChain {
  readonly #parts: readonly ChainPart[];
  readonly #images: readonly Uint8Array[];
  readonly #stalls: TilePhase['stalls'];

  /** @param images codes of the inputs
   *  @throws {CrossweaveError} CW-W204, CW-W211, CW-W212 a layer that the tile cannot run */
  constructor(
    config: RaellaTileConfig,
    network: PreparedNetwork,
    images: readonly Uint8Array[],
    stalls: TilePhase['stalls'],
  ) {
    this.#images = images;
    this.#stalls = stalls;
    this.#parts = network.layers.flatMap((layer, l): ChainPart[] => {
      const own = tileLayerOf(layer, network.settings.get(layer.name));
      if (own.kind === 'max-pool') {
        const program = poolProgram(config, own.pool, placement);
        return [{ layer: l, output: 0, outputs: outputShape(program).channels, program }];
      }
      return splitMatrix(config, own.matrix).map(({ output, matrix }: MatrixPart) => ({
        ...{ layer: l, output, outputs: own.matrix.layer.outputs },
        program: matrixProgram(config, matrix, placement, { speculate: true }),
      }));
    });
  }

  get phases(): number {
    return this.#parts.length;
  }

  phase(k: number, previous: readonly Float64Array[]): TilePhase | undefined {
    const part = this.#parts[k];
    if (part === undefined) return undefined;
    const inputs = part.layer === 0 ? this.#images : this.outputsOf(part.layer - 1, previous);
    const runs = inputs.map((bytes) => ({
      activations: [{ address: 0, bytes, through: 'router' as const }],
      wait: 'poll' as const,
    }));
    const firstRun = k * this.#images.length;
    return { firstRun, layers: [{ program: part.program, runs }], stalls: this.#stalls };
  }

  /** Outputs of the last layer, for each image. */
  last(previous: readonly Float64Array[]): Uint8Array[] {
    return this.outputsOf(this.#parts.at(-1)!.layer, previous);
  }

  /** Outputs of a layer, its parts side by side in every window. @returns for each image [windows][outputs] */
  outputsOf(layer: number, previous: readonly Float64Array[]): Uint8Array[] {
    const parts = this.#parts.map((part, k) => ({ part, outputs: previous[k] }));
    const own = parts.filter(({ part }) => part.layer === layer);
    return this.#images.map((_, image) => {
      const { rows, columns } = outputShape(own[0]!.part.program);
      const windows = rows * columns;
      const whole = new Uint8Array(windows * own[0]!.part.outputs);
      for (const { part, outputs } of own) {
        const { channels } = outputShape(part.program);
        for (let at = 0; at < windows * channels; at++) {
          const to = Math.floor(at / channels) * part.outputs + part.output + (at % channels);
          whole[to] = outputs?.[image * windows * channels + at] ?? 0;
        }
      }
      return whole;
    });
  }
}
