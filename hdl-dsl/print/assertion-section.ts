import type { Assertion, ClockDomain } from '../ir/index.js';
import { clockPins } from '../names/clock-pins.js';
import { BitUsage } from './bit-usage.js';
import { declaredType } from './declared-type.js';
import { ExpressionPrinter } from './expression-printer.js';
import type { PrintContext } from './print-context.js';
import { resetNet, sampledDomains } from './sampled-resets.js';
import { sinksOf } from './sink-section.js';

/** Named assertions at each edge of their clock out of reset, for tools that are told that they read them. They are
 *  immediate, not concurrent: a concurrent one copies all it reads at every edge, and where that is wide Verilator 5.006
 *  writes C++ that does not compile. */
export function assertionSection(context: PrintContext): string[] {
  const { module, names, temporaries } = context;
  if (module.assertions.length === 0) return [];
  // Without the macro nothing here is read, so reads here do not count for the rest of the module.
  const usage = new BitUsage();
  const expressions = new ExpressionPrinter(names, temporaries, usage);
  const before = temporaries.all.length;
  const declared = new Set(sampledDomains(module).map((domain) => domain.name));
  const blocks = byDomain(module.assertions).flatMap(([domain, assertions]) => [
    ...(declared.has(domain.name) ? [] : resetNet(context, domain)),
    `  always_ff @(posedge ${clockPins(domain).clock}) begin`,
    `    if (!${names.inReset(domain)}) begin`,
    ...assertions.flatMap((assertion) => propertyLines(context, expressions, assertion)),
    '    end',
    '  end',
  ]);
  const own = temporaries.all.splice(before);
  const nets = own.flatMap(({ name, type, text }) => [
    `  ${declaredType(type)} ${name};`,
    `  assign ${name} = ${text};`,
  ]);
  const sinks = sinksOf(
    names,
    usage,
    own.map(({ name, type }) => ({ name, width: type.width })),
  );
  return ['`ifdef CROSSWEAVE_ASSERT', ...nets, ...sinks, ...blocks, '`endif'];
}

function propertyLines(
  { names, temporaries, plan, locate }: PrintContext,
  expressions: ExpressionPrinter,
  assertion: Assertion,
): string[] {
  const name = names.scope.claim(assertion.name);
  temporaries.owner = assertion.name.replace(/(?<!^)(?=[A-Z])/g, '_').toLowerCase();
  const condition = expressions.root(plan.assertions.simplify(assertion.condition));
  return [
    locate(`      ${name}: assert (${condition})`, assertion.source),
    `      else $error("${escaped(`${name}: ${assertion.message}`)}");`,
  ];
}

function byDomain(assertions: readonly Assertion[]): (readonly [ClockDomain, readonly Assertion[]])[] {
  const groups = new Map<string, [ClockDomain, Assertion[]]>();
  for (const assertion of assertions) {
    const { clock } = assertion;
    const group = groups.get(clock.name) ?? [clock, []];
    group[1].push(assertion);
    groups.set(clock.name, group);
  }
  return [...groups.values()];
}

function escaped(message: string): string {
  return message.replace(/\s+/g, ' ').replace(/[\\"]/g, '\\$&').replaceAll('%', '%%');
}
