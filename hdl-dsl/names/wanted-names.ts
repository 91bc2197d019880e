import type { Instance, Memory, Module, Port, Signal, SourceRef } from '../ir/index.js';
import { clockPins } from './clock-pins.js';
import { mergedSignals } from './merged-signals.js';

interface Wanted {
  readonly printed: string;
  /** What has it, for messages. */
  readonly what: string;
  readonly source: SourceRef;
  /** It may get a number where it clashes. */
  readonly mayChange: boolean;
}

/** A name that a module is printed with, unless it has to change. `next`: what is assigned to a register; `read`: what
 *  readers of a signal write; `pin`: of a clock domain. */
export type WantedName =
  | (Wanted & { readonly role: 'pin' | 'module' | 'assertion' })
  | (Wanted & { readonly role: 'read' | 'next'; readonly of: Signal })
  | (Wanted & { readonly role: 'memory'; readonly of: Memory })
  | (Wanted & { readonly role: 'instance'; readonly of: Instance });

/** Printed name of a port: `x_i` or `x_o`. */
export function portName(port: Pick<Port, 'name' | 'direction'>): string {
  return `${port.name}_${port.direction === 'input' ? 'i' : 'o'}`;
}

/** The names of a module in the order in which they are given: those that may change go last, so that those that may
 *  not stay. Enumerations are left out, as only those in use are printed. */
export function wantedNames(module: Module): readonly WantedName[] {
  const kept: WantedName[] = [];
  const changing: WantedName[] = [];
  const add = (
    role: 'pin' | 'module' | 'assertion',
    printed: string,
    what: string,
    source: SourceRef,
  ): void => {
    kept.push({ role, printed, what, source, mayChange: false });
  };
  const signal = (of: Signal, printed: string, what: string, role: 'read' | 'next' = 'read'): void => {
    const mayChange = of.naming !== undefined && of.naming !== 'reserved';
    (mayChange ? changing : kept).push({ role, printed, what, source: of.source, mayChange, of });
  };
  for (const domain of module.clocks) {
    const { clock, reset } = clockPins(domain);
    add('pin', clock, 'the clock', module.source);
    add('pin', reset, 'the reset', module.source);
  }
  for (const port of module.ports) signal(port, portName(port), port.direction);
  // A signal of the module's own name would hide it.
  add('module', module.name, 'the module', module.source);
  for (const register of module.registers) {
    signal(register, `${register.name}_q`, 'register');
    signal(register, `${register.name}_d`, 'next value of a register', 'next');
  }
  for (const of of module.memories) {
    const { name, source } = of;
    kept.push({ role: 'memory', printed: `${name}_q`, what: 'memory', source, mayChange: false, of });
  }
  const merged = mergedSignals(module);
  for (const wire of module.wires) if (!merged.has(wire)) signal(wire, wire.name, 'wire');
  for (const of of module.instances) {
    const { name, source } = of;
    kept.push({ role: 'instance', printed: `u_${name}`, what: 'instance', source, mayChange: false, of });
  }
  for (const { name, ports } of module.instances) {
    for (const port of ports) signal(port, `${name}_${port.name}`, 'net of an instance');
  }
  for (const { name, source } of module.assertions) add('assertion', name, 'assertion', source);
  return [...kept, ...changing];
}
