import type { Expression, Module, Port, Signal, Statement } from '../../../../hdl-dsl/ir/index.js';
import * as ir from './ir.js';
import { Reference } from './reference.js';
import { dropStatements, expressionsOf, rewriteModule, withoutUnused } from './rewrite.js';
import type { Cycle, Experiment } from './stimulus.js';

/** Ways to a simpler experiment that may show the same difference, those that leave least first. */
export function* reductions(experiment: Experiment): Generator<() => Experiment> {
  const { top, cycles } = experiment;
  if (top.registers.length + top.memories.length + top.instances.length === 0 && cycles.length > 1) {
    for (const cycle of cycles) yield () => ({ top, cycles: [cycle] });
  }
  const outputs = top.ports.filter((p) => p.direction === 'output');
  if (outputs.length > 1) for (const kept of outputs) yield () => clean(experiment, withOutputs(top, [kept]));
  for (const instance of top.instances) {
    const { of } = instance;
    if (of.kind === 'module') yield () => childAlone(experiment, instance.name, of);
  }
  // A tool may go wrong only where several things meet: some go, then fewer.
  for (let some = outputs.length >> 1; some >= 1; some >>= 1) {
    for (let at = 0; at < outputs.length; at += some) {
      const kept = outputs.filter((_, i) => i < at || i >= at + some);
      yield () => clean(experiment, withOutputs(top, kept));
    }
  }
  for (const port of top.instances.flatMap((i) => i.ports)) {
    if (port.direction === 'output') yield () => cutSignal(experiment, port);
  }
  for (const signal of [...top.wires, ...top.registers]) yield () => cutSignal(experiment, signal);
  yield* withoutStatements(experiment);
  for (const node of expressionsOf(top)) {
    if (node.kind === 'literal') continue;
    if (node.kind !== 'signal') yield () => cutExpression(experiment, node);
    yield () => clean(experiment, replaced(top, node, ir.lit(node.type, 0)));
  }
  for (const port of top.ports) if (port.direction === 'input') yield* narrower(experiment, port);
  if (cycles.some(({ inReset }, i) => i > 0 && inReset.size > 0)) {
    const calm = cycles.map((c, i) => (i === 0 ? c : { ...c, inReset: new Set<string>() }));
    yield () => ({ top, cycles: calm });
  }
}

/** What is left to look at: an estimate, for deciding whether a reduction is one. */
export function sizeOf({ top, cycles }: Experiment): number {
  return sizeOfModule(top) + cycles.length;
}

function sizeOfModule(module: Module): number {
  const bits = module.ports.reduce((sum, p) => sum + p.type.width, 0);
  const state = module.registers.length + module.memories.length + module.wires.length;
  const nodes = expressionsOf(module).map((n) => (n.kind === 'literal' || n.kind === 'signal' ? 20 : 60));
  const inner = module.instances.map(({ of }) => (of.kind === 'module' ? 50 + sizeOfModule(of) : 50));
  const all = [...nodes, ...inner].reduce((sum, n) => sum + n, 0);
  return all + state * 30 + bits / 8 + module.ports.length;
}

function clean({ cycles }: Experiment, changed: Module): Experiment {
  const top = withoutUnused(changed);
  const pins = new Set(top.ports.map((p) => `${p.name}_i`));
  const own = (cycle: Cycle): Cycle => ({
    ...cycle,
    pins: new Map([...cycle.pins].filter(([name]) => pins.has(name))),
  });
  return { top, cycles: cycles.map(own) };
}

function withOutputs(top: Module, kept: readonly Port[]): Module {
  return { ...top, ports: top.ports.filter((p) => p.direction === 'input' || kept.includes(p)) };
}

function replaced(top: Module, node: Expression, by: Expression): Module {
  return rewriteModule(top, (e) => (e === node ? by : undefined));
}

/** Runs the interpreter and notes something in every cycle. */
function recorded<T>({ top, cycles }: Experiment, note: (reference: Reference, cycle: Cycle) => T): T[] {
  const reference = new Reference(top);
  return cycles.map((cycle) => {
    reference.drive(
      (name) => cycle.pins.get(`${name}_i`) ?? 0n,
      (domain) => cycle.inReset.has(domain.name),
    );
    const noted = note(reference, cycle);
    reference.clock((domain) => cycle.ticks.has(domain.name));
    return noted;
  });
}

/** The module of an instance by itself, with the inputs that it had. */
function childAlone(experiment: Experiment, name: string, of: Module): Experiment {
  const instance = experiment.top.instances.find((i) => i.name === name);
  const cycles = recorded(experiment, (reference, cycle): Cycle => {
    const pins = (instance?.ports ?? [])
      .filter((p) => p.direction === 'input')
      .map((p) => [`${p.name}_i`, BigInt.asUintN(p.type.width, reference.peek(p))] as const);
    const inner = (outer: ReadonlySet<string>): Set<string> =>
      new Set(of.clocks.map((d) => d.name).filter((d) => outer.has(instance?.clocks[d]?.name ?? '')));
    return { pins: new Map(pins), inReset: inner(cycle.inReset), ticks: inner(cycle.ticks) };
  });
  return { top: of, cycles };
}

/** A new input with the values that something had. */
function withInput(
  experiment: Experiment,
  type: Port['type'],
  measure: (reference: Reference) => bigint,
): { readonly port: Port; readonly cycles: readonly Cycle[] } {
  const taken = new Set(experiment.top.ports.map((p) => p.name));
  let n = 0;
  while (taken.has(`k${n}`)) n++;
  const port = ir.input(`k${n}`, type);
  const values = recorded(experiment, (reference) => BigInt.asUintN(type.width, measure(reference)));
  const cycles = experiment.cycles.map((cycle, i) => ({
    ...cycle,
    pins: new Map([...cycle.pins, [`${port.name}_i`, values[i] ?? 0n] as const]),
  }));
  return { port, cycles };
}

function cutSignal(experiment: Experiment, signal: Signal): Experiment {
  const { port, cycles } = withInput(experiment, signal.type, (r) => r.peek(signal));
  const { top } = experiment;
  const read = rewriteModule(top, (e) =>
    e.kind === 'signal' && e.signal === signal ? { ...e, signal: port } : undefined,
  );
  const body = dropStatements(read.body, (s) => s.kind === 'assign' && s.target === signal);
  return clean({ top, cycles }, { ...read, ports: [port, ...read.ports], body });
}

function cutExpression(experiment: Experiment, node: Expression): Experiment {
  const { port, cycles } = withInput(experiment, node.type, (r) => r.peek(node));
  const { top } = experiment;
  const read = replaced(top, node, ir.read(port));
  return clean({ top, cycles }, { ...read, ports: [port, ...read.ports] });
}

function* withoutStatements(experiment: Experiment): Generator<() => Experiment> {
  const { top } = experiment;
  const without = (body: readonly Statement[]): Experiment => clean(experiment, { ...top, body });
  const each = function* (statements: readonly Statement[]): Generator<Statement> {
    for (const s of statements) {
      yield s;
      if (s.kind === 'when') yield* each([...s.then, ...s.otherwise]);
      if (s.kind === 'switch') yield* each([...s.cases.flatMap((c) => c.body), ...s.otherwise]);
    }
  };
  for (const s of each(top.body)) yield () => without(dropStatements(top.body, (other) => other === s));
  for (const s of top.body) {
    if (s.kind !== 'when') continue;
    for (const branch of [s.then, s.otherwise]) {
      yield () => without(top.body.flatMap((other) => (other === s ? branch : [other])));
    }
  }
}

/** An input of fewer bits, extended where it is read. */
function* narrower({ top, cycles }: Experiment, port: Port): Generator<() => Experiment> {
  const { width } = port.type;
  for (const less of new Set([1, width >> 1, width - 1])) {
    if (less < 1 || less >= width || port.type.kind === 'enum') continue;
    const narrow: Port = { ...port, type: { ...port.type, width: less } };
    const number = port.type.signed ? ir.sint : ir.uint;
    const wide = ir.recast(ir.extend(ir.recast(ir.read(narrow), number(less)), width), port.type);
    const changed = rewriteModule(top, (e) => (e.kind === 'signal' && e.signal === port ? wide : undefined));
    yield () => ({
      top: { ...changed, ports: changed.ports.map((p) => (p === port ? narrow : p)) },
      cycles: cycles.map((c) => ({
        ...c,
        pins: new Map([...c.pins].map(([k, v]) => [k, k === `${port.name}_i` ? BigInt.asUintN(less, v) : v])),
      })),
    });
  }
}
