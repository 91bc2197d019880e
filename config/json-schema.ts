import { z } from 'zod';
import type { Config } from './systems.js';
import { schemaOf } from './systems.js';

/** JSON Schema (draft 2020-12) of a system's configuration files, for editors: keys, ranges, defaults and
 *  descriptions. Rules between keys are beyond it; `parseConfig` checks them. */
export function configJsonSchema(system: Config['system']): object {
  const { $schema, ...rest } = z.toJSONSchema(schemaOf(system), { io: 'input' });
  return {
    $schema,
    title: system,
    ...rest,
    properties: {
      $schema: { type: 'string', description: 'This schema, for editors; not looked at.' },
      ...rest.properties,
    },
  };
}
