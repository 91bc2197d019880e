import { representationOf } from './cells.js';
import type { GraphNode } from './graph-node.js';

type Shape = Pick<GraphNode, 'width' | 'signed'>;

/** Text of a number reduced to an `int` type. `range`: what `text` lies in before, where known. */
export function wrapInt(
  text: string,
  { width, signed }: Shape,
  [min, max]: readonly [number, number],
): string {
  const low = signed ? -(2 ** (width - 1)) : 0;
  const high = signed ? 2 ** (width - 1) - 1 : 2 ** width - 1;
  if (min >= low && max <= high) return max > 0x7fffffff ? `(${text}>>>0)` : `(${text}|0)`;
  if (signed) return width === 32 ? `(${text}|0)` : `((${text})<<${32 - width}>>${32 - width})`;
  return width === 32 ? `(${text}>>>0)` : `((${text})&${2 ** width - 1})`;
}

/** The same for a `double` type. Spelt out, since in large functions calls are not inlined.
 *  @param name gives a text that has side effects or costs a name */
export function wrapDouble(
  text: string,
  { width, signed }: Shape,
  [min, max]: readonly [number, number],
  name: (text: string) => string,
): string {
  const period = 2 ** width;
  const low = signed ? -period / 2 : 0;
  const high = low + period - 1;
  if (min >= low && max <= high) return text;
  const t = name(text);
  if (min >= low - period && max <= high + period) {
    // The subtraction is always done: code that has never run would make the engine compile anew when it first does.
    const above = max > high ? `${t}>${high}?${period}:` : '';
    const below = min < low ? `${t}<${low}?-${period}:` : '';
    return `(${t}-(${above}${below}0))`;
  }
  if (signed) return `wrapS(${t},${period})`;
  return `(${t}-Math.floor(${t}/${period})*${period})`;
}

/** Text of a BigInt reduced to a type. */
export function wrapBig(text: string, { width, signed }: Shape): string {
  return `BigInt.as${signed ? 'Int' : 'Uint'}N(${width},${text})`;
}

/** Text of the bits of a value, unsigned, in its own representation. */
export function patternText(text: string, node: GraphNode): string {
  if (node.min >= 0) return text;
  const unsigned = { width: node.width, signed: false };
  switch (representationOf(node.width)) {
    case 'int':
      return wrapInt(text, unsigned, unknown);
    case 'double':
      return `wrapUp(${text},${2 ** node.width})`;
    case 'big':
      return wrapBig(text, unsigned);
  }
}

/** A range of which nothing is known. */
export const unknown = [Number.NaN, Number.NaN] as const;
