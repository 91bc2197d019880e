/** A two-dimensional convolution with square steps; weights [outputs][channels][kernelHeight][kernelWidth]. */
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

/** Rows of the dot products of a convolution, and how many outputs a channel has. */
export function convolutionShape(c: Convolution): {
  readonly rows: number;
  readonly height: number;
  readonly width: number;
} {
  return {
    rows: c.channels * c.kernelHeight * c.kernelWidth,
    height: Math.floor((c.height + 2 * c.padding - c.kernelHeight) / c.stride) + 1,
    width: Math.floor((c.width + 2 * c.padding - c.kernelWidth) / c.stride) + 1,
  };
}

/** The input vectors of a convolution (im2col): one an output pixel, channels outer, then kernel rows, then columns,
 *  as the weights lie.
 *
 *  @param image [channels][height][width], codes  @param zeroCode the code that stands for 0, for the padding
 *  @returns [output height][output width][rows] */
export function patchesOf(c: Convolution, image: ArrayLike<number>, zeroCode: number): Int32Array {
  const { rows, height, width } = convolutionShape(c);
  const patches = new Int32Array(height * width * rows);
  let at = 0;
  for (let top = 0; top < height; top++) {
    for (let left = 0; left < width; left++) {
      for (let channel = 0; channel < c.channels; channel++) {
        for (let ky = 0; ky < c.kernelHeight; ky++) {
          const y = top * c.stride + ky - c.padding;
          for (let kx = 0; kx < c.kernelWidth; kx++) {
            const x = left * c.stride + kx - c.padding;
            const inside = y >= 0 && y < c.height && x >= 0 && x < c.width;
            patches[at++] = inside ? image[(channel * c.height + y) * c.width + x]! : zeroCode;
          }
        }
      }
    }
  }
  return patches;
}
