import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { codeFile } from '../../base/package-root.js';

/** Fills a page of `templates/report/` and its style sheet; text is escaped, what comes in three braces is markup. */
export function fillPage(name: string, data: object): string {
  // The bundle loads much faster than the package's main file.
  const handlebars = createRequire(import.meta.url)(
    'handlebars/dist/handlebars.min.js',
  ) as typeof import('handlebars');
  return handlebars.compile(template(name), { strict: true })({ ...data, style: template('style') });
}

function template(name: string): string {
  return readFileSync(codeFile(`templates/report/${name}.hbs`), 'utf8');
}
