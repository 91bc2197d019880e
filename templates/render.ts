import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

type Handlebars = typeof import('handlebars');
type Template = (data: object) => string;

const templates = new Map<string, Template>();
let engine: Handlebars | undefined;

/** Fills a Handlebars template of this folder.
 *
 *  Templates hold layout only: whatever is chosen or computed is chosen and computed by the caller. Nothing is
 *  escaped, and a value that `data` lacks is an error instead of an empty string.
 *
 *  @param file path inside `templates/`, such as `analog/xbar.sv.hbs`
 *  @param data values by name
 *  @returns the text, the same for the same data
 *  @throws {Error} where the template does not exist or names a value that is missing: a fault of the program */
export function renderTemplate(file: string, data: object): string {
  let template = templates.get(file);
  if (!template) {
    const text = readFileSync(new URL(file, import.meta.url), 'utf8');
    template = handlebars().compile(text, { noEscape: true, strict: true });
    templates.set(file, template);
  }
  return template(data);
}

/** The browser bundle loads in a quarter of the time of the package's main file, and only where text is rendered. */
function handlebars(): Handlebars {
  engine ??= createRequire(import.meta.url)('handlebars/dist/handlebars.min.js') as Handlebars;
  return engine;
}
