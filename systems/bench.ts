import type { PhasedConfig } from '../config/systems.js';
import type { Module } from '../hdl-dsl/ir/index.js';
import type { Engine, SimDesign } from '../verilator-harness/engine.js';
import type { PhasedSystem, PhasedUnit } from './system.js';
import type { Workload } from './workloads/workload.js';

/** What a co-simulation is set up with: a configuration and its system, the hardware, the engine that runs it, and the
 *  workload. */
export interface Bench<C extends PhasedConfig, P, U extends PhasedUnit> {
  readonly system: PhasedSystem<C, P, U>;
  readonly config: C;
  readonly unit: U;
  /** Names that modules are printed under. */
  readonly names: ReadonlyMap<Module, string>;
  /** The hardware as engines take it: generated, or RTL of a folder. */
  readonly design: SimDesign;
  readonly engine: Engine;
  readonly workload: Workload<P>;
}
