import { clockPins, hasResetPins } from '../names/clock-pins.js';
import { attributeText } from './attributes.js';
import { withComment } from './comment-text.js';
import { declaredType } from './declared-type.js';
import type { PrintContext } from './print-context.js';

/** The lines of the port list, clocks and resets first. */
export function portSection({ module, names, locate }: PrintContext): string[] {
  const pin = (name: string, comment: string) => ({
    direction: 'input',
    type: 'logic',
    name,
    comment,
    attributes: '',
    place: '',
  });
  const ports = [
    ...module.clocks.flatMap((domain) => {
      const { clock, reset } = clockPins(domain);
      const of = domain.name === 'main' ? '' : ` of \`${domain.name}\``;
      const style = domain.reset === 'sync' ? 'synchronous' : 'asynchronous';
      return [
        pin(clock, `clock${of}`),
        ...(hasResetPins(module) ? [pin(reset, `${style} reset${of}, active low`)] : []),
      ];
    }),
    ...module.ports.map((port) => ({
      direction: port.direction,
      type: declaredType(port.type),
      name: names.read(port),
      comment: port.comment,
      attributes: attributeText(port.attributes),
      place: locate('', port.source),
    })),
  ];
  const typeWidth = Math.max(0, ...ports.map((p) => p.type.length));
  const rows = ports.map((port, i) => {
    const comma = i + 1 < ports.length ? ',' : '';
    const type = `${port.direction.padEnd(6)} ${port.type.padEnd(typeWidth)}`;
    const line = `  ${type} ${port.name}${comma}`;
    return { ...port, line };
  });
  const column = Math.max(0, ...rows.map((row) => row.line.length));
  return rows.flatMap(({ line, attributes, comment, place }) => [
    ...(attributes === '' ? [] : [`  ${attributes.trimEnd()}`]),
    ...withComment(`${line}${place}`, comment, column),
  ]);
}
