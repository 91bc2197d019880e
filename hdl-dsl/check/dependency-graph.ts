import type { Expression, Module, Signal, Statement } from '../ir/index.js';
import { forEachNode } from '../ir/operands.js';

/** What each combinational signal of a module is computed from in the same cycle. */
export type DependencyGraph = ReadonlyMap<Signal, ReadonlySet<Signal>>;

const graphs = new WeakMap<Module, DependencyGraph>();

/** The graph of a module; paths through instances of modules count, black boxes are registered. */
export function dependencyGraph(module: Module): DependencyGraph {
  let graph = graphs.get(module);
  if (graph === undefined) {
    graph = makeGraph(module);
    graphs.set(module, graph);
  }
  return graph;
}

function makeGraph(module: Module): DependencyGraph {
  const graph = new Map<Signal, Set<Signal>>();
  const reads = readerOf();
  addStatements(module.body, [], graph, reads);
  for (const { of, ports } of module.instances) {
    if (of.kind === 'black-box') continue;
    const inputs = new Map(ports.filter((p) => p.direction === 'input').map((p) => [p.name, p]));
    for (const port of ports.filter((p) => p.direction === 'output')) {
      const from = [...inputsBehind(of, port.name)].flatMap((name) => inputs.get(name) ?? []);
      graph.set(port, new Set(from));
    }
  }
  return graph;
}

function addStatements(
  statements: readonly Statement[],
  conditions: readonly ReadonlySet<Signal>[],
  graph: Map<Signal, Set<Signal>>,
  reads: (expression: Expression) => ReadonlySet<Signal>,
): void {
  for (const statement of statements) {
    switch (statement.kind) {
      case 'assign': {
        if (statement.target.kind === 'register') break;
        const known = graph.get(statement.target) ?? new Set();
        graph.set(statement.target, known);
        for (const set of [...conditions, reads(statement.value)]) for (const s of set) known.add(s);
        break;
      }
      case 'when': {
        const inner = [...conditions, reads(statement.condition)];
        addStatements(statement.then, inner, graph, reads);
        addStatements(statement.otherwise, inner, graph, reads);
        break;
      }
      case 'switch': {
        const inner = [...conditions, reads(statement.subject)];
        for (const { body } of statement.cases) addStatements(body, inner, graph, reads);
        addStatements(statement.otherwise, inner, graph, reads);
        break;
      }
      case 'memory-write':
        break;
    }
  }
}

/** Signals read by an expression whose value follows them in the same cycle; registers do not. */
function readerOf(): (expression: Expression) => ReadonlySet<Signal> {
  const known = new Map<Expression, ReadonlySet<Signal>>();
  return (expression) => {
    let found = known.get(expression);
    if (found === undefined) {
      const reads = new Set<Signal>();
      forEachNode(
        expression,
        (n) => n.kind === 'signal' && n.signal.kind !== 'register' && reads.add(n.signal),
      );
      found = reads;
      known.set(expression, found);
    }
    return found;
  };
}

const behind = new WeakMap<Module, Map<string, ReadonlySet<string>>>();

/** Names of the inputs of a module that one of its outputs follows in the same cycle. */
export function inputsBehind(module: Module, output: string): ReadonlySet<string> {
  const known = behind.get(module) ?? new Map<string, ReadonlySet<string>>();
  behind.set(module, known);
  let found = known.get(output);
  if (found === undefined) {
    const port = module.ports.find((p) => p.name === output);
    const names = new Set<string>();
    for (const s of port === undefined ? [] : reachableFrom(port, dependencyGraph(module)).keys()) {
      if (s.kind === 'port' && s.direction === 'input') names.add(s.name);
    }
    found = names;
    known.set(output, found);
  }
  return found;
}

/** Everything that `from` follows, itself included, each with the signal that led to it. */
export function reachableFrom(from: Signal, graph: DependencyGraph): ReadonlyMap<Signal, Signal | undefined> {
  const found = new Map<Signal, Signal | undefined>([[from, undefined]]);
  const open = [from];
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    for (const next of graph.get(at) ?? []) {
      if (found.has(next)) continue;
      found.set(next, at);
      open.push(next);
    }
  }
  return found;
}
