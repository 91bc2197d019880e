import { CrossweaveError } from '../../base/crossweave-error.js';

/** A number with its unit that can tell where it comes from: printed somewhere, given by the caller, or computed from
 *  other figures. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  /** Empty for a count or a ratio. */
  readonly unit: string;
  /** A computed figure: the equation, in the symbols of `from`. */
  readonly equation?: string;
  /** Publication and place; `given` for what the caller said. */
  readonly source: string;
  /** What the equation takes, by symbol; nothing for a figure that is not computed. */
  readonly from: Readonly<Record<string, Figure>>;
}

/** Values that a cost model takes. */
export interface GivenRange {
  readonly from: number;
  readonly to?: number;
  readonly whole?: boolean;
  /** `from` itself is not allowed. */
  readonly above?: boolean;
}

export const wholeFromOne: GivenRange = { from: 1, whole: true };
export const positive: GivenRange = { from: 0, above: true };
export const share: GivenRange = { from: 0, to: 1, above: true };

/** A figure as printed. */
export function printed(what: string, value: number, unit: string, source: string): Figure {
  return { what, value, unit, source, from: {} };
}

/** A figure that the caller says. @throws {CrossweaveError} CW-M040 outside the range */
export function given(what: string, value: number, unit: string, range: GivenRange): Figure {
  return { what, value: inRange(what, value, unit, range), unit, source: 'given', from: {} };
}

function inRange(what: string, value: number, unit: string, range: GivenRange): number {
  const { from, to = Number.POSITIVE_INFINITY, whole = false, above = false } = range;
  const inside = (above ? value > from : value >= from) && value <= to;
  if (inside && Number.isFinite(value) && (!whole || Number.isInteger(value))) return value;
  const suffix = unit === '' ? '' : ` ${unit}`;
  throw new CrossweaveError({
    code: 'CW-M040',
    severity: 'error',
    message: 'a number is outside what the cost model takes',
    where: { kind: 'json', path: what },
    expected: `${whole ? 'a whole number, ' : ''}${boundsText(range)}${suffix}`,
    actual: `${value}${suffix}`,
  });
}

function boundsText({ from, to, above = false }: GivenRange): string {
  if (to === undefined) return above ? `more than ${from}` : `${from} or more`;
  if (from === to) return String(from);
  return `${above ? 'more than ' : ''}${from} .. ${to}`;
}

/** A figure computed from others. The equation is what is printed and `compute` what is calculated; a test evaluates
 *  every equation and finds the two the same.
 *  @param equation in the keys of `from`, with + - * / ^, parentheses, log2, sqrt, ceil, floor */
export function derive<Symbols extends string>(
  what: string,
  unit: string,
  equation: string,
  source: string,
  from: Readonly<Record<Symbols, Figure>>,
  compute: (values: Readonly<Record<Symbols, number>>) => number,
): Figure {
  const entries = Object.entries<Figure>(from).map(([symbol, { value }]) => [symbol, value]);
  const value = compute(Object.fromEntries(entries) as Record<Symbols, number>);
  return { what, value, unit, equation, source, from };
}

/** Six digits, which is what is printed of a figure. */
export function showValue({ value, unit }: Pick<Figure, 'value' | 'unit'>): string {
  return `${Number(value.toPrecision(6))}${unit === '' ? '' : ` ${unit}`}`;
}

/** The equation with its numbers in place of its symbols. */
export function filledEquation({ equation = '', from }: Figure): string {
  return equation.replace(/[A-Za-z_]\w*/g, (symbol) => {
    const figure = from[symbol];
    return figure ? showValue({ value: figure.value, unit: '' }) : symbol;
  });
}
