import { dependencyGraph } from '../check/dependency-graph.js';
import type {
  Assign,
  ClockDomain,
  Expression,
  Memory,
  Module,
  Register,
  Signal,
  Statement,
  Wire,
} from '../ir/index.js';
import { forEachLeaf, project, splitByTarget } from '../ir/statement-walk.js';
import { assignOnce } from './assign-once.js';
import { type CombinationalBlock, combinationalBlocks } from './combinational-blocks.js';
import { constantWires } from './constant-wires.js';
import { isWhole } from './coverage.js';
import { literal, recast } from './narrow.js';
import { type RegisterForm, registerForm } from './register-form.js';
import { retarget } from './retarget.js';
import { Simplifier } from './simplifier.js';
import { simplifyStatements } from './simplify-statements.js';
import { useCounts } from './use-counts.js';

/** What a module is printed as, before any text. */
export interface ModulePlan {
  /** For conditions of assertions, which are printed apart from the logic and share no nets with it. */
  readonly assertions: Simplifier;
  readonly forms: ReadonlyMap<Register, RegisterForm>;
  /** Combinational logic in printed order, next values of registers included. */
  readonly blocks: readonly CombinationalBlock[];
  /** Nets that the blocks need besides the module's own. */
  readonly stages: readonly Wire[];
  /** Memories of one clock that are written by the same statements, with those. */
  readonly writes: readonly {
    readonly clock: ClockDomain;
    readonly memories: readonly Memory[];
    readonly statements: readonly Statement[];
  }[];
  /** How many places of the printed logic read each expression. */
  readonly uses: ReadonlyMap<Expression, number>;
}

export function planModule(module: Module): ModulePlan {
  const uses = useCounts(module.body);
  const { body, constants } = simplified(module, uses);
  const split = splitByTarget(body);
  const forms = new Map(module.registers.map((r) => [r, registerForm(r, split.get(r) ?? [])]));
  const { blocks, stages } = settledBlocks(planBlocks(module, body, forms));
  const writes = memoryWrites(module, body);
  const printed = [
    ...blocks.flatMap((b) => (b.kind === 'assigns' ? b.assigns : b.statements)),
    ...writes.flatMap((w) => w.statements),
    ...[...forms.values()].flatMap((f) => (f.form === 'direct' ? f.statements : [])),
  ];
  const enables = [...forms.values()].flatMap((f) => (f.form === 'enabled' ? [f.enable] : []));
  const conditions = module.assertions.map((a) => a.condition);
  const assertions = new Simplifier(useCounts([], conditions), constants);
  return { assertions, forms, blocks, stages, writes, uses: useCounts(printed, enables) };
}

/** The body, simplified again for as long as that finds more wires that are constant. */
function simplified(
  module: Module,
  uses: ReadonlyMap<Expression, number>,
): { readonly body: readonly Statement[]; readonly constants: ReadonlyMap<Signal, bigint> } {
  let constants: ReadonlyMap<Signal, bigint> = new Map();
  for (;;) {
    const simplifier = new Simplifier(uses, constants);
    const body = simplifyStatements(module.body, simplifier);
    const found = constantWires(module, body, (value) => simplifier.constantOf(value));
    if (found.size === constants.size) return { body, constants };
    constants = found;
  }
}

function planBlocks(
  module: Module,
  body: readonly Statement[],
  forms: ReadonlyMap<Register, RegisterForm>,
): CombinationalBlock[] {
  const nextValues = [...forms].flatMap(([register, form]): CombinationalBlock[] => {
    if (form.form === 'always' || form.form === 'enabled')
      return [{ kind: 'assigns', assigns: [form.assign] }];
    if (form.form !== 'hold') return [];
    return [constantDrive(register, { kind: 'signal', type: register.type, signal: register })];
  });
  const inBlocks = (signal: Signal): boolean =>
    signal.kind !== 'register' || forms.get(signal)?.form === 'block';
  const rest = project(body, (leaf) => leaf.kind === 'assign' && inBlocks(leaf.target));
  return [...undriven(module, body), ...combinationalBlocks(rest, dependencyGraph(module)), ...nextValues];
}

/** What nothing assigns has its default. */
function undriven(module: Module, body: readonly Statement[]): CombinationalBlock[] {
  const driven = new Set<Signal>();
  forEachLeaf(body, (leaf) => leaf.kind === 'assign' && driven.add(leaf.target));
  const signals: readonly Signal[] = [
    ...module.wires,
    ...module.ports.filter((p) => p.direction === 'output'),
    ...module.instances.flatMap((i) => i.ports.filter((p) => p.direction === 'input')),
  ];
  return signals.filter((s) => !driven.has(s)).map((s) => constantDrive(s, defaultOf(s)));
}

/** Blocks in which wires, outputs and instance inputs are assigned once on every way. */
function settledBlocks(planned: readonly CombinationalBlock[]): {
  blocks: CombinationalBlock[];
  stages: Wire[];
} {
  const blocks: CombinationalBlock[] = [];
  const stages: Wire[] = [];
  const makeStage = (target: Signal, statements: readonly Statement[]): Wire => {
    const name = `${baseName(target)}_before`;
    const wire: Wire = { kind: 'wire', name, type: target.type, source: target.source };
    stages.push(wire);
    blocks.push(blockOf([wire], retarget(statements, target, wire)));
    return wire;
  };
  for (const block of planned) {
    if (block.kind === 'assigns') {
      blocks.push(block);
      continue;
    }
    let { statements } = block;
    for (const target of block.targets) {
      if (target.kind === 'register') continue;
      const fallback = constantDrive(target, defaultOf(target)).assigns;
      statements = assignOnce(statements, target, fallback, makeStage);
    }
    blocks.push(blockOf(block.targets, statements));
  }
  return { blocks, stages };
}

function blockOf(targets: readonly Signal[], statements: readonly Statement[]): CombinationalBlock {
  const [only] = statements;
  const choice = statements.length === 1 && only !== undefined ? choiceOf(only) : undefined;
  if (choice !== undefined && choice.target.kind !== 'register')
    return { kind: 'assigns', assigns: [choice] };
  const assigns = statements.filter((s) => s.kind === 'assign');
  const wires = targets.every((t) => t.kind !== 'register');
  return wires && assigns.length === statements.length
    ? { kind: 'assigns', assigns }
    : { kind: 'block', targets, statements };
}

/** An assignment of one of two values, written as one. */
function choiceOf(statement: Statement): Assign | undefined {
  if (statement.kind !== 'when') return undefined;
  const [whenTrue, ...more] = statement.then;
  const [whenFalse, ...others] = statement.otherwise;
  if (whenTrue?.kind !== 'assign' || whenFalse?.kind !== 'assign' || more.length + others.length > 0)
    return undefined;
  if (whenTrue.target !== whenFalse.target || !isWhole(whenTrue) || !isWhole(whenFalse)) return undefined;
  const { type } = whenTrue.target;
  const value: Expression = {
    kind: 'mux',
    type,
    condition: statement.condition,
    whenTrue: recast(whenTrue.value, type),
    whenFalse: recast(whenFalse.value, type),
  };
  return { ...whenTrue, value };
}

function memoryWrites(module: Module, body: readonly Statement[]): ModulePlan['writes'] {
  const groups = new Map<string, { clock: ClockDomain; memories: Memory[]; writers: Set<number> }>();
  for (const memory of module.memories) {
    const writers = body.flatMap((statement, i) => (writesTo(statement, memory) ? [i] : []));
    if (writers.length === 0) continue;
    const { clock } = memory;
    const key = [clock.name, ...writers].join();
    const group = groups.get(key) ?? { clock, memories: [], writers: new Set(writers) };
    group.memories.push(memory);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ clock, memories, writers }) => ({
    clock,
    memories,
    statements: project(
      body.filter((_, i) => writers.has(i)),
      (leaf) => leaf.kind === 'memory-write' && memories.includes(leaf.memory),
    ),
  }));
}

function writesTo(statement: Statement, memory: Memory): boolean {
  let found = false;
  forEachLeaf([statement], (leaf) => {
    found ||= leaf.kind === 'memory-write' && leaf.memory === memory;
  });
  return found;
}

/** Name of a signal without suffixes, from which names of nets for its parts are made. */
export function baseName(signal: Signal): string {
  return signal.kind === 'instance-port' ? `${signal.instance}_${signal.name}` : signal.name;
}

/** The value of a target where nothing assigns it. */
export function defaultOf(target: Signal): Expression {
  if (target.kind === 'register') return { kind: 'signal', type: target.type, signal: target };
  return literal(target.type, target.kind === 'wire' ? (target.default ?? 0n) : 0n);
}

function constantDrive(target: Signal, value: Expression): Extract<CombinationalBlock, { kind: 'assigns' }> {
  const assign = {
    kind: 'assign' as const,
    target,
    lsb: 0,
    width: target.type.width,
    value,
    source: target.source,
  };
  return { kind: 'assigns', assigns: [assign] };
}
