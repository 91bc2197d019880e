import type { LayerProgram } from '../../../config/raella/layer-program.js';
import { activationOf, windowAddresses } from './windows.js';

/** Max-pool: the largest activation of each channel in a window; positions outside the input do not count.
 *  Source: docs/raella-tile.md, "Max-pool". @returns [windows][channels], bytes */
export function runPool({ registers }: LayerProgram, buffer: Uint8Array): Uint8Array {
  const { inChannels, outHeight, outWidth, kernelHeight, kernelWidth } = registers;
  const signed = registers.signedInputs === 1;
  const addresses = windowAddresses(registers, buffer.length);
  const positions = kernelHeight * kernelWidth;
  const outputs = new Uint8Array(outHeight * outWidth * inChannels);
  for (let at = 0; at < outputs.length; at++) {
    const channel = at % inChannels;
    const first = ((at - channel) / inChannels) * positions * inChannels + channel;
    let largest = Number.NEGATIVE_INFINITY;
    for (let p = 0; p < positions; p++) {
      const address = addresses[first + p * inChannels]!;
      if (address >= 0) largest = Math.max(largest, activationOf(buffer[address]!, signed));
    }
    outputs[at] = largest & 0xff;
  }
  return outputs;
}
