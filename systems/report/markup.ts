/** Text that is markup already. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = string | number | Markup | readonly Markup[] | undefined;

/** Tagged template for HTML and SVG: every value is escaped unless it is markup itself. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.reduce((text, string, k) => text + show(parts[k - 1]) + string));
}

/** Escapes text for element content and for attributes in quotes. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"'`=]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function show(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map((inner) => inner.text).join('\n');
  return typeof part === 'number' ? round(part) : escapeMarkup(part);
}

/** Coordinates with two decimals at most, so that equal drawings have equal text. */
function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
