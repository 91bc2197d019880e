import { z } from 'zod';

/** What the messages and the documentation say of a field besides its schema. */
export interface FieldNote {
  /** Unit of the number, in the plural: `bits`, `rows`. */
  readonly unit?: string;
  /** A rule in words, where the schema cannot say it. */
  readonly rule?: string;
}

const notes = z.registry<FieldNote>();

/** A whole number of `unit` within `least..most`. */
export function wholeNumber(least: number, most: number, unit: string) {
  return z.int().min(least).max(most).register(notes, { unit });
}

/** A real number within `least..most`. */
export function realNumber(least: number, most: number, unit: string) {
  return z.number().min(least).max(most).register(notes, { unit });
}

/** Attaches a note to a schema. */
export function withNote<T extends z.ZodType>(schema: T, note: FieldNote): T {
  notes.add(schema, note);
  return schema;
}

/** What a field may be, as one phrase with range and unit: `a whole number 1..512 (rows)`. */
export function describeField(schema: z.ZodType): string {
  const core = unwrap(schema);
  const note = notes.get(core);
  if (note?.rule !== undefined) return note.rule;
  const json = z.toJSONSchema(core, { io: 'input' });
  const unit = note?.unit === undefined ? '' : ` (${note.unit})`;
  if (json.enum !== undefined) return `one of ${json.enum.map((word) => JSON.stringify(word)).join(', ')}`;
  if (json.const !== undefined) return JSON.stringify(json.const);
  if (json.type === 'integer') return `a whole number ${json.minimum}..${json.maximum}${unit}`;
  if (json.type === 'number') return `a number ${json.minimum}..${json.maximum}${unit}`;
  if (json.type === 'boolean') return 'true or false';
  if (json.type === 'object') return 'an object { ... }';
  return 'a string';
}

/** The schema without its default and optional wrappers, and before any transform. */
export function unwrap(schema: z.ZodType): z.ZodType {
  let core = schema;
  while (
    core instanceof z.ZodDefault ||
    core instanceof z.ZodPrefault ||
    core instanceof z.ZodOptional ||
    core instanceof z.ZodExactOptional ||
    core instanceof z.ZodPipe
  ) {
    core = (core instanceof z.ZodPipe ? core.in : core.unwrap()) as z.ZodType;
  }
  return core;
}

/** Keys and schemas of an object schema; empty for any other. */
export function fieldsOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> {
  const core = unwrap(schema);
  return core instanceof z.ZodObject ? (core.shape as Record<string, z.ZodType>) : {};
}

/** Whether a field is a list. */
export function isList(schema: z.ZodType): boolean {
  return unwrap(schema) instanceof z.ZodArray;
}

/** The schema at a path of keys and places in lists, or nothing where the path leaves the schema. */
export function fieldAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  let at: z.ZodType | undefined = schema;
  for (const key of path) {
    at = at === undefined ? undefined : partOf(at, key);
  }
  return at;
}

function partOf(schema: z.ZodType, key: PropertyKey): z.ZodType | undefined {
  const core = unwrap(schema);
  if (core instanceof z.ZodArray) return isPlace(key) ? (core.element as z.ZodType) : undefined;
  const fields = fieldsOf(core);
  return Object.hasOwn(fields, key) ? fields[String(key)] : undefined;
}

/** Whether a key is the number of an element: 0, 1, 2 and so on. */
function isPlace(key: PropertyKey): boolean {
  return typeof key === 'number' || (typeof key === 'string' && /^(0|[1-9][0-9]{0,5})$/.test(key));
}
