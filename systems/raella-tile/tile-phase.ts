import type { LayerProgram } from '../../config/raella/layer-program.js';

/** Layers that a tile runs one after another, after one reset. */
export interface TilePhase {
  /** Runs of the phases before. */
  readonly firstRun: number;
  readonly layers: readonly TileLayer[];
  /** Random stalls of every port: in `rate` of 256 cycles. */
  readonly stalls: { readonly seed: number; readonly rate: number };
}

/** A layer and its runs; the tile is programmed once for all of them. */
export interface TileLayer {
  /** Its name is a trace unit of its own. */
  readonly program: LayerProgram;
  readonly runs: readonly LayerRun[];
}

export interface LayerRun {
  /** Written before the start; none where the layer works on what the one before left. */
  readonly activations: readonly ActivationWrite[];
  /** How the end is seen: by polling, or by a read that the tile does not take before it. */
  readonly wait: 'poll' | 'read';
}

/** Bytes written from an address up. */
export interface ActivationWrite {
  readonly address: number;
  readonly bytes: Uint8Array;
  readonly through: 'router' | 'configuration';
}

/** Runs of a workload before a layer of a phase. */
export function runsBefore({ firstRun, layers }: TilePhase, layer: number): number {
  return layers.slice(0, layer).reduce((sum, { runs }) => sum + runs.length, firstRun);
}

/** Windows of a layer, as rows and columns, and its outputs of each. */
export function outputShape({ registers }: LayerProgram): {
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
} {
  return { rows: registers.outHeight, columns: registers.outWidth, channels: registers.outputs };
}

/** Outputs of one run. */
export function outputCount(program: LayerProgram): number {
  const { rows, columns, channels } = outputShape(program);
  return rows * columns * channels;
}
