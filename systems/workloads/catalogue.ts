import type { Config } from '../../config/systems.js';

/** Workloads as `crossweave list` shows them. */
export const workloadCatalogue: readonly {
  readonly name: string;
  /** Systems that it runs on. */
  readonly systems: readonly Config['system'][];
  readonly summary: string;
}[] = [
  {
    name: 'random',
    systems: ['puma-mvmu', 'signed-array'],
    summary: 'uniform and corner values over the whole range',
  },
  {
    name: 'digits',
    systems: ['puma-mvmu'],
    summary: 'handwritten digits through a small trained network',
  },
];
