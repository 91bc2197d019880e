import type { z } from 'zod';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { SourceRef } from '../ir/index.js';
import type { ClockSpecs } from './clocks.js';
import type { ModuleDefinition } from './module-definition.js';
import type { PortSpecs } from './ports.js';
import { toDiagnostic } from './report.js';

/** Parameters as the schema gives them back.
 *  @throws {CrossweaveError} CW-E004, one finding for each parameter refused; there is no module to go on with */
export function checkedParams<S extends z.ZodType, P extends PortSpecs, C extends ClockSpecs>(
  definition: ModuleDefinition<S, P, C>,
  given: z.input<S>,
  source: SourceRef,
): z.output<S> {
  const result = definition.spec.params.safeParse(given);
  if (result.success) return result.data;
  const name = typeof definition.spec.name === 'string' ? `\`${definition.spec.name}\`` : 'a module';
  throw new CrossweaveError(
    result.error.issues.map((issue) =>
      toDiagnostic({
        code: 'CW-E004',
        message: `${whatOf(issue.path)} of ${name} ${issue.path.length === 0 ? 'are' : 'is'} refused: ${issue.message}`,
        ...shown(valueAt(given, issue.path)),
        hint: 'the schema in `params` of the module says what is allowed',
        source,
        related: [{ message: 'defined at', source: definition.source }],
      }),
    ),
  );
}

/** Equal for equal parameters: keys in order, bigints told from numbers. */
export function paramsKey(params: unknown): string {
  return JSON.stringify(params, (_, value: unknown) => {
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function whatOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the parameters' : `parameter \`${path.map(String).join('.')}\``;
}

function shown(value: unknown): { readonly actual?: string } {
  return typeof value === 'object' && value !== null ? {} : { actual: String(value) };
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    given,
  );
}
