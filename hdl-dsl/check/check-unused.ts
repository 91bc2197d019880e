import type { Finding } from '../build/report.js';
import type { Expression, Memory, Module, Signal } from '../ir/index.js';
import { forEachNode } from '../ir/operands.js';
import { forEachExpression } from '../ir/statement-walk.js';
import { labelOf, roleOf } from './signal-label.js';

/** Every input, wire, register, instance output and memory is read somewhere, or ignored with a reason. CW-E024. */
export function checkUnused(module: Module): readonly Finding[] {
  const read = new Set<Signal | Memory>(module.ignored?.map((i) => i.signal));
  const seen = new Set<Expression>();
  const visit = (expression: Expression): void =>
    forEachNode(
      expression,
      (node) => {
        if (node.kind === 'signal') read.add(node.signal);
        if (node.kind === 'memory-read' || node.kind === 'memory-contents') read.add(node.memory);
      },
      seen,
    );
  forEachExpression(module.body, visit);
  for (const assertion of module.assertions) visit(assertion.condition);
  const signals: readonly Signal[] = [
    ...module.ports.filter((p) => p.direction === 'input'),
    ...module.wires,
    ...module.registers,
    ...module.instances.flatMap((i) => i.ports.filter((p) => p.direction === 'output')),
  ];
  return [
    ...signals.filter((s) => !read.has(s)).map((s) => unread(roleOf(s), labelOf(s), s)),
    ...module.memories.filter((m) => !read.has(m)).map((m) => unread('memory', m.name, m)),
  ];
}

function unread(role: string, name: string, { kind, source }: Signal | Memory): Finding {
  return {
    code: 'CW-E024',
    message: `${role} \`${name}\` is never read`,
    expected: 'a reader',
    actual: 'none',
    hint:
      kind === 'memory'
        ? 'read it with `read(address)`, or remove it'
        : 'read it, remove it, or say that it is meant with `m.ignore(signal, reason)`',
    source,
  };
}
