import type { ClockDomain, Enumeration, Memory, Module, Signal, Wire } from '../ir/index.js';
import { memberName, sameEnumeration, sharedMembers } from './enumeration-members.js';
import { mergedSignals } from './merged-signals.js';
import { NameScope } from './name-scope.js';
import { wantedNames } from './wanted-names.js';

/** Printed names of an enumeration. */
export interface EnumerationNames {
  readonly type: string;
  /** Bits. */
  readonly width: number;
  readonly members: ReadonlyMap<bigint, string>;
}

/** Every name of one module, as all printers, waveforms and simulators show them. */
export class ModuleNames {
  readonly scope = new NameScope();
  readonly #read = new Map<Signal, string>();
  readonly #next = new Map<Signal, string>();
  readonly #memories = new Map<Memory, string>();
  readonly #instances = new Map<string, string>();
  readonly #enumerations = new Map<Enumeration, EnumerationNames>();
  readonly #sharedMembers: ReadonlySet<string>;
  readonly #inReset = new Map<string, string>();

  /** @param stages nets that the printer adds */
  constructor(module: Module, stages: readonly Wire[] = []) {
    this.#sharedMembers = sharedMembers(module);
    for (const wanted of wantedNames(module)) {
      // Assertions are named where they are printed, which is not always.
      if (wanted.role === 'assertion') continue;
      const name = this.scope.claim(wanted.printed);
      switch (wanted.role) {
        case 'read':
          this.#read.set(wanted.of, name);
          break;
        case 'next':
          this.#next.set(wanted.of, name);
          break;
        case 'memory':
          this.#memories.set(wanted.of, name);
          break;
        case 'instance':
          this.#instances.set(wanted.of.name, name);
          break;
        case 'pin':
        case 'module':
          break;
      }
    }
    for (const [wire, signal] of mergedSignals(module)) this.#read.set(wire, this.read(signal));
    for (const stage of stages) this.#read.set(stage, this.scope.claim(stage.name));
  }

  /** The net that is set while a domain is in reset, for what samples the reset at the clock edge; claimed when first
   *  asked for. Verilator takes a pin that is both sampled and asynchronous, if only in another module, for a slip. */
  inReset(domain: ClockDomain): string {
    let name = this.#inReset.get(domain.name);
    if (name === undefined) {
      name = this.scope.claim(domain.name === 'main' ? 'in_reset' : `in_reset_${domain.name}`);
      this.#inReset.set(domain.name, name);
    }
    return name;
  }

  /** What a reader of the signal writes: a register's output, a port, a wire, the net at an instance's port. */
  read(signal: Signal): string {
    return found(this.#read.get(signal), signal.name);
  }

  /** What an assignment to the signal writes: a register's next value, else the signal. */
  target(signal: Signal): string {
    return this.#next.get(signal) ?? this.read(signal);
  }

  memory(memory: Memory): string {
    return found(this.#memories.get(memory), memory.name);
  }

  instance(name: string): string {
    return found(this.#instances.get(name), name);
  }

  /** Type and member names of an enumeration, claimed when first asked for. */
  enumeration(enumeration: Enumeration, width: number): EnumerationNames {
    let names = this.#enumerations.get(enumeration);
    if (names === undefined) {
      const same = [...this.#enumerations].find(([other]) => sameEnumeration(other, enumeration));
      names = same?.[1] ?? {
        width,
        type: this.scope.claim(`${enumeration.name}_e`),
        members: new Map(
          enumeration.members.map((m) => [
            m.value,
            this.scope.claim(memberName(enumeration, m.name, this.#sharedMembers)),
          ]),
        ),
      };
      this.#enumerations.set(enumeration, names);
    }
    return names;
  }

  /** Enumerations asked for so far, with their names. */
  enumerations(): ({ readonly enumeration: Enumeration } & EnumerationNames)[] {
    const printed = new Map(
      [...this.#enumerations].map(([enumeration, names]) => [names.type, { enumeration, ...names }]),
    );
    return [...printed.values()];
  }
}

function found(name: string | undefined, wanted: string): string {
  if (name === undefined) throw new Error(`\`${wanted}\` is not declared in the module that uses it`);
  return name;
}
