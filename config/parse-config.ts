import type { z } from 'zod';
import { CrossweaveError } from '../base/crossweave-error.js';
import type { Code, Diagnostic, Where } from '../base/diagnostic.js';
import { systemVerilogKeywords } from '../base/systemverilog-keywords.js';
import { describeField, fieldAt, fieldsOf } from './field.js';
import { nearestWord } from './nearest-word.js';
import { activeNonideal } from './nonideal.js';
import { showValue } from './show-value.js';
import {
  type Config,
  type ConfigKind,
  mixedSignalArrayKind,
  pumaCoreKind,
  pumaMvmuKind,
  pumaTileKind,
  raellaCrossbarKind,
  raellaImaKind,
  raellaTileKind,
  signedArrayKind,
  systemNames,
} from './systems.js';

/** Checks a configuration and fills in its defaults.
 *
 *  A `$schema` key, there for editors, is let through and dropped; so is a `nonideal` whose layers are all
 *  off, which is the ideal chain.
 *  @param json a parsed JSON value
 *  @param file its file, for messages
 *  @throws {CrossweaveError} CW-C002..CW-C009, every finding at once */
export function parseConfig(json: unknown, file?: string): Config {
  const document = isObject(json) ? withoutKey(json, '$schema') : json;
  switch (isObject(document) ? document.system : undefined) {
    case pumaMvmuKind.system:
      return parseAs(pumaMvmuKind, document, file);
    case signedArrayKind.system:
      return parseAs(signedArrayKind, document, file);
    case raellaCrossbarKind.system:
      return parseAs(raellaCrossbarKind, document, file);
    case raellaImaKind.system:
      return parseAs(raellaImaKind, document, file);
    case raellaTileKind.system:
      return parseAs(raellaTileKind, document, file);
    case mixedSignalArrayKind.system:
      return parseAs(mixedSignalArrayKind, document, file);
    case pumaCoreKind.system:
      return parseAs(pumaCoreKind, document, file);
    case pumaTileKind.system:
      return parseAs(pumaTileKind, document, file);
    default:
      throw new CrossweaveError([unknownSystem(document, file), ...nameFindings(document, file)]);
  }
}

function parseAs<C extends Config>(kind: ConfigKind<C>, document: unknown, file: string | undefined): C {
  const parsed = kind.schema.safeParse(document, { jitless: true });
  const findings = parsed.success ? [] : schemaFindings(kind.schema, document, parsed.error.issues, file);
  const faulty = new Set(findings.map((finding) => topKey(finding)));
  const values = parsed.success ? parsed.data : validValues<C>(kind.schema, document);
  for (const rule of kind.rules) {
    if (!rule.keys.every((key) => key in values && !faulty.has(String(key)))) continue;
    if (rule.optional?.some((key) => faulty.has(String(key)))) continue;
    const breach = rule.breach(values as C);
    if (breach === undefined) continue;
    const { path, ...rest } = breach;
    findings.push({ code: 'CW-C008', severity: 'error', where: at(path, file), ...rest });
  }
  if (findings.length > 0 || !parsed.success) throw new CrossweaveError(findings);
  return Object.freeze(withoutIdealNoise(parsed.data));
}

/** The top-level keys that are valid by themselves, so that rules between them can be looked at. */
function validValues<C>(schema: z.ZodType, document: unknown): Partial<C> {
  const values: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(fieldsOf(schema))) {
    const given = isObject(document) && Object.hasOwn(document, key) ? document[key] : undefined;
    const parsed = field.safeParse(given);
    if (parsed.success) values[key] = parsed.data;
  }
  return values as Partial<C>;
}

function schemaFindings(
  schema: z.ZodType,
  document: unknown,
  issues: readonly z.core.$ZodIssue[],
  file: string | undefined,
): Diagnostic[] {
  const findings = new Map<string, Diagnostic>();
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        const finding = unknownKey(schema, [...issue.path, key], file);
        findings.set(`${pathText([...issue.path, key])} unknown`, finding);
      }
      continue;
    }
    const path = pathText(issue.path);
    if (!findings.has(path)) findings.set(path, valueFinding(schema, document, issue, file));
  }
  return [...findings.values()];
}

function unknownKey(schema: z.ZodType, path: readonly PropertyKey[], file: string | undefined): Diagnostic {
  const key = String(path.at(-1));
  const parent = path.slice(0, -1);
  const holder = fieldAt(schema, parent);
  const known = holder === undefined ? [] : Object.keys(fieldsOf(holder));
  const nearest = nearestWord(key, known);
  return {
    code: 'CW-C002',
    severity: 'error',
    message: `unknown key ${JSON.stringify(key)}`,
    where: at(pathText(path), file),
    expected: `one of ${known.join(', ')}`,
    actual: JSON.stringify(key),
    hint: nearest === undefined ? 'remove the key' : `did you mean ${JSON.stringify(nearest)}?`,
  };
}

function valueFinding(
  schema: z.ZodType,
  document: unknown,
  issue: z.core.$ZodIssue,
  file: string | undefined,
): Diagnostic {
  const path = pathText(issue.path);
  const value = valueAt(document, issue.path);
  const field = fieldAt(schema, issue.path) ?? schema;
  const expected = describeField(field);
  const base = { severity: 'error', where: at(path, file), expected, actual: showValue(value) } as const;
  if (value === undefined) {
    return {
      ...base,
      code: 'CW-C003',
      message: `the key ${JSON.stringify(path)} is missing`,
      actual: 'nothing',
      hint: `add ${JSON.stringify(path)}`,
    };
  }
  if (path === 'name' && typeof value === 'string') {
    return {
      ...base,
      code: 'CW-C007',
      message: 'the name is not safe as a module, file and folder name',
      hint: systemVerilogKeywords.has(value)
        ? `"${value}" is a SystemVerilog keyword; "my_${value}" will do`
        : 'a name such as "my_mvmu" will do; the folder is chosen with --out',
    };
  }
  const { code, fault } = kindOfFault(issue);
  const nearest =
    issue.code === 'invalid_value' && typeof value === 'string'
      ? nearestWord(
          value,
          issue.values.filter((word) => typeof word === 'string'),
        )
      : undefined;
  return {
    ...base,
    code,
    message: `\`${path}\` ${fault}`,
    ...(nearest === undefined ? {} : { hint: `did you mean ${JSON.stringify(nearest)}?` }),
  };
}

function kindOfFault(issue: z.core.$ZodIssue): { code: Code; fault: string } {
  switch (issue.code) {
    case 'too_small':
    case 'too_big':
      return { code: 'CW-C005', fault: 'is out of range' };
    case 'invalid_value': {
      const allowed = issue.values.every((value) => typeof value === 'number') ? 'numbers' : 'words';
      return { code: 'CW-C006', fault: `is not one of the ${allowed} allowed` };
    }
    default:
      return { code: 'CW-C004', fault: 'is of the wrong kind' };
  }
}

/** What can be said of a configuration of no known system: its name, which every system has. */
function nameFindings(document: unknown, file: string | undefined): Diagnostic[] {
  if (!isObject(document)) return [];
  const schema = pumaMvmuKind.schema;
  const parsed = schema.safeParse(document, { jitless: true });
  const issues = parsed.success ? [] : parsed.error.issues;
  return schemaFindings(
    schema,
    document,
    issues.filter((issue) => issue.path[0] === 'name'),
    file,
  );
}

function unknownSystem(document: unknown, file: string | undefined): Diagnostic {
  if (!isObject(document)) {
    return {
      code: 'CW-C004',
      severity: 'error',
      message: 'a configuration is a JSON object',
      ...(file === undefined ? {} : { where: { kind: 'file', file } as const }),
      expected: 'an object { "system": ..., "name": ..., ... }',
      actual: showValue(document),
    };
  }
  const expected = `one of ${systemNames.map((name) => JSON.stringify(name)).join(', ')}`;
  const value = document.system;
  if (value === undefined) {
    return {
      code: 'CW-C003',
      severity: 'error',
      message: 'the key "system" is missing',
      where: at('system', file),
      expected,
      actual: 'nothing',
      hint: 'add "system": "puma-mvmu"',
    };
  }
  const nearest = typeof value === 'string' ? nearestWord(value, systemNames) : undefined;
  return {
    code: 'CW-C009',
    severity: 'error',
    message: 'there is no such system',
    where: at('system', file),
    expected,
    actual: showValue(value),
    hint: nearest === undefined ? 'see `crossweave list`' : `did you mean ${JSON.stringify(nearest)}?`,
  };
}

function withoutIdealNoise<C extends Config>(config: C): C {
  if (config.nonideal === undefined || activeNonideal(config.nonideal) !== undefined) return config;
  const { nonideal: _, ...ideal } = config;
  return ideal as C;
}

function at(path: string, file: string | undefined): Where {
  return file === undefined ? { kind: 'json', path } : { kind: 'json', file, path };
}

function pathText(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}

function topKey(finding: Diagnostic): string {
  return finding.where?.kind === 'json' && finding.code !== 'CW-C002'
    ? finding.where.path.split('.')[0]!
    : '';
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  let value = document;
  for (const key of path) {
    const holder: unknown = value;
    value =
      typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key)
        ? holder[key as keyof typeof holder]
        : undefined;
  }
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutKey(object: Record<string, unknown>, key: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}
