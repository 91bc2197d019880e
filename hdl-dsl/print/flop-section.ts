import type { Register } from '../ir/index.js';
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
            flop(context, [register], undefined, (depth) => printer.print(form.statements, depth)),
          ),
        ]
      : [],
  );
  const flops = flopGroups(module, plan.forms).map((group) =>
    context.withTemporaries(group.registers[0]?.name ?? '', () => flopOf(context, group)),
  );
  return [...memories, ...direct, ...flops];
}

function flopOf(context: PrintContext, { registers, enable }: FlopGroup): string[] {
  const { names, expressions, usage } = context;
  const condition = enable === undefined ? undefined : expressions.root(enable);
  return flop(context, registers, condition, (depth) =>
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
