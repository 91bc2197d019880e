import { snakeCase } from './identifiers.js';

/** The name of a module with its parameters kept in it: `nameOf('fifo', { width: 8, depth: 16 })` is
 *  `fifo_width8_depth16`. Flags that hold are named, others left out, as are parameters without a value; a negative
 *  number is written with `m`. */
export function nameOf(
  name: string,
  parameters: Readonly<Record<string, number | bigint | boolean | string | undefined>>,
): string {
  const parts = Object.entries(parameters).flatMap(([key, value]) => {
    const label = snakeCase(key);
    if (value === undefined || value === false) return [];
    if (value === true) return [label];
    if (typeof value === 'string')
      return [label, ...value.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')];
    const text = String(value)
      .replace('-', 'm')
      .replace('.', 'p')
      .replace(/[^A-Za-z0-9]/g, '');
    return [`${label}${text}`];
  });
  return [name, ...parts].join('_');
}
