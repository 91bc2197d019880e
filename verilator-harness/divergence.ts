import type { SourcePlace } from '../base/source-place.js';
import type { EventKind } from '../base/trace.js';

/** How an event differs: its value; that it is not there; that nothing was expected; that it came out of turn. */
export type DivergenceNature = 'value' | 'missing' | 'surplus' | 'order';

/** One event in which golden model and RTL differ. */
export interface Divergence {
  readonly unit: string;
  readonly kind: EventKind;
  readonly nature: DivergenceNature;
  /** Number of the event in its stream, from 0. */
  readonly ordinal: number;
  /** Place in the computation that the golden model gives the event, slowest dimension first; of a surplus event
   *  what the RTL reports, if anything. */
  readonly position: readonly { readonly name: string; readonly value: number }[];
  /** Place that the RTL reported, where it is another one. */
  readonly reported?: readonly { readonly name: string; readonly value: number }[];
  readonly expected?: number;
  readonly got?: number;
  /** Two's complement width of the value. */
  readonly width: number;
  readonly fraction: number;
  /** Generator line of the signal that carries the event. */
  readonly source?: SourcePlace;
  /** Clock cycle since reset at which the RTL event happened. */
  readonly cycle?: number;
}

export type KindCounts = Partial<Record<EventKind, number>>;

/** Outcome of comparing two traces. */
export interface TraceDiff {
  /** Events of the golden model that were compared. */
  readonly compared: { readonly total: number; readonly byKind: KindCounts };
  readonly divergences: { readonly total: number; readonly byKind: KindCounts };
  /** First in the order of the computation: vector, then codes before sums before outputs, then place. */
  readonly first?: Divergence;
}
