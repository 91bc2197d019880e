import type { Finding } from '../build/report.js';
import type { ClockDomain, Expression, Memory, Module, Signal, SourceRef, Statement } from '../ir/index.js';
import { type DomainName, domainsOfModule, type SignalDomains } from './signal-domains.js';
import { labelOf, roleOf } from './signal-label.js';

/** What is read in a clock domain belongs to it: a signal of another one comes through a crossing, that is through a
 *  synchroniser. A module without clocks has no domains of its own. CW-E035. */
export function checkClocks(module: Module): readonly Finding[] {
  const domains = domainsOfModule(module);
  if (domains === undefined) return [];
  const findings: Finding[] = [];
  const told = new Set<string>();
  const compare = (
    domain: DomainName | undefined,
    reads: readonly Expression[],
    use: string,
    source: SourceRef,
  ): void => {
    if (domain === undefined || domain === 'asynchronous') return;
    for (const expression of reads) {
      for (const [from, origin] of domains.of(expression)) {
        const key = `${from} ${labelOf(origin)} ${use}`;
        if (from === domain || told.has(key)) continue;
        told.add(key);
        findings.push(crossing(from, origin, domain, use, source));
      }
    }
  };
  visit(module.body, [], (statement, conditions) => {
    if (statement.kind === 'memory-write') {
      const { memory, address, data, source } = statement;
      compare(memory.clock.name, [...conditions, address, data], `memory \`${memory.name}\``, source);
    } else {
      const { target, value, source } = statement;
      const use = `${roleOf(target)} \`${labelOf(target)}\``;
      compare(sinkDomain(target, domains), [...conditions, value], use, source);
    }
  });
  for (const { name, condition, clock, source } of module.assertions) {
    compare(clock.name, [condition], `assertion \`${name}\``, source);
  }
  return findings;
}

function sinkDomain(target: Signal, domains: SignalDomains): DomainName | undefined {
  switch (target.kind) {
    case 'register':
      return target.clock.name;
    case 'port':
      return nameOf(target.clock);
    case 'instance-port':
      return domains.ofPin(target);
    case 'wire':
      return undefined;
  }
}

function nameOf(clock: ClockDomain | 'asynchronous'): DomainName {
  return clock === 'asynchronous' ? clock : clock.name;
}

type Leaf = Extract<Statement, { kind: 'assign' | 'memory-write' }>;

function visit(
  statements: readonly Statement[],
  conditions: readonly Expression[],
  leaf: (statement: Leaf, conditions: readonly Expression[]) => void,
): void {
  for (const statement of statements) {
    if (statement.kind === 'when') {
      const inner = [...conditions, statement.condition];
      visit(statement.then, inner, leaf);
      visit(statement.otherwise, inner, leaf);
    } else if (statement.kind === 'switch') {
      const inner = [...conditions, statement.subject];
      for (const { body } of statement.cases) visit(body, inner, leaf);
      visit(statement.otherwise, inner, leaf);
    } else leaf(statement, conditions);
  }
}

function crossing(
  from: DomainName,
  origin: Signal | Memory,
  to: DomainName,
  use: string,
  source: SourceRef,
): Finding {
  return {
    code: 'CW-E035',
    subject: labelOf(origin),
    message: `${roleOf(origin)} \`${labelOf(origin)}\` crosses into another clock domain without a synchroniser`,
    expected: `a signal of clock domain \`${to}\` for ${use}`,
    actual: from === 'asynchronous' ? 'an asynchronous one' : `one of clock domain \`${from}\``,
    hint: 'put a synchroniser of the standard library between them, or say why it is safe with `m.crossing(wire, reason)`',
    source,
    related: [{ message: `\`${labelOf(origin)}\` declared at`, source: origin.source }],
  };
}
