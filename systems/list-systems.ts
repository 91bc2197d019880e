import { listPresets } from '../config/presets.js';
import type { Listing } from './api.js';
import { systems } from './registry.js';
import { workloads } from './workloads/index.js';

/** Lists systems, presets and workloads.
 *  @throws {CrossweaveError} CW-C... if a preset cannot be read */
export function listSystems(): Listing {
  return {
    systems: systems.map(({ name, summary }) => ({ name, summary })),
    presets: listPresets(),
    workloads,
  };
}
