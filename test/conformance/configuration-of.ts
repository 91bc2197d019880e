import type { Nonideal, OutputFormat, PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { SignedArrayConfig } from '../../config/signed-array.js';
import { mvmuConfig, signedArrayConfig } from '../support/exact-mvmu.js';

export const output = (
  bits: number,
  fraction: number,
  rounding: OutputFormat['rounding'],
  overflow: OutputFormat['overflow'],
): OutputFormat => ({ bits, fraction, rounding, overflow });

export const mvmu = (name: string, changes: Partial<PumaMvmuConfig>): PumaMvmuConfig =>
  mvmuConfig({ name, rows: 9, columns: 7, ...changes });

export const array = (name: string, changes: Partial<SignedArrayConfig>): SignedArrayConfig =>
  signedArrayConfig({ name, rows: 9, columns: 7, ...changes });

export const noise = (changes: Partial<Nonideal>): Nonideal => ({
  seed: 1,
  programming: 0,
  read: 0,
  adc: 0,
  ...changes,
});
