/** How tightly a text binds, loosest first. `prefix` operators always get parentheses inside others. */
export const Level = {
  ternary: 1,
  prefix: 2,
  or: 3,
  and: 4,
  bitwise: 5,
  compare: 6,
  shift: 7,
  sum: 8,
  product: 9,
  cast: 10,
  primary: 11,
};

/** A printed expression. */
export interface Text {
  readonly text: string;
  readonly level: number;
}

export function primary(text: string): Text {
  return { text, level: Level.primary };
}

export function castOf(width: number, text: string): Text {
  return { text: `${width}'(${text})`, level: Level.cast };
}

/** The text read as a number of the other signedness, if that differs. */
export function withSign(text: Text, from: boolean, to: boolean): Text {
  if (from === to) return text;
  // Back again: what stands in the call has the other signedness by itself.
  const inner = insideCall(to ? '$unsigned' : '$signed', text.text);
  if (inner !== undefined) return { text: inner, level: isPrimary(inner) ? Level.primary : Level.ternary };
  return primary(`${to ? '$signed' : '$unsigned'}(${text.text})`);
}

/** A net, a select of one, or one pair of braces around everything. */
export function isPrimary(text: string): boolean {
  return (
    /^\w+(?:\[[^[\]]*\])?$/.test(text) || (text.startsWith('{') && insideCall('', text, '{}') !== undefined)
  );
}

/** The argument of a text that is one call and nothing else. */
export function insideCall(name: string, text: string, brackets = '()'): string | undefined {
  const [open = '(', close = ')'] = brackets;
  if (!text.startsWith(`${name}${open}`)) return undefined;
  let depth = 0;
  for (let i = name.length; i < text.length; i++) {
    if (text[i] === open) depth++;
    if (text[i] === close && --depth === 0)
      return i === text.length - 1 ? text.slice(name.length + 1, -1) : undefined;
  }
  return undefined;
}
