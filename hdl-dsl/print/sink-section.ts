import type { Memory, Module } from '../ir/index.js';
import type { PrintContext } from './print-context.js';
import { rangeText } from './range-text.js';

interface Net {
  readonly name: string;
  readonly width: number;
}

interface Sink {
  readonly name: string;
  /** The bits that nothing reads, as one bit. */
  readonly text: string;
}

/** Nets for bits that nothing reads, so that lint need not ask whether they were forgotten. Call it when every
 *  read is printed. */
export function sinkSection(context: PrintContext): string[] {
  const { module, names } = context;
  const sinks = [
    ...nets(context).flatMap((net) => sinkOf(context, net)),
    ...module.memories.filter((m) => !m.packed).flatMap((m) => arraySink(context, m)),
    ...unreadClock(module, context.plan.writes.length > 0).map((name) => ({ name, text: name })),
  ];
  if (sinks.length === 0) return [];
  const lines = sinks.flatMap(({ name, text }) => {
    const sink = names.scope.claim(`unused_${name}`);
    return [`  logic ${sink};`, `  assign ${sink} = ${text};`];
  });
  return ['  // Read by nothing here.', ...lines];
}

function nets({ module, names, plan, temporaries, inlined }: PrintContext): Net[] {
  const signals = [
    ...module.ports.filter((p) => p.direction === 'input'),
    ...module.registers,
    ...module.wires,
    ...plan.stages,
    ...module.instances.flatMap((i) => i.ports.filter((port) => !inlined.has(port))),
  ];
  return [
    ...signals.map((s) => ({ name: names.read(s), width: s.type.width })),
    ...temporaries.all.map((t) => ({ name: t.name, width: t.type.width })),
    ...module.memories
      .filter((m) => m.packed)
      .map((m) => ({ name: names.memory(m), width: m.word.width * m.depth })),
  ];
}

function sinkOf({ usage }: PrintContext, { name, width }: Net): Sink[] {
  const ranges = usage.unread(name, width);
  const [first] = ranges;
  if (first === undefined) return [];
  const parts = first.width === width ? [name] : ranges.map((r) => `${name}[${rangeText(r.lsb, r.width)}]`);
  const bits = ranges.reduce((sum, r) => sum + r.width, 0);
  const text =
    parts.length > 1 ? `^{${parts.join(', ')}}` : bits === 1 ? parts.join('') : `^${parts.join('')}`;
  return [{ name, text }];
}

function arraySink({ usage, names }: PrintContext, memory: Memory): Sink[] {
  const name = names.memory(memory);
  const isRead = usage.unread(name, memory.word.width).length === 0;
  return isRead ? [] : [{ name, text: `^${name}[0]` }];
}

function unreadClock(module: Module, writesMemories: boolean): string[] {
  if (!module.clocked) return [];
  const passedOn = module.instances.some(({ of }) => (of.kind === 'black-box' ? of.hasClock : of.clocked));
  const clock = passedOn || module.registers.length > 0 || writesMemories;
  const reset = passedOn || module.registers.some((r) => r.reset !== undefined);
  return [...(clock ? [] : ['clk_i']), ...(reset ? [] : ['rst_ni'])];
}
