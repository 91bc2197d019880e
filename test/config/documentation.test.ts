import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseConfig, parseJson } from '../../config/index.js';
import { configJsonSchema } from '../../config/json-schema.js';
import { configKinds } from '../../config/systems.js';
import { keyTable } from './key-table.js';

const page = new URL('../../docs/configuration.md', import.meta.url);

/** With CROSSWEAVE_UPDATE=1 the files below are written anew instead of being compared. */
const update = process.env.CROSSWEAVE_UPDATE === '1';

test.each(configKinds)('docs/schema of $system is current', ({ system }) => {
  const file = new URL(`../../docs/schema/${system}.schema.json`, import.meta.url);
  const text = `${JSON.stringify(configJsonSchema(system), null, 2)}\n`;
  if (update) writeFileSync(file, text);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test.each(configKinds)(
  'the tables of $system in docs/configuration.md are current',
  ({ system, schema, rules }) => {
    const blocks = {
      [`keys of ${system}`]: keyTable(schema),
      [`rules of ${system}`]: rules.map(({ rule }) => `- ${rule}`).join('\n'),
    };
    for (const [name, text] of Object.entries(blocks)) {
      const markdown = readFileSync(page, 'utf8');
      const start = markdown.indexOf(`<!-- ${name} -->\n`) + `<!-- ${name} -->\n`.length;
      const end = markdown.indexOf('<!-- end -->', start);
      expect(start).toBeGreaterThan(name.length);
      if (update) writeFileSync(page, `${markdown.slice(0, start)}${text}\n${markdown.slice(end)}`);
      else expect(markdown.slice(start, end).trim()).toBe(text);
    }
  },
);

test('the example of docs/configuration.md is valid', () => {
  const example = /```json\n([^`]*)```/.exec(readFileSync(page, 'utf8'))?.[1] ?? '';
  expect(parseConfig(parseJson(example, 'example'))).toMatchObject({ name: 'unit', rows: 64 });
});
