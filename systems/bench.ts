import type { ArrayConfig } from '../config/systems.js';
import type { Module } from '../hdl-dsl/ir/index.js';
import type { Engine, SimDesign } from '../verilator-harness/engine.js';
import type { ArraySystem, ArrayUnit } from './system.js';
import type { Workload } from './workloads/workload.js';

/** What a co-simulation is set up with: a configuration and its system, the hardware, the engine that runs it, and the
 *  workload. */
export interface Bench<C extends ArrayConfig> {
  readonly system: ArraySystem<C>;
  readonly config: C;
  readonly unit: ArrayUnit;
  /** Names that modules are printed under. */
  readonly names: ReadonlyMap<Module, string>;
  /** The hardware as engines take it: generated, or RTL of a folder. */
  readonly design: SimDesign;
  readonly engine: Engine;
  readonly workload: Workload;
}
