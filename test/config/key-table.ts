import { z } from 'zod';
import { describeField, fieldsOf } from '../../config/field.js';

/** The key table of docs/configuration.md, from a schema. */
export function keyTable(schema: z.ZodType): string {
  const rows = keyRows(schema, '');
  return ['| key | takes | default | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function keyRows(schema: z.ZodType, prefix: string): string[] {
  return Object.entries(fieldsOf(schema)).flatMap(([key, field]) => {
    const inner = keyRows(field, `${prefix}${key}.`);
    const json = z.toJSONSchema(field, { io: 'input' });
    const takes = inner.length > 0 ? 'an object' : describeField(field);
    const required = !(field instanceof z.ZodExactOptional) && !field.safeParse(undefined).success;
    const fallback =
      inner.length > 0
        ? ''
        : json.default === undefined
          ? required
            ? 'required'
            : ''
          : `\`${JSON.stringify(json.default)}\``;
    return [`| \`${prefix}${key}\` | ${takes} | ${fallback} | ${json.description} |`, ...inner];
  });
}
