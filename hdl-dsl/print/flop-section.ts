import type { Register, Statement } from '../ir/index.js';
import { clockPins } from '../names/clock-pins.js';
import { flopGroups } from './flop-groups.js';
import { literal } from './narrow.js';
import type { PrintContext } from './print-context.js';
import { StatementPrinter } from './statement-printer.js';

/** Memory writes, registers written in place, and the flops. */
export function flopSections(context: PrintContext): string[][] {
  const { module, plan, names, expressions, usage } = context;
  const printer = new StatementPrinter(context, true);
  const memories = plan.writes.map(({ clock, memories, statements }) =>
    context.withTemporaries(memories[0]?.name ?? '', () => [
      `  always_ff @(posedge ${clockPins(clock).clock}) begin`,
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
  const flops = groups.map(({ registers, enable }) => {
    const lines = registers.map((register) => {
      const next = names.target(register);
      usage.mark(next, 0, register.type.width);
      return `${names.read(register)} <= ${next};`;
    });
    const update = (depth: number): string[] => lines.map((line) => `${'  '.repeat(depth)}${line}`);
    return flop(context, registers, (depth) =>
      enable === undefined
        ? update(depth)
        : [`${'  '.repeat(depth)}if (${enable}) begin`, ...update(depth + 1), `${'  '.repeat(depth)}end`],
    );
  });
  return [...memories, ...direct, ...(nets.length > 0 ? [nets] : []), ...flops];
}

function directFlop(
  context: PrintContext,
  printer: StatementPrinter,
  register: Register,
  statements: readonly Statement[],
): string[] {
  return flop(context, [register], (depth) => printer.print(statements, depth));
}

/** One `always_ff` of registers of one domain, all with a reset or none.
 *  @param update their lines out of reset, indented by so many levels */
function flop(
  { names, expressions }: PrintContext,
  registers: readonly Register[],
  update: (depth: number) => string[],
): string[] {
  const [first] = registers;
  if (first === undefined) return [];
  const { clock, reset } = clockPins(first.clock);
  if (first.reset === undefined) return [`  always_ff @(posedge ${clock}) begin`, ...update(2), '  end'];
  const isSync = first.clock.reset === 'sync';
  return [
    `  always_ff @(posedge ${clock}${isSync ? '' : ` or negedge ${reset}`}) begin`,
    `    if (${isSync ? names.inReset(first.clock) : `!${reset}`}) begin`,
    ...registers.map(
      (r) => `      ${names.read(r)} <= ${expressions.assigned(literal(r.type, r.reset ?? 0n))};`,
    ),
    ...joined(update(2), update(3)),
    '  end',
  ];
}

/** The other branch of the reset; one chain of conditions goes on with `else if`. */
function joined(flat: readonly string[], nested: readonly string[]): string[] {
  const [head = '', ...rest] = flat;
  const isChain = head.startsWith('    if (') && rest.every((line) => /^ {5}|^ {4}end(?: else|$)/.test(line));
  const ends = rest.filter((line) => line === '    end').length;
  return isChain && ends === 1
    ? [`    end else ${head.trim()}`, ...rest]
    : ['    end else begin', ...nested, '    end'];
}
