import type { Finding } from '../build/report.js';
import type { Memory, Module, Signal } from '../ir/index.js';
import { forEachModuleNode } from './module-nodes.js';
import { labelOf, roleOf } from './signal-label.js';

/** Every input, wire, register, instance output and memory is read somewhere, or ignored with a reason, and every
 *  clock domain is used. CW-E024. */
export function checkUnused(module: Module): readonly Finding[] {
  const read = new Set<Signal | Memory>(module.ignored?.map((i) => i.signal));
  forEachModuleNode(module, (node) => {
    if (node.kind === 'signal') read.add(node.signal);
    else if (node.kind === 'memory-read' || node.kind === 'memory-contents') read.add(node.memory);
  });
  const signals: readonly (Signal | Memory)[] = [
    ...module.ports.filter((p) => p.direction === 'input'),
    ...module.wires,
    ...module.registers,
    ...module.instances.flatMap((i) => i.ports.filter((p) => p.direction === 'output')),
    ...module.memories,
  ];
  return [...signals.filter((s) => !read.has(s)).map(unread), ...unusedClocks(module)];
}

function unread(signal: Signal | Memory): Finding {
  return {
    code: 'CW-E024',
    subject: labelOf(signal),
    message: `${roleOf(signal)} \`${labelOf(signal)}\` is never read`,
    expected: 'a reader',
    actual: 'none',
    hint:
      signal.kind === 'memory'
        ? 'read it with `read(address)`, or remove it'
        : 'read it, remove it, or say that it is meant with `m.ignore(signal, reason)`',
    source: signal.source,
  };
}

/** A domain is used by what it clocks, and by ports that belong to it. */
function unusedClocks(module: Module): readonly Finding[] {
  const used = new Set<unknown>([
    ...module.ports.map((p) => p.clock),
    ...module.registers.map((r) => r.clock),
    ...module.memories.map((m) => m.clock),
    ...module.assertions.map((a) => a.clock),
    ...module.instances.flatMap((i) => Object.values(i.clocks)),
  ]);
  return module.clocks
    .filter((clock) => !used.has(clock))
    .map((clock) => ({
      code: 'CW-E024',
      subject: clock.name,
      message: `clock domain \`${clock.name}\` is never used`,
      expected: 'a register, memory, assertion, instance or port of it',
      actual: 'none',
      hint: 'remove it from `clocks`, or make `clocks` depend on the parameters',
      source: module.source,
    }));
}
