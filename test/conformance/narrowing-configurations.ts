import { mvmu, output } from './configuration-of.js';
import type { MacroArrayConfig } from './macro-array-config.js';

/** A unit that is small in every way, lossless with 4-bit ADCs. */
const tiny = { rows: 5, columns: 4, weightBits: 4, inputBits: 4, adcBits: 4 } as const;

/** Each rounding with each overflow, at widths at which outputs both tie and overflow. */
export const narrowings: readonly MacroArrayConfig[] = [
  mvmu('truncate_wrap', { ...tiny, output: output(5, 2, 'truncate', 'wrap') }),
  mvmu('truncate_saturate', {
    ...tiny,
    encoding: 'offset-flip',
    output: output(6, 1, 'truncate', 'saturate'),
  }),
  mvmu('half_up_wrap', { ...tiny, signedInputs: false, output: output(6, 2, 'half-up', 'wrap') }),
  mvmu('half_up_saturate', {
    ...tiny,
    encoding: 'differential',
    adcBits: 5,
    output: output(5, 1, 'half-up', 'saturate'),
  }),
  mvmu('half_even_wrap', {
    ...tiny,
    encoding: 'differential',
    adcBits: 5,
    output: output(4, 2, 'half-even', 'wrap'),
  }),
  mvmu('half_even_saturate', { ...tiny, adcs: 4, output: output(6, 1, 'half-even', 'saturate') }),
  mvmu('half_away_wrap', { ...tiny, adcs: 3, output: output(5, 3, 'half-away', 'wrap') }),
  mvmu('half_away_saturate', {
    ...tiny,
    dacBits: 3,
    adcBits: 7,
    encoding: 'offset-flip',
    output: output(7, 2, 'half-away', 'saturate'),
  }),
  mvmu('per_plane_offset', { ...tiny, output: output(6, 3, 'per-plane', 'wrap') }),
  mvmu('per_plane_flip', {
    rows: 17,
    columns: 3,
    adcs: 2,
    signedInputs: false,
    inputBits: 8,
    dacBits: 3,
    encoding: 'offset-flip',
    output: output(12, 14, 'per-plane', 'wrap'),
  }),
  mvmu('per_plane_pair', {
    ...tiny,
    encoding: 'differential',
    adcBits: 3,
    output: output(48, 1, 'per-plane', 'wrap'),
  }),
];
