import type { RaellaArrayConfig } from '../config/raella-crossbar.js';
import type { RaellaImaConfig } from '../config/raella-machine.js';
import type { ArrayConfig } from '../config/systems.js';

/** Smallest and largest value, both allowed. */
export interface ElementRange {
  readonly min: number;
  readonly max: number;
  /** Nothing between them is allowed. */
  readonly endsOnly?: true;
}

/** What single bits stand for that count as -1 and +1. */
const signs: ElementRange = { min: -1, max: 1, endsOnly: true };

/** Whether a range has a value. */
export function isElement({ min, max, endsOnly }: ElementRange, value: number): boolean {
  return endsOnly ? value === min || value === max : value >= min && value <= max;
}

/** Weights that the cells can hold.
 *
 *  Offset encodings -2^(n-1) .. 2^(n-1)-1, differential -(2^(n-1)-1) .. 2^(n-1)-1 (n = weightBits);
 *  signed array -(2^c-1) .. 2^c-1 (c = cellBits); RAELLA -128 .. 127, the codes 0 .. 255 less that of zero, 128;
 *  mixed-signal arrays -2^(n-1) .. 2^(n-1)-1, of `xnor-capacitor` -1 and 1. */
export function weightRange(config: ArrayConfig): ElementRange {
  if (config.system === 'signed-array') {
    const max = 2 ** config.cellBits - 1;
    return { min: -max, max };
  }
  if (isRaella(config)) return { min: -128, max: 127 };
  const max = 2 ** (config.weightBits - 1) - 1;
  if (config.system === 'mixed-signal-array')
    return config.style === 'xnor-capacitor' ? signs : { min: -max - 1, max };
  return { min: config.encoding === 'differential' ? -max : -max - 1, max };
}

/** Inputs that the input registers can hold: -2^(m-1) .. 2^(m-1)-1 signed, 0 .. 2^m-1 unsigned (m = inputBits,
 *  or dacBits of a signed array, whose inputs are unsigned, or the 8 bits of RAELLA). Those of mixed-signal arrays are
 *  unsigned, of `xnor-capacitor` -1 and 1. */
export function inputRange(config: ArrayConfig): ElementRange {
  if (config.system === 'signed-array') return { min: 0, max: 2 ** config.dacBits - 1 };
  if (config.system === 'mixed-signal-array')
    return config.style === 'xnor-capacitor' ? signs : { min: 0, max: 2 ** config.inputBits - 1 };
  const { signedInputs, inputBits } = isRaella(config)
    ? { signedInputs: config.layer.signedInputs, inputBits: 8 }
    : config;
  if (!signedInputs) return { min: 0, max: 2 ** inputBits - 1 };
  const half = 2 ** (inputBits - 1);
  return { min: -half, max: half - 1 };
}

function isRaella(config: ArrayConfig): config is RaellaArrayConfig | RaellaImaConfig {
  return config.system === 'raella-crossbar' || config.system === 'raella-ima';
}
