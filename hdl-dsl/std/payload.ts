import type { DataType, Drivable, RegisterOf, SourceOf, ValueOf } from '../index.js';
import { snakeCase } from '../names/identifiers.js';

/** Longest readable part of a module's name. */
const longestLabel = 40;

/** What a payload type adds to the name of a module: `u8`, `s16`, `b4`, `q4_12`, `bool`, `v3_u8`, the name of an enumeration,
 *  the fields of a struct (`x_u8_y_u8`). A very long one ends in a number that depends on all of it. */
export function labelOf(type: DataType): string {
  const label = fullLabel(type);
  if (label.length <= longestLabel) return label;
  return `${label.slice(0, longestLabel - 8).replace(/_+$/, '')}_${hashOf(label)}`;
}

/** The definition that `make` gives for a payload type. Equal types share one, so that a design has the module once.
 *  @param owner what is made; types are told apart for each owner
 *  @param make gets the type without its options, which belong to other signals, and its label */
export function forPayload<T extends DataType, D>(
  owner: object,
  type: T,
  make: (type: T, label: string) => D,
): D {
  const known = definitions.get(owner) ?? new Map<string, unknown>();
  definitions.set(owner, known);
  const plain = withoutOptions(type);
  const key = keyOf(plain);
  if (!known.has(key)) known.set(key, make(plain as T, labelOf(plain)));
  return known.get(key) as D;
}

/** A value of a generic type as what may be assigned to a signal of it, which TypeScript cannot see. */
export function same<T extends DataType>(value: ValueOf<T> | RegisterOf<T> | Drivable<T>): SourceOf<T> {
  return value as unknown as SourceOf<T>;
}

const definitions = new WeakMap<object, Map<string, unknown>>();

function fullLabel(type: DataType): string {
  switch (type.kind) {
    case 'bool':
      return 'bool';
    case 'enum':
      return type.enumeration.name;
    case 'vec':
      return `v${type.length}_${fullLabel(type.element)}`;
    case 'struct':
      return Object.entries(type.fields)
        .map(([name, field]) => `${snakeCase(name)}_${fullLabel(field)}`)
        .join('_');
    case 'fixed':
      return `q${type.integer}_${type.fraction}`;
    default:
      return `${type.kind.charAt(0)}${type.width}`;
  }
}

function withoutOptions(type: DataType): DataType {
  switch (type.kind) {
    case 'vec':
      return Object.freeze({ ...type, element: withoutOptions(type.element), options: Object.freeze({}) });
    case 'struct': {
      const fields = Object.entries(type.fields).map(([name, field]) => [name, withoutOptions(field)]);
      return Object.freeze({ ...type, fields: Object.freeze(Object.fromEntries(fields)) });
    }
    default:
      // `bool` and enumerations are functions too; of these only the type is kept.
      return Object.freeze({ ...type, options: Object.freeze({}) });
  }
}

/** Enumerations are one type only if they are one object. */
const enumerations = new WeakMap<object, number>();
let enumerationsSeen = 0;

function keyOf(type: DataType): string {
  return JSON.stringify(type, (key, value: unknown) => {
    if (key !== 'enumeration' || typeof value !== 'object' || value === null) return value;
    const number = enumerations.get(value) ?? enumerationsSeen++;
    enumerations.set(value, number);
    return number;
  });
}

/** FNV-1a, 32 bits, as 8 hexadecimal digits: for names, which need to differ and to stay the same. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const c of text) hash = Math.imul(hash ^ (c.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}
