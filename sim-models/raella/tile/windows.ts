import type { LayerProgram } from '../../../config/raella/layer-program.js';

type Registers = LayerProgram['registers'];

/** Addresses of the activations of every window, -1 outside the input. Elements of a window are numbered
 *  k = (ky kernelWidth + kx) inChannels + c, windows row by row. Source: docs/raella-tile.md, "Matrix".
 *  @param bytes of the activation buffer, which addresses are taken modulo
 *  @returns [outHeight * outWidth][K] */
export function windowAddresses(registers: Registers, bytes: number): Int32Array {
  const { inBase, inHeight, inWidth, inChannels, kernelHeight, kernelWidth } = registers;
  const { strideY, strideX, padTop, padLeft, outHeight, outWidth } = registers;
  const addresses = new Int32Array(outHeight * outWidth * kernelHeight * kernelWidth * inChannels);
  let at = 0;
  for (let oy = 0; oy < outHeight; oy++) {
    for (let ox = 0; ox < outWidth; ox++) {
      for (let ky = 0; ky < kernelHeight; ky++) {
        const row = oy * strideY + ky - padTop;
        for (let kx = 0; kx < kernelWidth; kx++) {
          const column = ox * strideX + kx - padLeft;
          const inside = row >= 0 && row < inHeight && column >= 0 && column < inWidth;
          const first = inBase + (row * inWidth + column) * inChannels;
          for (let c = 0; c < inChannels; c++) addresses[at++] = inside ? (first + c) % bytes : -1;
        }
      }
    }
  }
  return addresses;
}

/** An activation as a number. */
export function activationOf(byte: number, signed: boolean): number {
  return signed ? (byte << 24) >> 24 : byte;
}
