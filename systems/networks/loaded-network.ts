import type { FloatNetwork } from '../../compiler/raella/float-network.js';
import type { IntegerNetwork } from '../../compiler/raella/network-layers.js';
import { inputCodes } from '../../compiler/raella/quantise-network.js';

/** Raw inputs of a network, 0 .. its `inputMaximum`. */
export interface NetworkInputs {
  readonly raw: readonly ArrayLike<number>[];
  /** Classes; absent where the inputs are no images. */
  readonly labels?: Uint8Array;
}

/** A network of the project, and what it is measured on. */
export interface LoadedNetwork {
  readonly float: FloatNetwork;
  readonly integer: IntegerNetwork;
  /** Inputs that set ranges and slicings; none of them is a test input. */
  readonly calibration: NetworkInputs;
  /** @throws {CrossweaveError} CW-W109 when the data is not there */
  readonly test: () => NetworkInputs;
}

/** Inputs as codes, from input `from` on.
 *  @returns [inputs][values] */
export function codesOf(
  network: IntegerNetwork,
  { raw }: NetworkInputs,
  from = 0,
  to = raw.length,
): Uint8Array {
  const chosen = raw.slice(from, to).map((input) => inputCodes(network, input));
  const length = chosen[0]?.length ?? 0;
  const codes = new Uint8Array(chosen.length * length);
  for (const [i, input] of chosen.entries()) codes.set(input, i * length);
  return codes;
}
