import type { ClockDomain, Module } from '../ir/index.js';
import type { PortSpecs } from './ports.js';

/** How a module was declared, before its ports were flattened. */
export interface DeclaredInterface {
  readonly ports: PortSpecs;
  /** Clock domains by their keys; those without pins are here as well. */
  readonly clocks: Readonly<Record<string, ClockDomain>>;
}

const declared = new WeakMap<Module, DeclaredInterface>();

/** Remembers the interface of a module that is elaborated; internal to the language. */
export function rememberInterface(module: Module, made: DeclaredInterface): void {
  declared.set(module, made);
}

/** The ports and clocks of a module as its definition declares them; nothing for a module that was not elaborated. */
export function declaredInterface(module: Module): DeclaredInterface | undefined {
  return declared.get(module);
}
