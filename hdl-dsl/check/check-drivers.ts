import type { Finding } from '../build/report.js';
import type { Module, Signal } from '../ir/index.js';
import { forEachLeaf } from '../ir/statement-walk.js';
import { describeBits, maskOf } from './bit-mask.js';
import { coverageOf } from './drive-coverage.js';
import { labelOf, roleOf } from './signal-label.js';

/** Every bit of every output, wire and instance input has a driver in every branch; every register and memory is
 *  written; no drive is always overridden by a later one. CW-E020, CW-E021, CW-E022, CW-E025. */
export function checkDrivers(module: Module): readonly Finding[] {
  const findings: Finding[] = [];
  const coverage = coverageOf(module.body, ({ signal, bits, first, second }) =>
    findings.push({
      code: 'CW-E022',
      subject: labelOf(signal),
      message: `two drivers of \`${labelOf(signal)}\`: the first never has an effect`,
      expected: 'one unconditional driver, or a later one inside `when`',
      actual: `${describeBits(bits)} driven again in every case`,
      hint: 'remove one of the two, or put the second inside `m.when`',
      source: second.source,
      related: [{ message: 'first driven at', source: first.source }],
    }),
  );
  const ignored = new Set(module.ignored?.map((i) => i.signal));
  for (const signal of drivenSignals(module)) {
    const all = maskOf(0, signal.type.width);
    const { may, must } = coverage.get(signal) ?? { may: 0n, must: 0n };
    if (may !== all && !ignored.has(signal)) findings.push(undriven(signal, all & ~may));
    else if (must !== all && needsEveryBranch(signal)) findings.push(incomplete(signal, may & ~must));
  }
  return [...findings, ...unwrittenMemories(module)];
}

function drivenSignals(module: Module): readonly Signal[] {
  return [
    ...module.ports.filter((p) => p.direction === 'output'),
    ...module.wires,
    ...module.registers,
    ...module.instances.flatMap((i) => i.ports.filter((p) => p.direction === 'input')),
  ];
}

function needsEveryBranch(signal: Signal): boolean {
  return signal.kind !== 'register' && !(signal.kind === 'wire' && signal.default !== undefined);
}

function undriven(signal: Signal, bits: bigint): Finding {
  const name = labelOf(signal);
  const whole = bits === maskOf(0, signal.type.width);
  const constant = signal.kind === 'register' || !needsEveryBranch(signal);
  return {
    code: constant ? 'CW-E025' : 'CW-E020',
    subject: name,
    message: constant
      ? `${roleOf(signal)} \`${name}\` is never written`
      : `${roleOf(signal)} \`${name}\` has no driver`,
    expected: constant ? 'an assignment to every bit' : 'a driver for every bit',
    actual: whole ? 'none' : `none for ${describeBits(bits)}`,
    hint: constant
      ? 'assign it, use a constant in its place, or say `m.ignore(signal, reason)`'
      : 'drive it with `drive`',
    source: signal.source,
  };
}

function incomplete(signal: Signal, bits: bigint): Finding {
  const name = labelOf(signal);
  return {
    code: 'CW-E021',
    subject: name,
    message: `${roleOf(signal)} \`${name}\` is not driven in every branch`,
    expected: 'a driver in every branch, or a default',
    actual: `${describeBits(bits)} driven in some branches only`,
    hint:
      signal.kind === 'instance-port'
        ? 'drive it before the `when`, or in `otherwise`'
        : 'give it a `default`, drive it before the `when`, or in `otherwise`',
    source: signal.source,
  };
}

function unwrittenMemories(module: Module): readonly Finding[] {
  const written = new Set<unknown>();
  forEachLeaf(module.body, (leaf) => leaf.kind === 'memory-write' && written.add(leaf.memory));
  return module.memories
    .filter((memory) => memory.initial === undefined && !written.has(memory))
    .map((memory) => ({
      code: 'CW-E025',
      subject: memory.name,
      message: `memory \`${memory.name}\` is never written`,
      expected: 'a write',
      actual: 'none',
      hint: 'write it with `write(address, data)`, or remove it',
      source: memory.source,
    }));
}
