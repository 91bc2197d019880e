import type { Enumeration, Module, SourceRef } from '../ir/index.js';
import { upperSnake } from './identifiers.js';

/** The enumerations that a module's signals have, each with the place of the first of them; equal ones are one. */
export function enumerationsOf(module: Module): ReadonlyMap<Enumeration, SourceRef> {
  const found = new Map<Enumeration, SourceRef>();
  for (const { type, source } of [...module.ports, ...module.wires, ...module.registers]) {
    const { enumeration } = type;
    if (enumeration === undefined || found.has(enumeration)) continue;
    if (![...found.keys()].some((other) => sameEnumeration(other, enumeration)))
      found.set(enumeration, source);
  }
  return found;
}

/** Printed names of members that several enumerations of a module have. Members of all enumerations share one
 *  scope in SystemVerilog, so these are told apart by the name of theirs. */
export function sharedMembers(module: Module): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { members } of enumerationsOf(module).keys()) {
    for (const label of new Set(members.map((m) => upperSnake(m.name))))
      (seen.has(label) ? shared : seen).add(label);
  }
  return shared;
}

/** `IDLE`, or `CONTROL_IDLE` where another enumeration of the module has an `IDLE` too. */
export function memberName(enumeration: Enumeration, member: string, shared: ReadonlySet<string>): string {
  const label = upperSnake(member);
  return shared.has(label) ? `${upperSnake(enumeration.name)}_${label}` : label;
}

/** Equal names and encodings. */
export function sameEnumeration(a: Enumeration, b: Enumeration): boolean {
  return (
    a.name === b.name &&
    a.members.length === b.members.length &&
    a.members.every((m, i) => m.name === b.members[i]?.name && m.value === b.members[i]?.value)
  );
}
