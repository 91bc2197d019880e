import type { ClockDomain } from '../ir/index.js';

/** The domain of modules that declare none: `clk_i`, and `rst_ni` asynchronous. */
export const mainClock: ClockDomain = Object.freeze({ name: 'main', reset: 'async' });

/** Printed names of a domain's pins. */
export function clockPins({ name }: ClockDomain): { readonly clock: string; readonly reset: string } {
  const middle = name === 'main' ? '' : `_${name}`;
  return { clock: `clk${middle}_i`, reset: `rst${middle}_ni` };
}
