import type { Instance, Memory, Module } from '../ir/index.js';
import { clockPins, hasResetPins } from '../names/clock-pins.js';
import type { ModuleNames } from '../names/module-names.js';
import type { BitUsage } from './bit-usage.js';
import { commentLines, withComment } from './comment-text.js';
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
    ...nets(context).flatMap((net) => sinkOf(context.usage, net)),
    ...module.memories.filter((m) => !m.packed).flatMap((m) => arraySink(context, m)),
    ...unreadPins(module, new Set(context.plan.writes.map(({ clock }) => clock.name))).map((name) => ({
      name,
      text: name,
    })),
  ];
  if (sinks.length === 0) return [];
  const reasons = new Map((module.ignored ?? []).map(({ signal, reason }) => [names.read(signal), reason]));
  return [
    ...commentLines('Read by nothing here.', '  '),
    ...sinks.flatMap((sink) => {
      const [declaration = '', ...rest] = sinkLines(names, sink);
      return [...withComment(declaration, reasons.get(sink.name)), ...rest];
    }),
  ];
}

/** Sinks for the unread bits of some nets alone, by a usage of their own. */
export function sinksOf(names: ModuleNames, usage: BitUsage, nets: readonly Net[]): string[] {
  return nets.flatMap((net) => sinkOf(usage, net)).flatMap((sink) => sinkLines(names, sink));
}

function sinkLines(names: ModuleNames, { name, text }: Sink): string[] {
  const sink = names.scope.claim(`unused_${name}`);
  return [`  logic ${sink};`, `  assign ${sink} = ${text};`];
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

function sinkOf(usage: BitUsage, { name, width }: Net): Sink[] {
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

/** @param writing names of domains in which memories are written */
function unreadPins(module: Module, writing: ReadonlySet<string>): string[] {
  const domainsOf = ({ clocks }: Instance): readonly string[] => Object.values(clocks).map((d) => d.name);
  const passedOn = new Set(module.instances.flatMap(domainsOf));
  const resetPassedOn = new Set(module.instances.filter((i) => hasResetPins(i.of)).flatMap(domainsOf));
  return module.clocks.flatMap((domain) => {
    const pins = clockPins(domain);
    const own = module.registers.filter((r) => r.clock.name === domain.name);
    const clock = passedOn.has(domain.name) || own.length > 0 || writing.has(domain.name);
    const reset =
      !hasResetPins(module) || resetPassedOn.has(domain.name) || own.some((r) => r.reset !== undefined);
    return [...(clock ? [] : [pins.clock]), ...(reset ? [] : [pins.reset])];
  });
}
