import type { Expression, Module, Signal } from '../ir/index.js';
import type { CombinationalBlock } from './combinational-blocks.js';
import { coversFully } from './coverage.js';
import { baseName, defaultOf } from './module-plan.js';
import type { PrintContext } from './print-context.js';
import { rangeText } from './range-text.js';
import { StatementPrinter } from './statement-printer.js';
import { useCounts } from './use-counts.js';

/** Continuous assignments and `always_comb` blocks; assignments that follow one another are one section. */
export function logicSections(context: PrintContext): string[][] {
  const sections: string[][] = [];
  let previous: CombinationalBlock['kind'] | undefined;
  for (const block of connectDirectly(context)) {
    const [owner] = block.kind === 'assigns' ? block.assigns.map((a) => a.target) : block.targets;
    const lines = context.withTemporaries(owner === undefined ? '' : baseName(owner), () =>
      blockLines(context, block),
    );
    if (block.kind === 'assigns' && previous === 'assigns') sections.at(-1)?.push(...lines);
    else sections.push(lines);
    previous = block.kind;
  }
  return sections;
}

/** Puts plain signals and constants straight into the port lists of instances; gives the blocks that are left. */
function connectDirectly(context: PrintContext): CombinationalBlock[] {
  if (context.module.instances.length === 0) return [...context.plan.blocks];
  const reads = readCounts(context.module);
  return context.plan.blocks.filter((block) => {
    const [assign] = block.kind === 'assigns' && block.assigns.length === 1 ? block.assigns : [];
    if (assign === undefined) return true;
    const { target } = assign;
    let { value } = assign;
    while (value.kind === 'recast') value = value.operand;
    if (target.kind === 'instance-port') {
      if (reads.has(target) || !isPlain(value)) return true;
      context.inlined.set(target, context.expressions.root(value));
      return false;
    }
    const from = value.kind === 'signal' ? value.signal : undefined;
    if (from?.kind !== 'instance-port' || from.direction !== 'output' || target.kind === 'register')
      return true;
    if (reads.get(from) !== 1 || context.enums.has(target)) return true;
    context.inlined.set(from, context.names.read(target));
    return false;
  });
}

function isPlain(value: Expression): boolean {
  return (
    value.kind === 'literal' ||
    value.kind === 'signal' ||
    value.kind === 'memory-contents' ||
    (value.kind === 'slice' && value.operand.kind === 'signal')
  );
}

/** How many places read each signal. */
function readCounts(module: Module): Map<Signal, number> {
  const conditions = module.assertions.map((a) => a.condition);
  const counts = new Map<Signal, number>();
  for (const [node, uses] of useCounts(module.body, conditions)) {
    if (node.kind === 'signal') counts.set(node.signal, (counts.get(node.signal) ?? 0) + uses);
  }
  return counts;
}

function blockLines(context: PrintContext, block: CombinationalBlock): string[] {
  const { names, expressions, locate } = context;
  if (block.kind === 'assigns') {
    return block.assigns.map(({ target, lsb, width, value, source }) => {
      const name = names.target(target);
      const left = width === target.type.width ? name : `${name}[${rangeText(lsb, width)}]`;
      return locate(`  assign ${left} = ${expressions.driven(value)};`, source);
    });
  }
  const defaults = block.targets
    .filter((target) => target.kind === 'register' && !coversFully(block.statements, target))
    .map((target) => `    ${names.target(target)} = ${expressions.assigned(defaultOf(target))};`);
  const statements = new StatementPrinter(context, false).print(block.statements, 2);
  return ['  always_comb begin', ...defaults, ...statements, '  end'];
}
