import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

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
    const text = readFileSync(join(templateFolder(), file), 'utf8');
    template = handlebars().compile(text, { noEscape: true, strict: true });
    templates.set(file, template);
  }
  return template(data);
}

/** This folder: of the sources, or in `dist/` above the bundle that this file has become a part of. */
function templateFolder(): string {
  let above = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(above, 'templates', 'analog')) && dirname(above) !== above) above = dirname(above);
  return join(above, 'templates');
}

/** The browser bundle loads in a quarter of the time of the package's main file, and only where text is rendered. */
function handlebars(): Handlebars {
  engine ??= createRequire(import.meta.url)('handlebars/dist/handlebars.min.js') as Handlebars;
  return engine;
}
