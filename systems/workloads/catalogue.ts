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
    systems: [
      'puma-mvmu',
      'signed-array',
      'raella-crossbar',
      'raella-ima',
      'raella-tile',
      'mixed-signal-array',
    ],
    summary: 'uniform and corner values over the whole range; on a tile random layers one after another',
  },
  {
    name: 'digits',
    systems: ['puma-mvmu'],
    summary: 'handwritten digits through a small trained network',
  },
  {
    name: 'digits-mlp',
    systems: ['raella-tile'],
    summary: 'handwritten digits through 64-64-32-10, layer by layer',
  },
  {
    name: 'mnist-mlp',
    systems: ['raella-tile'],
    summary: 'MNIST through 784-80-10, layer by layer; needs the data',
  },
  {
    name: 'mnist-cnn',
    systems: ['raella-tile'],
    summary: 'MNIST through two convolutions with pools and a dense layer, layer by layer; needs the data',
  },
];
