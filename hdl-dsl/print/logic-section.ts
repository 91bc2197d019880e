import type { Module, Signal } from '../ir/index.js';
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
  const read = signalsRead(context.module);
  return context.plan.blocks.filter((block) => {
    if (block.kind !== 'assigns' || block.assigns.length !== 1) return true;
    const [assign] = block.assigns;
    if (assign?.target.kind !== 'instance-port' || read.has(assign.target)) return true;
    let value = assign.value;
    while (value.kind === 'recast') value = value.operand;
    const isPlain =
      value.kind === 'literal' ||
      value.kind === 'signal' ||
      value.kind === 'memory-contents' ||
      (value.kind === 'slice' && value.operand.kind === 'signal');
    if (isPlain) context.inlined.set(assign.target, context.expressions.root(value));
    return !isPlain;
  });
}

function signalsRead(module: Module): Set<Signal> {
  const conditions = module.assertions.map((a) => a.condition);
  const nodes = [...useCounts(module.body, conditions).keys()];
  return new Set(nodes.flatMap((node) => (node.kind === 'signal' ? [node.signal] : [])));
}

function blockLines({ names, expressions }: PrintContext, block: CombinationalBlock): string[] {
  if (block.kind === 'assigns') {
    return block.assigns.map(({ target, lsb, width, value }) => {
      const name = names.target(target);
      const left = width === target.type.width ? name : `${name}[${rangeText(lsb, width)}]`;
      return `  assign ${left} = ${expressions.driven(value)};`;
    });
  }
  const defaults = block.targets
    .filter((target) => target.kind === 'register' && !coversFully(block.statements, target))
    .map((target) => `    ${names.target(target)} = ${expressions.assigned(defaultOf(target))};`);
  const statements = new StatementPrinter(names, expressions, false).print(block.statements, 2);
  return ['  always_comb begin', ...defaults, ...statements, '  end'];
}
