import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import type { Converter } from '../analog/converter.js';

/** What follows from a configuration, by the names of docs/mixed-signal-arrays.md. */
export interface MixedSignalGeometry {
  /** Steps of a vector: B_x where the bits of an input come one by one. */
  readonly steps: number;
  /** Columns of the macro that an output has: B_w in `bit-serial-sram`. */
  readonly perOutput: number;
  /** Columns of the macro. */
  readonly lanes: number;
  /** Bits of a cell. */
  readonly cellBits: number;
  /** Bits of the row code of one step. */
  readonly codeBits: number;
  readonly converter: Converter;
  /** Levels taken off before the convert: ceil(N/2) in `xnor-capacitor`, else 0. */
  readonly middle: number;
  /** 2^(B_w - 1) where cells hold w + 2^(B_w - 1), else 0. */
  readonly weightOffset: number;
  /** Two's complement bits that hold y for any codes. */
  readonly outputBits: number;
}

export function mixedSignalGeometry(config: MixedSignalArrayConfig): MixedSignalGeometry {
  const { style, rows, columns, weightBits, inputBits, adcBits, adcStep } = config;
  const signed = style === 'xnor-capacitor';
  const bitSerial = style === 'bit-serial-sram';
  const perOutput = bitSerial ? weightBits : 1;
  const steps = bitSerial || style === 'resistive-ramp' ? inputBits : 1;
  const converter = {
    shift: adcStep,
    step: 2 ** adcStep,
    lowest: signed ? -(2 ** (adcBits - 1)) : 0,
    highest: signed ? 2 ** (adcBits - 1) - 1 : 2 ** adcBits - 1,
  };
  const middle = signed ? Math.ceil(rows / 2) : 0;
  const weightOffset = signed || bitSerial ? 0 : 2 ** (weightBits - 1);
  // The largest result of the codes alone, and the most that is taken off it.
  const inputs = 2 ** inputBits - 1;
  const top = converter.step * converter.highest * (steps > 1 ? inputs : 1);
  const [least, largest] = signed
    ? [2 * (converter.step * converter.lowest + middle) - rows, 2 * (top + middle) - rows]
    : bitSerial
      ? [-(2 ** (weightBits - 1)) * top, (2 ** (weightBits - 1) - 1) * top]
      : [-weightOffset * rows * inputs, top];
  return {
    steps,
    perOutput,
    lanes: columns * perOutput,
    cellBits: signed || bitSerial ? 1 : weightBits,
    codeBits: style === 'multibit-capacitor' ? inputBits : 1,
    converter,
    middle,
    weightOffset,
    outputBits: 1 + Math.ceil(Math.log2(Math.max(-least, largest + 1, 1))),
  };
}
