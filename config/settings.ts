import type { z } from 'zod';
import { CrossweaveError } from '../base/crossweave-error.js';
import type { Diagnostic } from '../base/diagnostic.js';
import { fieldAt, fieldsOf, isList } from './field.js';
import { nearestWord } from './nearest-word.js';
import { schemaOf } from './systems.js';

/** A copy with all settings applied that can be, and what is wrong with the others. */
export interface SettingsOutcome {
  readonly json: unknown;
  /** CW-C011 for a setting that is not `path=value`, CW-C012 for a path that the system does not know. */
  readonly findings: readonly Diagnostic[];
}

/** Applies `path=value` settings (`--set`) to a parsed configuration and returns a changed copy. The path is keys
 *  joined by dots, such as `output.bits`, and numbers of elements, as in `speculation.0`; the value is read as JSON and, where it is none, taken as a string.
 *  The result is not checked: `parseConfig` does that.
 *  @throws {CrossweaveError} CW-C011, CW-C012; every finding at once */
export function applySettings(json: unknown, settings: readonly string[]): unknown {
  const outcome = trySettings(json, settings);
  if (outcome.findings.length > 0) throw new CrossweaveError(outcome.findings);
  return outcome.json;
}

/** As `applySettings`, for a caller that has more to report than the settings. */
export function trySettings(json: unknown, settings: readonly string[]): SettingsOutcome {
  const result: unknown = structuredClone(json);
  const findings: Diagnostic[] = [];
  if (settings.length === 0 || !isObject(result)) return { json: result, findings };
  for (const setting of settings) {
    const split = setting.indexOf('=');
    const path = setting.slice(0, split);
    if (split <= 0) {
      findings.push(notASetting(setting));
      continue;
    }
    const value = jsonOrText(setting.slice(split + 1));
    if (path === 'system') result.system = value;
    const schema = schemaOf(result.system);
    if (fieldAt(schema, path.split('.')) === undefined) findings.push(unknownPath(path, pathsOf(schema)));
    else assign(result, path.split('.'), value, schema);
  }
  return { json: result, findings };
}

/** Every path that can be set in a schema: `rows`, `output`, `output.bits` and so on. */
export function pathsOf(schema: Parameters<typeof fieldsOf>[0]): string[] {
  return Object.entries(fieldsOf(schema)).flatMap(([key, field]) => [
    key,
    ...pathsOf(field).map((path) => `${key}.${path}`),
  ]);
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function assign(
  target: Record<string, unknown>,
  path: readonly string[],
  value: unknown,
  schema: z.ZodType,
): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const inner = target[key];
  const field = fieldAt(schema, [key]);
  if (field === undefined) return;
  // A value of the wrong kind on the way is replaced: the setting, coming last, has the last word.
  const holder = isList(field) ? listOf(inner, field) : isObject(inner) ? inner : {};
  target[key] = holder;
  assign(holder as Record<string, unknown>, rest, value, field);
}

/** The list whose elements are set: the one that is there, or the default. */
function listOf(inner: unknown, field: z.ZodType): unknown[] {
  if (Array.isArray(inner)) return inner;
  const fallback = field.safeParse(undefined);
  return fallback.success && Array.isArray(fallback.data) ? [...fallback.data] : [];
}

function notASetting(setting: string): Diagnostic {
  return {
    code: 'CW-C011',
    severity: 'error',
    message: 'a setting has the form path=value',
    expected: 'path=value, such as output.bits=12',
    actual: JSON.stringify(setting),
  };
}

function unknownPath(path: string, known: readonly string[]): Diagnostic {
  const nearest = nearestWord(path, known);
  return {
    code: 'CW-C012',
    severity: 'error',
    message: `no key to set at ${JSON.stringify(path)}`,
    where: { kind: 'json', path },
    expected: `one of ${known.join(', ')}`,
    actual: JSON.stringify(path),
    ...(nearest === undefined ? {} : { hint: `did you mean ${JSON.stringify(nearest)}?` }),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
