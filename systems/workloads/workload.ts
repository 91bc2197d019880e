import type { MatrixPhase } from '../system.js';

/** What a unit is made to compute.
 *
 *  A workload is a chain of phases: of an array, one programming and `vectors` inputs each. A phase may depend on
 *  what came out of the earlier ones, so golden model and RTL each walk the chain on their own outputs. */
export interface Workload<P = MatrixPhase> {
  readonly name: string;
  /** Inputs of every phase. */
  readonly vectors: number;
  /** Number of phases. */
  readonly phases: number;
  /** Phase k.
   *
   *  @param previousOutputs vectors x columns of each phase before k, from the same side
   *  @returns undefined past the last phase */
  phase(k: number, previousOutputs: readonly Float64Array[]): P | undefined;
  /** Present where phases have trace units of their own, whose vectors are numbered over the whole workload: the phase of
   *  a vector, and its number in that phase. */
  placeOf?(vector: number): { readonly phase: number; readonly vector: number };
  /** Present where the outputs classify images. */
  readonly classification?: Classification;
}

export interface WorkloadOptions {
  /** Default: 16 of `random`, all held-out digits, all inputs of a file. */
  readonly vectors?: number;
  /** For `random`; default 0. */
  readonly seed?: number;
}

/** A workload whose last outputs are scores of classes. */
export interface Classification {
  readonly classes: number;
  readonly images: readonly LabelledImage[];
  /** The network in floating point on the same images. */
  readonly float: Score;
  /** @param outputs of all phases, vectors x columns each */
  score(outputs: readonly Float64Array[]): Score;
}

export interface LabelledImage {
  readonly width: number;
  readonly height: number;
  /** Row by row, 0 (background) .. maximum. */
  readonly pixels: Uint8Array;
  readonly maximum: number;
  readonly label: number;
}

export interface Score {
  /** vectors x classes, in the network's real units. */
  readonly scores: Float64Array;
  /** The class of the largest score; the first of equal ones. */
  readonly predictions: Int32Array;
  readonly correct: number;
  /** 0..1. */
  readonly accuracy: number;
}
