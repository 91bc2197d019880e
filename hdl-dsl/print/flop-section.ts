import type { Register, Statement } from '../ir/index.js';
import { type FlopGroup, flopGroups } from './flop-groups.js';
import { literal } from './narrow.js';
import type { PrintContext } from './print-context.js';
import { StatementPrinter } from './statement-printer.js';

/** Memory writes, registers written in place, and the flops. */
export function flopSections(context: PrintContext): string[][] {
  const { module, plan, names, expressions } = context;
  const printer = new StatementPrinter(names, expressions, true);
  const memories = plan.writes.map(({ memories, statements }) =>
    context.withTemporaries(memories[0]?.name ?? '', () => [
      '  always_ff @(posedge clk_i) begin',
      ...printer.print(statements, 2),
      '  end',
    ]),
  );
  const direct = [...plan.forms].flatMap(([register, form]) =>
    form.form === 'direct'
      ? [
          context.withTemporaries(register.name, () =>
            directFlop(context, printer, register, form.statements),
          ),
        ]
      : [],
  );
  const before = context.temporaries.all.length;
  context.temporaries.owner = 'enable';
  const groups = flopGroups(module, plan.forms, (enable) => expressions.root(enable));
  const nets = context.temporaries.all.slice(before).map((t) => `  assign ${t.name} = ${t.text};`);
  const flops = groups.map((group) => flopOf(context, group));
  return [...memories, ...direct, ...(nets.length > 0 ? [nets] : []), ...flops];
}

/** A register written in place; a single condition joins the reset's `if`. */
function directFlop(
  context: PrintContext,
  printer: StatementPrinter,
  register: Register,
  statements: readonly Statement[],
): string[] {
  const [only] = statements;
  const lines = flop(context, [register], undefined, (depth) => printer.print(statements, depth));
  const isChain = statements.length === 1 && only?.kind === 'when' && only.then.length > 0;
  if (register.reset === undefined || !isChain) return lines;
  const [head = '', test = '', reset = ''] = lines;
  const chain = printer.print(statements, 2);
  return [head, test, reset, `    end else ${chain[0]?.trim() ?? ''}`, ...chain.slice(1), '  end'];
}

function flopOf(context: PrintContext, { registers, enable }: FlopGroup): string[] {
  const { names, usage } = context;
  return flop(context, registers, enable, (depth) =>
    registers.map((register) => {
      const next = names.target(register);
      usage.mark(next, 0, register.type.width);
      return `${'  '.repeat(depth)}${names.read(register)} <= ${next};`;
    }),
  );
}

function flop(
  { names, expressions }: PrintContext,
  registers: readonly Register[],
  condition: string | undefined,
  update: (depth: number) => string[],
): string[] {
  if (registers.every((r) => r.reset === undefined)) {
    const body =
      condition === undefined ? update(2) : [`    if (${condition}) begin`, ...update(3), '    end'];
    return ['  always_ff @(posedge clk_i) begin', ...body, '  end'];
  }
  const resets = registers.map((r) => {
    return `      ${names.read(r)} <= ${expressions.assigned(literal(r.type, r.reset ?? 0n))};`;
  });
  return [
    '  always_ff @(posedge clk_i or negedge rst_ni) begin',
    '    if (!rst_ni) begin',
    ...resets,
    condition === undefined ? '    end else begin' : `    end else if (${condition}) begin`,
    ...update(3),
    '    end',
    '  end',
  ];
}
