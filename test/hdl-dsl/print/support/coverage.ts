import type { Expression, Module, Statement } from '../../../../hdl-dsl/ir/index.js';
import { forEachNode } from '../../../../hdl-dsl/ir/operands.js';
import { forEachExpression, forEachLeaf } from '../../../../hdl-dsl/ir/statement-walk.js';
import type { Experiment } from './stimulus.js';

/** What a run has seen, counted: kinds of nodes and operators, widths, statements, resets, memories, clocks ... */
export function coverageOf(experiments: readonly Experiment[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (what: string): void => {
    counts.set(what, (counts.get(what) ?? 0) + 1);
  };
  const modules = new Set<Module>();
  for (const { top, cycles } of experiments) {
    visit(top, modules);
    count('design');
    if (cycles.some((c) => c.ticks.size > 1)) count('cycle of simultaneous edges');
    if (cycles.some((c) => c.ticks.size < top.clocks.length)) count('cycle without some edge');
    if (cycles.some((c, i) => i > 0 && c.inReset.size > 0)) count('reset under way');
    const uses = modulesUsed(top);
    if (new Set(uses).size < uses.length) count('module used several times');
  }
  for (const module of modules) countModule(module, count);
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function visit(module: Module, found: Set<Module>): void {
  if (found.has(module)) return;
  found.add(module);
  for (const { of } of module.instances) if (of.kind === 'module') visit(of, found);
}

function modulesUsed(module: Module): Module[] {
  return module.instances.flatMap(({ of }) => (of.kind === 'module' ? [of, ...modulesUsed(of)] : []));
}

function countModule(module: Module, count: (what: string) => void): void {
  count('module');
  count(`clock domains ${module.clocks.length}`);
  const seen = new Set<Expression>();
  forEachExpression(module.body, (root) => forEachNode(root, (node) => countNode(node, count), seen));
  countStatements(module.body, count);
  for (const r of module.registers) {
    count(`register ${r.reset === undefined ? 'without' : r.clock.reset} reset`);
  }
  const written = new Set<unknown>();
  forEachLeaf(module.body, (leaf) => leaf.kind === 'memory-write' && written.add(leaf.memory));
  for (const m of module.memories) {
    count(`memory ${m.packed ? 'packed' : 'array'}`);
    count(`memory depth ${Number.isInteger(Math.log2(m.depth)) ? 'power of two' : 'other'}`);
    if (m.initial !== undefined) count('memory with contents');
    if (!written.has(m)) count('memory never written');
    if (module.registers.some((r) => r.name === `${m.name}_read`)) count('memory read synchronously');
  }
  for (const i of module.instances) {
    if (Object.entries(i.clocks).some(([inner, outer]) => inner !== outer.name))
      count('clock renamed at an instance');
  }
  if (module.ports.some((p) => p.name === 't_ready')) count('stream');
  if (module.assertions.length > 0) count('assertion');
  for (const s of [...module.wires, ...module.registers]) {
    const { enumeration } = s.type;
    if (enumeration?.members.some((m, i) => m.value !== BigInt(i))) count('enumeration of chosen encoding');
  }
}

function countNode(node: Expression, count: (what: string) => void): void {
  const op = node.kind === 'unary' || node.kind === 'binary' ? ` ${node.op}` : '';
  const direction = node.kind === 'shift' || node.kind === 'shift-dynamic' ? ` ${node.direction}` : '';
  count(`${node.kind}${op}${direction}`);
  const { width } = node.type;
  const widest = [1, 32, 53, 64, 128, 200].find((most) => width <= most);
  count(widest === undefined ? 'width over 200' : `width to ${widest}`);
  count(`type ${node.type.kind}`);
}

function countStatements(statements: readonly Statement[], count: (what: string) => void): void {
  for (const s of statements) {
    if (s.kind === 'assign' && s.width < s.target.type.width) count('assign to a part');
    else if (s.kind === 'memory-write' && s.width < s.memory.word.width) count('memory-write of a part');
    else count(s.kind);
    if (s.kind === 'when') countStatements([...s.then, ...s.otherwise], count);
    if (s.kind === 'switch') countStatements([...s.cases.flatMap((c) => c.body), ...s.otherwise], count);
  }
}

/** Everything that a run must have seen. */
export const wanted: readonly string[] = [
  ...['not', 'negate', 'reduce-and', 'reduce-or', 'reduce-xor', 'popcount'].map((op) => `unary ${op}`),
  ...['add', 'sub', 'mul', 'and', 'or', 'xor', 'eq', 'ne', 'lt', 'le', 'gt', 'ge'].map(
    (op) => `binary ${op}`,
  ),
  ...[
    'literal',
    'signal',
    'memory-read',
    'memory-contents',
    'concat',
    'slice',
    'part-select',
    'mux',
    'extend',
    'recast',
  ],
  ...['left', 'right'].flatMap((way) => [`shift ${way}`, `shift-dynamic ${way}`]),
  ...[1, 32, 53, 64, 128, 200].map((most) => `width to ${most}`),
  'width over 200',
  ...['bool', 'bits', 'uint', 'sint', 'enum'].map((kind) => `type ${kind}`),
  ...['assign', 'assign to a part', 'when', 'switch', 'memory-write', 'memory-write of a part'],
  ...['async', 'sync', 'without'].map((kind) => `register ${kind} reset`),
  ...[
    'packed',
    'array',
    'depth power of two',
    'depth other',
    'with contents',
    'never written',
    'read synchronously',
  ].map((what) => `memory ${what}`),
  ...[1, 2, 3].map((n) => `clock domains ${n}`),
  'clock renamed at an instance',
  'cycle of simultaneous edges',
  'cycle without some edge',
  'reset under way',
  'module used several times',
  'stream',
  'assertion',
  'enumeration of chosen encoding',
];
