/** Networks as `crossweave list` shows them. */
export const networkCatalogue: readonly { readonly name: string; readonly summary: string }[] = [
  { name: 'mnist-cnn', summary: 'MNIST: 5x5x8, pool, 5x5x16, pool, dense 10' },
  { name: 'mnist-mlp', summary: 'MNIST: 784-80-10' },
  { name: 'mnist-mlp-skewed', summary: 'MNIST: 784-80-10, no hidden weight negative' },
  { name: 'digits-mlp', summary: 'handwritten digits of 8 x 8 pixels: 64-64-32-10' },
  { name: 'laplace-512', summary: 'one layer of 512 x 512 Laplace weights' },
  { name: 'gaussian-512', summary: 'one layer of 512 x 512 Gaussian weights' },
  { name: 'skewed-512', summary: 'one layer of 512 x 512 weights, Laplace about a mean for each filter' },
  { name: 'laplace-1152', summary: 'one layer of 1152 rows (3 x 3 x 128) x 128 outputs, Laplace' },
  { name: 'skewed-2304', summary: 'one layer of 2304 rows (3 x 3 x 256) x 256 outputs, skewed' },
];
