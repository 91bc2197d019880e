import type { Finding } from '../build/report.js';
import type { Memory, Module, Signal, SourceRef } from '../ir/index.js';
import { forEachLeaf } from '../ir/statement-walk.js';
import { forEachModuleNode } from './module-nodes.js';
import { labelOf } from './signal-label.js';

/** A module reads only its own signals and memories; what comes from elsewhere comes through ports. CW-E016. */
export function checkScope(module: Module): readonly Finding[] {
  const own = new Set<Signal | Memory>([
    ...module.ports,
    ...module.wires,
    ...module.registers,
    ...module.memories,
    ...module.instances.flatMap((i) => i.ports),
  ]);
  const foreign = new Map<Signal | Memory, SourceRef>();
  forEachModuleNode(module, (node, source) => {
    const used = node.kind === 'signal' ? node.signal : 'memory' in node ? node.memory : undefined;
    if (used !== undefined && !own.has(used) && !foreign.has(used)) foreign.set(used, source);
  });
  forEachLeaf(module.body, (leaf) => {
    const used = leaf.kind === 'assign' ? leaf.target : leaf.memory;
    if (!own.has(used)) foreign.set(used, leaf.source);
  });
  return [...foreign].map(([used, source]) => ({
    code: 'CW-E016',
    subject: labelOf(used),
    message: `module \`${module.name}\` uses \`${labelOf(used)}\` of another module`,
    hint: 'bring the value in through a port',
    source,
    related: [{ message: 'declared at', source: used.source }],
  }));
}
