import type { Finding } from '../build/report.js';
import type { Module, SourceRef, Statement } from '../ir/index.js';
import { Facts } from './facts.js';

/** No branch that can never be active: none with a constant condition, none that contradicts the branches around it.
 *  CW-E043. */
export function checkDeadCode(module: Module): readonly Finding[] {
  const findings: Finding[] = [];
  visit(module.body, new Facts(), findings);
  return findings;
}

function visit(statements: readonly Statement[], facts: Facts, findings: Finding[]): void {
  for (const statement of statements) {
    if (statement.kind === 'when') visitWhen(statement, facts, findings);
    else if (statement.kind === 'switch') visitSwitch(statement, facts, findings);
  }
}

function visitWhen(statement: Statement & { kind: 'when' }, facts: Facts, findings: Finding[]): void {
  const { condition, then, otherwise, source } = statement;
  const known = facts.valueOf(condition);
  const why = condition.kind === 'literal' ? 'is constant' : 'follows from the branches around it';
  if (known === 0n && then.length > 0) {
    findings.push(
      dead('a `when` is never active: its condition never holds', `a condition that ${why}`, source, then),
    );
  }
  if (known === 1n && otherwise.length > 0) {
    findings.push(
      dead(
        'the other branch of a `when` is never active: its condition always holds',
        `a condition that ${why}`,
        source,
        otherwise,
      ),
    );
  }
  if (known !== 0n && hasBranches(then)) visit(then, facts.with(condition, true), findings);
  if (known !== 1n && hasBranches(otherwise)) visit(otherwise, facts.with(condition, false), findings);
}

function visitSwitch(statement: Statement & { kind: 'switch' }, facts: Facts, findings: Finding[]): void {
  const { subject, cases, otherwise, source } = statement;
  const { enumeration, width } = subject.type;
  const nameOf = (match: bigint): string =>
    enumeration?.members.find((m) => m.value === match)?.name ?? String(match);
  const seen = new Set<bigint>();
  for (const { match, body } of cases) {
    const isRepeated = seen.has(match);
    seen.add(match);
    if (isRepeated) {
      findings.push(
        dead(
          `case \`${nameOf(match)}\` of a \`switch\` is never active`,
          'an earlier case of that value',
          source,
          body,
        ),
      );
    } else if (body.length > 0 && facts.excludes(subject, match)) {
      const why =
        subject.kind === 'literal' ? 'a constant subject' : 'a subject that the branches around it tell';
      findings.push(dead(`case \`${nameOf(match)}\` of a \`switch\` is never active`, why, source, body));
    } else if (hasBranches(body)) visit(body, facts.withValue(subject, match), findings);
  }
  if (otherwise.length === 0) return;
  const known = facts.valueOf(subject);
  if ((width <= 16 && seen.size === 2 ** width) || (known !== undefined && seen.has(known))) {
    findings.push(
      dead('the last branch of a `switch` is never active', 'a case for every value', source, otherwise),
    );
  } else if (hasBranches(otherwise)) visit(otherwise, facts.without(subject, seen), findings);
}

/** Facts are of use only where something is asked again. */
function hasBranches(statements: readonly Statement[]): boolean {
  return statements.some(({ kind }) => kind === 'when' || kind === 'switch');
}

function dead(message: string, actual: string, source: SourceRef, body: readonly Statement[]): Finding {
  const [first] = body;
  return {
    code: 'CW-E043',
    severity: 'warning',
    message,
    expected: 'a branch that can be active',
    actual,
    hint: 'remove it, or build it in a JavaScript `if` where it depends on parameters',
    source,
    ...(first === undefined
      ? {}
      : { related: [{ message: 'it holds the statement at', source: first.source }] }),
  };
}
