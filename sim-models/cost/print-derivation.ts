import { type Figure, filledEquation, showValue } from './figure.js';

/** How a figure comes about, down to what is printed or given: a line a figure, what it is computed from indented below.
 *  A figure that occurs again is told once. */
export function printDerivation(figure: Figure): string {
  const told = new Set<Figure>();
  const lines: string[] = [];
  const tell = (symbol: string, one: Figure, depth: number): void => {
    const name = symbol === '' ? one.what : `${symbol}, ${one.what}`;
    const head = `${'  '.repeat(depth)}${name}: ${showValue(one)}`;
    if (one.equation === undefined) lines.push(`${head} (${one.source})`);
    else if (told.has(one)) lines.push(`${head} (above)`);
    else {
      told.add(one);
      lines.push(`${head} = ${one.equation} = ${filledEquation(one)} (${one.source})`);
      for (const [below, part] of Object.entries(one.from)) tell(below, part, depth + 1);
    }
  };
  tell('', figure, 0);
  return lines.join('\n');
}
