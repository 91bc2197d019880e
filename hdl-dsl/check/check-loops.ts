import type { Finding } from '../build/report.js';
import type { InstancePort, Module, Signal } from '../ir/index.js';
import { dependencyGraph, reachableFrom } from './dependency-graph.js';
import { labelOf } from './signal-label.js';

/** No signal follows itself in the same cycle, not even through other modules. Looked at signal by signal: a vector
 *  one of whose elements follows another of its own is a loop. CW-E023. */
export function checkLoops(module: Module): readonly Finding[] {
  const graph = dependencyGraph(module);
  const done = new Set<Signal>();
  const findings: Finding[] = [];
  for (const start of graph.keys()) {
    for (const loop of loopsFrom(start, graph, done)) findings.push(finding(module, loop));
  }
  return findings;
}

/** Depth-first search with its own stack: chains of signals can be longer than the call stack is deep. */
function loopsFrom(
  start: Signal,
  graph: ReadonlyMap<Signal, ReadonlySet<Signal>>,
  done: Set<Signal>,
): readonly (readonly Signal[])[] {
  const loops: (readonly Signal[])[] = [];
  const path: Signal[] = [];
  const onPath = new Set<Signal>();
  const todo: Iterator<Signal>[] = [];
  const enter = (signal: Signal): void => {
    if (done.has(signal)) return;
    if (onPath.has(signal)) {
      loops.push(path.slice(path.indexOf(signal)));
      return;
    }
    path.push(signal);
    onPath.add(signal);
    todo.push((graph.get(signal) ?? new Set<Signal>()).values());
  };
  enter(start);
  for (let top = todo.at(-1); top !== undefined; top = todo.at(-1)) {
    const next = top.next();
    if (!next.done) {
      enter(next.value);
      continue;
    }
    todo.pop();
    const left = path.pop();
    if (left === undefined) continue;
    onPath.delete(left);
    done.add(left);
  }
  return loops;
}

/** `loop` runs against the flow: each signal follows the next one. */
function finding(module: Module, loop: readonly Signal[]): Finding {
  const forward = [...loop].reverse();
  const first = forward.at(0);
  if (first === undefined) throw new Error('a loop has a signal');
  const steps = [...forward, first].flatMap((signal, i, all) => {
    const before = all[i - 1];
    return [...through(module, before, signal), labelOf(signal)];
  });
  return {
    code: 'CW-E023',
    subject: labelOf(first),
    message: `combinational loop in module \`${module.name}\` through \`${labelOf(first)}\``,
    expected: 'a register on the way',
    actual: shortened(steps).join(' -> '),
    hint: 'put a register into the loop; parts of one vector count as one signal, so split a vector that feeds itself',
    source: first.source,
    related: [...new Set(forward.slice(1, most).map((s) => s.source))].map((source) => ({
      message: 'through',
      source,
    })),
  };
}

/** Steps of a path, and places, that a message still tells one by one. */
const most = 40;

function shortened(steps: readonly string[]): readonly string[] {
  if (steps.length <= most) return steps;
  return [...steps.slice(0, most / 2), `(${steps.length - most} more)`, ...steps.slice(-most / 2)];
}

/** The way inside an instance from one of its inputs to one of its outputs. */
function through(module: Module, from: Signal | undefined, to: Signal): readonly string[] {
  if (from?.kind !== 'instance-port' || to.kind !== 'instance-port' || to.direction !== 'output') return [];
  const of = module.instances.find((i) => i.ports.includes(to))?.of;
  if (of?.kind !== 'module') return [];
  return inside(of, from, to).map((name) => `${to.instance}/${name}`);
}

function inside(of: Module, from: InstancePort, to: InstancePort): readonly string[] {
  const output = of.ports.find((p) => p.name === to.name);
  const input = of.ports.find((p) => p.name === from.name);
  if (output === undefined || input === undefined) return [];
  const reached = reachableFrom(output, dependencyGraph(of));
  const names: string[] = [];
  for (let at = reached.get(input), last: Signal = input; at !== undefined; last = at, at = reached.get(at)) {
    names.push(...through(of, last, at));
    if (at !== output) names.push(labelOf(at));
  }
  return names;
}
