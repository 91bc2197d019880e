import type { ClockDomain, Instance, InstancePort, Memory, Module, Register, Signal } from '../ir/index.js';
import { forEachNode } from '../ir/operands.js';
import { ModuleNames } from '../names/module-names.js';
import type { CellAllocator } from './cell-allocator.js';
import type { MemoryCell, StateCell } from './cells.js';
import { DriveNodes } from './drive-nodes.js';
import { ExpressionNodes } from './expression-nodes.js';
import type { FlatRegister, FlatWrite } from './flat-design.js';
import type { Graph } from './graph.js';
import type { GraphNode } from './graph-node.js';
import { type ModuleDrives, moduleDrives } from './module-drives.js';
import { align, join, type Piece } from './pieces.js';
import { signalsRead } from './signals-read.js';

/** A signal of one instance, whose node may be made. */
export interface SignalAt {
  readonly scope: InstanceScope;
  readonly signal: Signal;
}

/** One instance of a module in the flattened design: its signals as nodes. */
export class InstanceScope {
  readonly module: Module;
  /** Printed names of the instances from below the top module to here. */
  readonly path: readonly string[];
  readonly names: ModuleNames;
  readonly children = new Map<string, InstanceScope>();
  readonly #graph: Graph;
  readonly #cells: CellAllocator;
  readonly #parent: { readonly scope: InstanceScope; readonly instance: Instance } | undefined;
  readonly #drives: ModuleDrives;
  readonly #nodes = new Map<Signal, GraphNode>();
  readonly #memories = new Map<Memory, MemoryCell>();
  readonly #registers = new Map<Register, readonly { lsb: number; cell: StateCell }[]>();
  readonly #expressions: ExpressionNodes;
  readonly #statements: DriveNodes;

  constructor(
    module: Module,
    graph: Graph,
    cells: CellAllocator,
    parent?: { readonly scope: InstanceScope; readonly instance: Instance },
  ) {
    this.module = module;
    this.names = new ModuleNames(module);
    this.path = parent ? [...parent.scope.path, parent.scope.names.instance(parent.instance.name)] : [];
    this.#graph = graph;
    this.#cells = cells;
    this.#parent = parent;
    this.#drives = moduleDrives(module);
    this.#expressions = new ExpressionNodes(
      graph,
      (signal) => this.known(signal),
      (memory) => this.memory(memory),
    );
    this.#statements = new DriveNodes(graph, this.#expressions);
    for (const memory of module.memories) this.#memories.set(memory, cells.memory(memory));
    for (const register of module.registers) this.#declare(register);
    for (const instance of module.instances) {
      if (instance.of.kind !== 'module') continue;
      this.children.set(
        instance.name,
        new InstanceScope(instance.of, graph, cells, { scope: this, instance }),
      );
    }
  }

  /** Gives a signal its node: an input pin of the top, an output of a black box. */
  define(signal: Signal, node: GraphNode): void {
    this.#nodes.set(signal, node);
  }

  /** The node of a signal, made after those that it follows. */
  node(signal: Signal): GraphNode {
    return settle({ scope: this, signal });
  }

  /** The node of an expression of this module. */
  expression(expression: Parameters<ExpressionNodes['of']>[0]): GraphNode {
    forEachNode(expression, (n) => n.kind === 'signal' && this.node(n.signal));
    return this.#expressions.of(expression);
  }

  /** Number of the top module's domain that one of this module is. */
  domain(clock: ClockDomain): number {
    if (this.#parent !== undefined) return this.#parent.scope.domainAt(this.#parent.instance, clock);
    const number = this.module.clocks.findIndex(({ name }) => name === clock.name);
    if (number < 0) throw new Error(`\`${this.module.name}\` has no clock domain \`${clock.name}\``);
    return number;
  }

  /** The same for a domain of one of this module's instances. */
  domainAt(instance: Instance, clock: ClockDomain): number {
    const own = instance.clocks[clock.name];
    if (own === undefined)
      throw new Error(`instance \`${instance.name}\` has no clock for \`${clock.name}\``);
    return this.domain(own);
  }

  memory(memory: Memory): MemoryCell {
    const cell = this.#memories.get(memory);
    if (cell === undefined)
      throw new Error(`memory \`${memory.name}\` is not declared in \`${this.module.name}\``);
    return cell;
  }

  has(signal: Signal): boolean {
    return this.#nodes.has(signal);
  }

  /** The node of a signal already settled. */
  known(signal: Signal): GraphNode {
    const node = this.#nodes.get(signal);
    if (node === undefined) throw new Error(`\`${signal.name}\` is not declared in \`${this.module.name}\``);
    return node;
  }

  /** What a signal that has no node yet follows directly. */
  follows(signal: Signal): SignalAt[] {
    const link = this.#link(signal);
    if (link !== undefined) return [link];
    return signalsRead(this.#drives.of.get(signal) ?? []).map((s) => ({ scope: this, signal: s }));
  }

  /** Makes the node of a signal; those that it follows have theirs. */
  make(signal: Signal): void {
    const { width, signed } = signal.type;
    const link = this.#link(signal);
    const drives = this.#drives.of.get(signal) ?? [];
    const initial = signal.kind === 'wire' ? (signal.default ?? 0n) : 0n;
    const value =
      link === undefined
        ? join(
            this.#graph,
            this.#statements.apply([{ lsb: 0, value: this.#graph.constant(width, signed, initial) }], drives),
          )
        : link.scope.known(link.signal);
    this.#nodes.set(signal, this.#graph.convert(value, width, signed));
  }

  /** Registers of this module, cut where their drives allow it. */
  registers(): FlatRegister[] {
    return this.module.registers.flatMap((register) => {
      const drives = this.#drives.of.get(register) ?? [];
      for (const signal of signalsRead(drives)) this.node(signal);
      const parts = this.#registers.get(register) ?? [];
      const held = parts.map(({ lsb, cell }) => ({ lsb, value: this.#graph.state(cell) }));
      const rows = align(this.#graph, [this.#statements.apply(held, drives), held]);
      let at = 0;
      return parts.map(({ lsb, cell }): FlatRegister => {
        const pieces: Piece[] = [];
        for (let row = rows[at]; row && row.lsb < lsb + cell.width; row = rows[++at]) {
          const [value] = row.values;
          if (value !== undefined) pieces.push({ lsb: row.lsb, value });
        }
        const next = this.#graph.convert(join(this.#graph, pieces), cell.width, cell.signed);
        const { reset } = register;
        const domain = this.domain(register.clock);
        const resetStyle = register.clock.reset;
        return {
          domain,
          cell,
          next,
          resetStyle,
          ...(reset === undefined ? {} : { reset: reset >> BigInt(lsb) }),
        };
      });
    });
  }

  /** Memory writes of this module in order. */
  writes(): FlatWrite[] {
    return this.module.memories.flatMap((memory) => {
      const drives = this.#drives.of.get(memory) ?? [];
      for (const signal of signalsRead(drives)) this.node(signal);
      return this.#statements.writes(drives, this.memory(memory), this.domain(memory.clock));
    });
  }

  #declare(register: Register): void {
    const { width, signed } = register.type;
    const cuts = this.#drives.cuts.get(register) ?? [0];
    const parts = cuts.map((lsb, i) => {
      const size = (cuts[i + 1] ?? width) - lsb;
      return { lsb, cell: this.#cells.state(size, cuts.length === 1 && signed) };
    });
    this.#registers.set(register, parts);
    const held = parts.map(({ lsb, cell }) => ({ lsb, value: this.#graph.state(cell) }));
    this.#nodes.set(register, this.#graph.convert(join(this.#graph, held), width, signed));
  }

  /** The signal across a module boundary that this one is connected to. */
  #link(signal: Signal): SignalAt | undefined {
    if (signal.kind === 'instance-port' && signal.direction === 'output') {
      const child = this.children.get(signal.instance);
      const port = child?.module.ports.find((p) => p.name === signal.name && p.direction === 'output');
      return child && port ? { scope: child, signal: port } : undefined;
    }
    if (signal.kind === 'port' && signal.direction === 'input' && this.#parent) {
      const { scope, instance } = this.#parent;
      const port = instance.ports.find((p: InstancePort) => p.name === signal.name);
      return port ? { scope, signal: port } : undefined;
    }
    return undefined;
  }
}

/** Settles a signal after all that it follows; with its own stack, as chains of wires can be long. */
function settle(wanted: SignalAt): GraphNode {
  const open = [wanted];
  const entered = new Map<InstanceScope, Set<Signal>>();
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const { scope, signal } = top;
    if (scope.has(signal)) {
      open.pop();
      continue;
    }
    const missing = scope.follows(signal).filter((s) => !s.scope.has(s.signal));
    const own = entered.get(scope) ?? new Set();
    entered.set(scope, own);
    if (missing.length === 0) scope.make(signal);
    else if (own.has(signal))
      throw new Error(`combinational loop through \`${signal.name}\` of \`${scope.module.name}\``);
    else open.push(...missing);
    own.add(signal);
  }
  return wanted.scope.known(wanted.signal);
}
