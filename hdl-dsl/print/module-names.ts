import type { Enumeration, Memory, Module, Port, Signal, Wire } from '../ir/index.js';
import { upperSnake } from '../names/identifiers.js';
import { NameScope } from './name-scope.js';

/** Printed name of a port: `x_i` or `x_o`. */
export function portName(port: Pick<Port, 'name' | 'direction'>): string {
  return `${port.name}_${port.direction === 'input' ? 'i' : 'o'}`;
}

/** Every name of one printed module; the built-in simulator shows the same ones. */
export class ModuleNames {
  readonly scope = new NameScope();
  readonly #read = new Map<Signal, string>();
  readonly #next = new Map<Signal, string>();
  readonly #memories = new Map<Memory, string>();
  readonly #instances = new Map<string, string>();
  readonly #enumerations = new Map<Enumeration, { type: string; members: Map<bigint, string> }>();

  /** @param stages nets that the printer adds */
  constructor(module: Module, stages: readonly Wire[] = []) {
    if (module.clocks.length > 0) for (const name of ['clk_i', 'rst_ni']) this.scope.claim(name);
    for (const port of module.ports) this.#read.set(port, this.scope.claim(portName(port)));
    // A signal of the module's own name would hide it.
    this.scope.claim(module.name);
    for (const register of module.registers) {
      this.#read.set(register, this.scope.claim(`${register.name}_q`));
      this.#next.set(register, this.scope.claim(`${register.name}_d`));
    }
    for (const memory of module.memories) this.#memories.set(memory, this.scope.claim(`${memory.name}_q`));
    for (const wire of module.wires) this.#read.set(wire, this.scope.claim(wire.name));
    for (const instance of module.instances) {
      this.#instances.set(instance.name, this.scope.claim(`u_${instance.name}`));
    }
    for (const instance of module.instances) {
      for (const port of instance.ports)
        this.#read.set(port, this.scope.claim(`${port.instance}_${port.name}`));
    }
    for (const stage of stages) this.#read.set(stage, this.scope.claim(stage.name));
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
  enumeration(enumeration: Enumeration): {
    readonly type: string;
    readonly members: ReadonlyMap<bigint, string>;
  } {
    let names = this.#enumerations.get(enumeration);
    if (names === undefined) {
      const same = [...this.#enumerations].find(([other]) => sameEnumeration(other, enumeration));
      names = same?.[1] ?? {
        type: this.scope.claim(`${enumeration.name}_e`),
        members: new Map(enumeration.members.map((m) => [m.value, this.scope.claim(upperSnake(m.name))])),
      };
      this.#enumerations.set(enumeration, names);
    }
    return names;
  }

  /** Enumerations asked for so far, with their names. */
  enumerations(): {
    readonly enumeration: Enumeration;
    readonly type: string;
    readonly members: ReadonlyMap<bigint, string>;
  }[] {
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

function sameEnumeration(a: Enumeration, b: Enumeration): boolean {
  return (
    a.name === b.name &&
    a.members.length === b.members.length &&
    a.members.every((m, i) => m.name === b.members[i]?.name && m.value === b.members[i]?.value)
  );
}
