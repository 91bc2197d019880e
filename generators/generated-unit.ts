import type { EventKind } from '../base/trace.js';
import type { Module, SourceRef } from '../hdl-dsl/index.js';

/** What a generator gives: the digital part as a module, and what others must know to run it. */
export interface GeneratedUnit {
  readonly top: Module;
  readonly timing: {
    /** Cycles from the one in which `start_i` is taken to the first with `done_o`: exact, or the most where it depends on the data. */
    readonly cyclesPerRun: number;
    /** The part of it that does not depend on steps and column groups. */
    readonly constant: number;
  };
  /** Bits of one element of `trace_sum_data_o`; 0 in a unit without sums. */
  readonly sumBits: number;
  /** Where the signals behind each kind of event are declared. */
  readonly sources: Partial<Record<EventKind, SourceRef>>;
}
