import { crossbarOf } from '../../config/raella/geometry.js';
import type { RaellaTileConfig } from '../../config/raella-machine.js';
import type { BlackBoxModel } from '../../hdl-dsl/sim/black-box-model.js';
import { crossbarTwin } from '../twins/crossbar-twin.js';

/** The twin of the crossbar macro that all IMAs of a tile share. */
export function tileTwins(config: RaellaTileConfig): Readonly<Record<string, BlackBoxModel>> {
  const crossbar = crossbarOf(config);
  return { [`${crossbar.name}_xbar`]: crossbarTwin(crossbar) };
}
