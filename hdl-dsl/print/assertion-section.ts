import { BitUsage } from './bit-usage.js';
import { declaredType } from './declared-type.js';
import { ExpressionPrinter } from './expression-printer.js';
import type { PrintContext } from './print-context.js';
import { sinksOf } from './sink-section.js';

/** Named assertions at each clock edge out of reset, for tools that are told that they read them. They are immediate, not
 *  concurrent: a concurrent one copies all it reads at every edge, and where that is wide Verilator 5.006 writes C++ that
 *  does not compile. */
export function assertionSection(context: PrintContext): string[] {
  const { module, names, temporaries, plan } = context;
  if (module.assertions.length === 0) return [];
  // Without the macro nothing here is read, so reads here do not count for the rest of the module.
  const usage = new BitUsage();
  const expressions = new ExpressionPrinter(names, temporaries, usage);
  const before = temporaries.all.length;
  const properties = module.assertions.flatMap((assertion) => {
    const name = names.scope.claim(assertion.name);
    temporaries.owner = assertion.name.replace(/(?<!^)(?=[A-Z])/g, '_').toLowerCase();
    const condition = expressions.root(plan.assertions.simplify(assertion.condition));
    return [
      `      ${name}: assert (${condition})`,
      `      else $error("${escaped(`${name}: ${assertion.message}`)}");`,
    ];
  });
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
  const checks = [
    '  always_ff @(posedge clk_i) begin',
    '    if (rst_ni) begin',
    ...properties,
    '    end',
    '  end',
  ];
  return ['`ifdef CROSSWEAVE_ASSERT', ...nets, ...sinks, ...checks, '`endif'];
}

function escaped(message: string): string {
  return message.replace(/\s+/g, ' ').replace(/[\\"]/g, '\\$&').replaceAll('%', '%%');
}
