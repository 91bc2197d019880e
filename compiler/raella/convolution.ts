/** A two-dimensional convolution with square steps; weights [outputs][kernelHeight][kernelWidth][channels]. */
export interface Convolution {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  /** Pixels between two outputs, both ways. */
  readonly stride: number;
  /** Rows and columns of padding on each side. */
  readonly padding: number;
}

/** Rows of the dot products of a convolution, and how many outputs a channel has.
 *
 *  @param positions adjacent outputs of a row that share one input vector: rows are those of their patches together */
export function convolutionShape(
  c: Convolution,
  positions = 1,
): {
  readonly rows: number;
  readonly height: number;
  readonly width: number;
} {
  return {
    rows: c.channels * c.kernelHeight * patchWidth(c, positions),
    height: Math.floor((c.height + 2 * c.padding - c.kernelHeight) / c.stride) + 1,
    width: Math.floor((c.width + 2 * c.padding - c.kernelWidth) / c.stride) + 1,
  };
}

/** Columns of the image under the patches of adjacent outputs. */
function patchWidth({ kernelWidth, stride }: Convolution, positions: number): number {
  return kernelWidth + (positions - 1) * stride;
}

/** The input vectors of a convolution (im2col): one an output pixel, or `positions` of them, kernel rows outer, then kernel columns, then
 *  channels, as the weights lie: a kernel row is one run of the image.
 *
 *  @param image [height][width][channels], codes or real numbers  @param zero what stands for 0 there, for the padding
 *  @param patches filled, [output height][output width / positions, rounded up][rows]; patches beyond the last output of
 *  a row are padded */
export function fillPatches(
  c: Convolution,
  image: ArrayLike<number>,
  zero: number,
  patches: Int32Array | Float64Array,
  positions = 1,
): void {
  const { height, width } = convolutionShape(c);
  const run = patchWidth(c, positions) * c.channels;
  let at = 0;
  for (let top = 0; top < height; top++) {
    for (let left = 0; left < width; left += positions) {
      for (let ky = 0; ky < c.kernelHeight; ky++) {
        const y = top * c.stride + ky - c.padding;
        const first = (y * c.width + left * c.stride - c.padding) * c.channels;
        // Places of the run that lie inside the image; the others are padding.
        const from = y < 0 || y >= c.height ? run : (c.padding - left * c.stride) * c.channels;
        const to = (c.width + c.padding - left * c.stride) * c.channels;
        for (let i = 0; i < run; i++) patches[at++] = i >= from && i < to ? image[first + i]! : zero;
      }
    }
  }
}
