import type { DesignFile } from '../base/design-file.js';
import type { EventKind, Trace } from '../base/trace.js';
import type { BuildOptions } from '../hdl-dsl/build/elaborate.js';
import type { Module, SourceRef } from '../hdl-dsl/ir/index.js';
import type { BlackBoxModel } from '../hdl-dsl/sim/black-box-model.js';
import type { Monitor, SimDesign, SimResult } from '../verilator-harness/engine.js';
import type { StimulusWords } from '../verilator-harness/stimulus.js';
import type { Workload, WorkloadOptions } from './workloads/workload.js';

/** Which events a run compares: `sums` includes outputs, `codes` includes both. */
export const levels = ['outputs', 'sums', 'codes'] as const;
export type Level = (typeof levels)[number];

/** A phase of an array: one programming and the vectors that follow it, after a reset. */
export interface MatrixPhase {
  /** rows x columns, row-major, element units. */
  readonly weights: Int32Array;
  /** vectors x rows. */
  readonly inputs: Int32Array;
  /** Centres of RAELLA's filters, crossbar by crossbar; absent: those of eq. 4.2. */
  readonly centres?: Uint8Array;
}

/** Results of one phase, by whichever side computed them. */
export interface PhaseResult {
  /** vectors x columns, in units of the output format's last place; of a tile whatever its layers gave, in order. */
  readonly outputs: Float64Array;
  readonly trace: Trace;
}

/** The hardware of a configuration, before it is printed. */
export interface Unit {
  readonly top: Module;
}

/** Hardware that runs workloads. */
export interface PhasedUnit extends Unit {
  /** Clocks from the start of a vector to its `done`, where it is the same for every phase. */
  readonly cyclesPerVector?: number;
  /** The generator's signal behind each kind of event. */
  readonly sources: Partial<Record<EventKind, SourceRef>>;
}

/** The hardware of an array. */
export interface ArrayUnit extends PhasedUnit {
  /** The most that a vector takes, where that depends on its data. */
  readonly cyclesPerVector: number;
}

/** The analog macros of a configuration. */
export interface Macros {
  readonly model: DesignFile;
  readonly stub: DesignFile;
  /** C sources behind DPI; empty for an ideal macro. */
  readonly dpi: readonly DesignFile[];
}

/** Pin-level form of a phase, for any engine. */
export interface PhaseJob {
  readonly stimulus: StimulusWords;
  readonly monitors: readonly Monitor[];
  readonly cycleLimit: number;
  /** Clocks before the first vector. */
  readonly programmingCycles: number;
}

/** What a workload needs to know of a configuration. */
export interface Shape {
  readonly rows: number;
  readonly columns: number;
}

/** What a stand-alone test-bench must know of the printed design. */
export interface PrintedUnit<U extends Unit> {
  readonly unit: U;
  readonly command: string;
  /** SystemVerilog of macros and RTL, relative to the design's folder, the top module last. */
  readonly sources: readonly string[];
  readonly dpi: readonly string[];
}

/** What every system has. `C` is its resolved configuration, `U` its hardware. Golden model and hardware meet here and
 *  nowhere below. */
export interface System<C, U extends Unit = Unit> {
  readonly name: string;
  /** @param options of the language's checks */
  elaborate(config: C, options?: BuildOptions): U;
  macros(config: C, command: string): Macros;
  /** Behavioural twins of the macros by black-box name, for the built-in engine. */
  twins(config: C): Readonly<Record<string, BlackBoxModel>>;
  /** A self-checking test-bench that needs no Node, `tb/<top>_tb.sv` and what it reads; empty where a system has none. */
  testbench(config: C, printed: PrintedUnit<U>): readonly DesignFile[];
}

/** A system that runs workloads phase by phase, a reset before each. `P` is what a phase programs and feeds it with: one
 *  or more pieces of work, numbered from 0, which are called vectors here. */
export interface PhasedSystem<C, P, U extends PhasedUnit = PhasedUnit> extends System<C, U> {
  /** The workload of a name, or of a file.
   *  @throws {CrossweaveError} CW-W... if there is no such workload for the configuration */
  workload(name: string, config: C, options: WorkloadOptions): Workload<P>;
  /** What engines run, where that is more than the unit: a bench around it.
   *  @param rtl in place of printed files of the same paths */
  simulated?(config: C, rtl: readonly DesignFile[] | undefined): SimDesign;
  golden(config: C, phase: P, level: Level): PhaseResult;
  job(config: C, unit: U, phase: P, level: Level): PhaseJob;
  /** Brings what an engine recorded into the canonical order of the trace. Clock cycles cost memory, so only who asks gets them. */
  decode(config: C, unit: U, phase: P, level: Level, result: SimResult, withCycles: boolean): PhaseResult;
  /** The phase without what follows vector `last`. @param vectors that the phase has */
  upTo(phase: P, last: number, vectors: number): P;
  /** All that decides a phase, for a hash. */
  content(phase: P): readonly ArrayBufferView[];
}

/** A system that multiplies vectors by one matrix. */
export type ArraySystem<C> = PhasedSystem<C, MatrixPhase, ArrayUnit>;
