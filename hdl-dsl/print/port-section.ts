import { withComment } from './comment-text.js';
import { declaredType } from './declared-type.js';
import type { PrintContext } from './print-context.js';

/** The lines of the port list, clock and reset first. */
export function portSection({ module, names }: PrintContext): string[] {
  const clock = (name: string, comment: string) => ({ direction: 'input', type: 'logic', name, comment });
  const ports = [
    ...(module.clocks.length > 0
      ? [clock('clk_i', 'clock'), clock('rst_ni', 'asynchronous reset, active low')]
      : []),
    ...module.ports.map((port) => ({
      direction: port.direction,
      type: declaredType(port.type),
      name: names.read(port),
      comment: port.comment,
    })),
  ];
  const typeWidth = Math.max(0, ...ports.map((p) => p.type.length));
  const rows = ports.map((port, i) => {
    const comma = i + 1 < ports.length ? ',' : '';
    const line = `  ${port.direction.padEnd(6)} ${port.type.padEnd(typeWidth)} ${port.name}${comma}`;
    return { line, comment: port.comment };
  });
  const column = Math.max(0, ...rows.map((row) => row.line.length));
  return rows.flatMap((row) => withComment(row.line, row.comment, column));
}
