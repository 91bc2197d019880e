import type { ClockDomain, Module } from '../ir/index.js';
import { clockPins } from '../names/clock-pins.js';
import type { PrintContext } from './print-context.js';

/** Domains of registers that are reset at the clock edge. */
export function sampledDomains(module: Module): readonly ClockDomain[] {
  const used = new Set(
    module.registers.flatMap((r) =>
      r.reset !== undefined && r.clock.reset === 'sync' ? [r.clock.name] : [],
    ),
  );
  return module.clocks.filter((domain) => used.has(domain.name));
}

/** The nets that are set while those domains are in reset. */
export function sampledResetSection(context: PrintContext): string[] {
  return sampledDomains(context.module).flatMap((domain) => resetNet(context, domain));
}

/** Declaration of the net that is set while a domain is in reset. */
export function resetNet({ names }: PrintContext, domain: ClockDomain): string[] {
  const name = names.inReset(domain);
  return [`  logic ${name};`, `  assign ${name} = !${clockPins(domain).reset};`];
}
