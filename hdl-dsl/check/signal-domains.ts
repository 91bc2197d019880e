import type {
  ClockDomain,
  Expression,
  Instance,
  InstancePort,
  Memory,
  Module,
  Signal,
  Statement,
} from '../ir/index.js';
import { forEachNode } from '../ir/operands.js';
import { inputsBehind } from './dependency-graph.js';

/** Name of a clock domain of the module, or of none. */
export type DomainName = string;

/** Domains that a value follows, each with a signal or memory of that domain that it comes from. */
export type Origins = ReadonlyMap<DomainName, Signal | Memory>;

/** Which clock domains the signals of a module belong to. */
export interface SignalDomains {
  /** Where the value of an expression comes from. */
  of(expression: Expression): Origins;
  /** The domain that an instance's pin has in the parent; none for an instance without clocks. */
  ofPin(pin: InstancePort): DomainName | undefined;
}

const none: Origins = new Map();

/** The domains of a module; none where it has no clock, or a single domain and nothing asynchronous. */
export function domainsOfModule(module: Module): SignalDomains | undefined {
  if (module.clocks.length === 0) return undefined;
  return isSimple(module) ? undefined : new Domains(module);
}

function isSimple(module: Module): boolean {
  return (
    module.clocks.length === 1 &&
    module.ports.every((p) => p.clock !== 'asynchronous') &&
    module.instances.every(({ of }) => of.ports.every((p) => p.clock !== 'asynchronous'))
  );
}

class Domains implements SignalDomains {
  readonly #instanceOf = new Map<Signal, Instance>();
  readonly #drives = new Map<Signal, Expression[]>();
  readonly #crossings: ReadonlySet<Signal>;
  readonly #signals = new Map<Signal, Origins>();
  readonly #expressions = new Map<Expression, Origins>();

  constructor(module: Module) {
    this.#crossings = new Set(module.crossings?.map((c) => c.signal));
    for (const instance of module.instances) {
      for (const port of instance.ports) this.#instanceOf.set(port, instance);
    }
    this.#collect(module.body, []);
  }

  of(expression: Expression): Origins {
    let found = this.#expressions.get(expression);
    if (found === undefined) {
      found = this.#fromNodes(expression);
      this.#expressions.set(expression, found);
    }
    return found;
  }

  ofPin(pin: InstancePort): DomainName | undefined {
    const instance = this.#instanceOf.get(pin);
    if (instance === undefined) return undefined;
    const port = instance.of.ports.find((p) => p.name === pin.name);
    if (port?.clock === 'asynchronous' && instance.of.clocks.length > 0) return 'asynchronous';
    if (port === undefined || port.clock === 'asynchronous' || instance.of.clocks.length === 0)
      return undefined;
    return (instance.clocks[port.clock.name] as ClockDomain | undefined)?.name;
  }

  #fromNodes(expression: Expression): Origins {
    const found = new Map<DomainName, Signal | Memory>();
    forEachNode(expression, (node) => {
      if (node.kind === 'signal') merge(found, this.#ofSignal(node.signal));
      // What a memory holds changes with its own clock.
      else if ('memory' in node) merge(found, new Map([[node.memory.clock.name, node.memory]]));
    });
    return found;
  }

  #ofSignal(signal: Signal): Origins {
    let found = this.#signals.get(signal);
    if (found === undefined) {
      // A loop ends here; it is found by its own pass.
      this.#signals.set(signal, none);
      found = this.#resolve(signal);
      this.#signals.set(signal, found);
    }
    return found;
  }

  #resolve(signal: Signal): Origins {
    if (this.#crossings.has(signal)) return none;
    switch (signal.kind) {
      case 'register':
        return new Map([[signal.clock.name, signal]]);
      case 'port':
        if (signal.direction === 'output') return this.#driven(signal);
        return new Map([[signal.clock === 'asynchronous' ? signal.clock : signal.clock.name, signal]]);
      case 'wire':
        return this.#driven(signal);
      case 'instance-port':
        return signal.direction === 'input' ? this.#driven(signal) : this.#ofOutput(signal);
    }
  }

  #ofOutput(pin: InstancePort): Origins {
    const domain = this.ofPin(pin);
    if (domain !== undefined) return new Map([[domain, pin]]);
    const instance = this.#instanceOf.get(pin);
    const found = new Map<DomainName, Signal | Memory>();
    if (instance === undefined) return found;
    const { of } = instance;
    const behind = of.kind === 'module' ? inputsBehind(of, pin.name) : undefined;
    for (const input of instance.ports) {
      if (input.direction === 'output' || (behind !== undefined && !behind.has(input.name))) continue;
      merge(found, this.#ofSignal(input));
    }
    return found;
  }

  #driven(signal: Signal): Origins {
    const found = new Map<DomainName, Signal | Memory>();
    for (const expression of this.#drives.get(signal) ?? []) merge(found, this.of(expression));
    return found;
  }

  #collect(statements: readonly Statement[], conditions: readonly Expression[]): void {
    for (const statement of statements) {
      if (statement.kind === 'when') {
        const inner = [...conditions, statement.condition];
        this.#collect(statement.then, inner);
        this.#collect(statement.otherwise, inner);
      } else if (statement.kind === 'switch') {
        const inner = [...conditions, statement.subject];
        for (const { body } of statement.cases) this.#collect(body, inner);
        this.#collect(statement.otherwise, inner);
      } else if (statement.kind === 'assign' && statement.target.kind !== 'register') {
        const known = this.#drives.get(statement.target) ?? [];
        this.#drives.set(statement.target, known);
        known.push(...conditions, statement.value);
      }
    }
  }
}

function merge(into: Map<DomainName, Signal | Memory>, from: Origins): void {
  for (const [domain, signal] of from) if (!into.has(domain)) into.set(domain, signal);
}
