import { listPresets } from '../config/presets.js';
import type { Listing } from './api.js';
import { networkCatalogue } from './networks/catalogue.js';
import { systemCatalogue } from './registry.js';
import { workloadCatalogue } from './workloads/catalogue.js';

/** Lists systems, presets, workloads and networks.
 *  @throws {CrossweaveError} CW-C... if a preset cannot be read */
export function listSystems(): Listing {
  return {
    systems: systemCatalogue,
    presets: listPresets(),
    workloads: workloadCatalogue,
    networks: networkCatalogue,
  };
}
