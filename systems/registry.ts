import type { Config } from '../config/systems.js';
import { pumaMvmu } from './puma-mvmu/index.js';
import { signedArray } from './signed-array/index.js';
import type { System } from './system.js';

/** Every system, in the order in which `crossweave list` shows them. */
export const systems = [pumaMvmu, signedArray] as const;

/** A configuration beside its system, both of one type. */
export interface Bound {
  /** Calls `use` with the system and its configuration, correctly typed. */
  with<R>(use: <C extends Config>(system: System<C>, config: C) => R): R;
}

/** Finds the system of a configuration. */
export function bindSystem(config: Config): Bound {
  switch (config.system) {
    case 'puma-mvmu':
      return { with: (use) => use(pumaMvmu, config) };
    case 'signed-array':
      return { with: (use) => use(signedArray, config) };
  }
}
