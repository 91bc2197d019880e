import { machineMvmuConfig } from '../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import type { BlackBoxModel } from '../../hdl-dsl/sim/black-box-model.js';
import { crossbarTwin } from '../twins/crossbar-twin.js';

/** The twin of the crossbar macro that all MVMUs of a machine share. */
export function machineTwins(config: PumaMachineConfig): Readonly<Record<string, BlackBoxModel>> {
  const mvmu = machineMvmuConfig(config);
  return { [`${mvmu.name}_xbar`]: crossbarTwin(mvmu) };
}
