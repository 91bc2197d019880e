import type {
  BlackBox,
  Instance,
  InstancePort,
  Memory,
  Module,
  Port,
  Register,
  Signal,
  SourceRef,
} from '../ir/index.js';
import { clockPinNames, clockPins, hasResetPins } from '../names/clock-pins.js';
import { ModuleNames } from '../names/module-names.js';
import { portName } from '../names/wanted-names.js';
import { constantBits, parameterText } from './bit-patterns.js';
import { CellStore } from './cell-store.js';
import { ExpressionCells } from './expression-cells.js';
import { MemoryCells } from './memory-cells.js';
import type { Bits, NetlistModule, NetlistName, NetlistPort } from './netlist.js';
import { placeAttributes } from './place-attributes.js';
import { StatementValues } from './statement-values.js';

/** The netlist of one module.
 *  @param nameOf printed name of the module of an instance */
export function moduleNetlist(module: Module, nameOf: (instance: Instance) => string): NetlistModule {
  return new ModuleNetlist(module, nameOf).finish();
}

/** A module written elsewhere: its pins alone, and the parameters that an instance sets. */
export function blackBoxNetlist(box: BlackBox, parameters: Readonly<Record<string, number>>): NetlistModule {
  const store = new CellStore();
  const ports = [
    ...clockPinNames(box).map((name) => [name, { direction: 'input', bits: store.nets(1) }] as const),
    ...box.ports.map((port) => [portName(port), netlistPort(port, store.nets(port.type.width))] as const),
  ];
  const flag = '1'.padStart(32, '0');
  return {
    attributes: { blackbox: flag },
    ...(Object.keys(parameters).length === 0 ? {} : { parameter_default_values: parameters }),
    ports: Object.fromEntries(ports),
    cells: {},
    netnames: {},
  };
}

class ModuleNetlist {
  readonly #module: Module;
  readonly #nameOf: (instance: Instance) => string;
  readonly #names: ModuleNames;
  readonly #store = new CellStore();
  readonly #pins = new Map<string, Bits>();
  readonly #nets = new Map<Signal, Bits>();
  readonly #memories = new Map<Memory, MemoryCells>();
  readonly #expressions: ExpressionCells;

  constructor(module: Module, nameOf: (instance: Instance) => string) {
    this.#module = module;
    this.#nameOf = nameOf;
    this.#names = new ModuleNames(module);
    for (const pin of clockPinNames(module)) this.#pins.set(pin, this.#store.nets(1));
    for (const signal of this.#signals()) this.#nets.set(signal, this.#store.nets(signal.type.width));
    for (const memory of module.memories) this.#memories.set(memory, new MemoryCells(this.#store, memory));
    this.#expressions = new ExpressionCells(this.#store, {
      signal: (signal) => this.#netsOf(signal),
      word: (memory, address) => this.#memoryOf(memory).read(address, this.#expressions),
    });
  }

  finish(): NetlistModule {
    const module = this.#module;
    const statements = new StatementValues(this.#store, this.#expressions, (target) =>
      this.#fallback(target),
    );
    const values = statements.run(module.body);
    for (const signal of this.#signals()) {
      if (signal.kind !== 'register' && isDriven(signal)) {
        this.#store.connect(this.#netsOf(signal), values.get(signal) ?? this.#fallback(signal));
      }
    }
    for (const register of module.registers) {
      this.#register(register, values.get(register) ?? this.#netsOf(register));
    }
    for (const memory of module.memories) {
      const writes = statements.writes.filter(({ write }) => write.memory === memory);
      const clock = this.#pin(clockPins(memory.clock).clock);
      this.#memoryOf(memory).finish(this.#names.memory(memory), clock, writes, this.#expressions);
    }
    for (const instance of module.instances) this.#instance(instance);
    return {
      attributes: placeAttributes(module.source),
      ports: this.#ports(),
      cells: this.#store.finish(),
      netnames: this.#netnames(),
    };
  }

  #signals(): Signal[] {
    const { ports, registers, wires, instances } = this.#module;
    return [...ports, ...registers, ...wires, ...instances.flatMap((instance) => instance.ports)];
  }

  #netsOf(signal: Signal): Bits {
    return found(this.#nets.get(signal), signal.name);
  }

  #memoryOf(memory: Memory): MemoryCells {
    return found(this.#memories.get(memory), memory.name);
  }

  #pin(name: string): Bits {
    return found(this.#pins.get(name), name);
  }

  /** What a target is where nothing assigns it: a register keeps its value. */
  #fallback(target: Signal): Bits {
    if (target.kind === 'register') return this.#netsOf(target);
    const value = target.kind === 'wire' ? (target.default ?? 0n) : 0n;
    return constantBits(value, target.type.width);
  }

  #register(register: Register, next: Bits): void {
    const { clock, reset } = clockPins(register.clock);
    const { width } = register.type;
    const outputs = { Q: this.#netsOf(register) };
    const inputs = { CLK: this.#pin(clock), D: next };
    const common = { WIDTH: width, CLK_POLARITY: 1 };
    const attributes = { register: this.#names.read(register) };
    if (register.reset === undefined) {
      this.#store.state('$dff', common, { inputs, outputs }, attributes, register.source);
      return;
    }
    const value = parameterText(constantBits(register.reset, width));
    const line = register.clock.reset === 'sync' ? 'SRST' : 'ARST';
    this.#store.state(
      line === 'SRST' ? '$sdff' : '$adff',
      { ...common, [`${line}_POLARITY`]: 0, [`${line}_VALUE`]: value },
      { inputs: { ...inputs, [line]: this.#pin(reset) }, outputs },
      attributes,
      register.source,
    );
  }

  #instance(instance: Instance): void {
    const { of, clocks } = instance;
    const clockInputs = of.clocks.flatMap((domain) => {
      const [inner, outer] = [clockPins(domain), clockPins(clocks[domain.name] ?? domain)];
      return [
        [inner.clock, this.#pin(outer.clock)],
        ...(hasResetPins(of) ? ([[inner.reset, this.#pin(outer.reset)]] as const) : []),
      ] as const;
    });
    const pins = (direction: InstancePort['direction']) =>
      instance.ports
        .filter((port) => port.direction === direction)
        .map((port) => [portName(port), this.#netsOf(port)] as const);
    this.#store.named(
      this.#names.instance(instance.name),
      this.#nameOf(instance),
      instance.parameters,
      {
        inputs: Object.fromEntries([...clockInputs, ...pins('input')]),
        outputs: Object.fromEntries(pins('output')),
      },
      instance.source,
    );
  }

  #ports(): Record<string, NetlistPort> {
    return Object.fromEntries([
      ...[...this.#pins].map(([name, bits]) => [name, { direction: 'input', bits }] as const),
      ...this.#module.ports.map((port) => {
        return [portName(port), netlistPort(port, this.#store.resolved(this.#netsOf(port)))] as const;
      }),
    ]);
  }

  #netnames(): Record<string, NetlistName> {
    const named: (readonly [string, NetlistName])[] = [...this.#pins].map(([name, bits]) => [
      name,
      { hide_name: 0, bits, attributes: {} },
    ]);
    const signals: readonly (Signal & { readonly source: SourceRef })[] = this.#signals();
    const seen = new Set<string>();
    for (const signal of signals) {
      const name = this.#names.read(signal);
      if (seen.has(name)) continue;
      seen.add(name);
      const bits = this.#store.resolved(this.#netsOf(signal));
      const sign = signal.type.signed ? ({ signed: 1 } as const) : {};
      named.push([name, { hide_name: 0, bits, attributes: placeAttributes(signal.source), ...sign }]);
    }
    return Object.fromEntries(named);
  }
}

function isDriven(signal: Exclude<Signal, Register>): boolean {
  if (signal.kind === 'wire') return true;
  return signal.direction === (signal.kind === 'port' ? 'output' : 'input');
}

function netlistPort({ direction, type }: Port, bits: Bits): NetlistPort {
  return { direction, bits, ...(type.signed ? { signed: 1 } : {}) };
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`\`${name}\` is not declared in the module that uses it`);
  return value;
}
