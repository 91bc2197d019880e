import type { BlackBox, ClockDomain, Module } from '../ir/index.js';

/** The domain of modules that declare none: `clk_i`, and `rst_ni` asynchronous. */
export const mainClock: ClockDomain = Object.freeze({ name: 'main', reset: 'async' });

/** Printed names of a domain's pins. */
export function clockPins({ name }: ClockDomain): { readonly clock: string; readonly reset: string } {
  const middle = name === 'main' ? '' : `_${name}`;
  return { clock: `clk${middle}_i`, reset: `rst${middle}_ni` };
}

/** Whether the domains of a module have reset pins: hard macros, such as memories, have none unless their model resets
 *  something. */
export function hasResetPins(of: Module | BlackBox): boolean {
  if (of.kind === 'black-box' || !of.macro) return true;
  const isReset = of.registers.some((r) => r.reset !== undefined) || of.assertions.length > 0;
  return isReset || of.instances.some((i) => i.of.clocks.length > 0 && hasResetPins(i.of));
}

/** The printed names of all clock and reset pins of a module, in their order. */
export function clockPinNames(of: Module | BlackBox): readonly string[] {
  return of.clocks.flatMap((domain) => {
    const { clock, reset } = clockPins(domain);
    return hasResetPins(of) ? [clock, reset] : [clock];
  });
}
