import { report } from '../build/report.js';
import { enumTypeName, isIdentifier, upperSnake } from '../names/identifiers.js';
import { enumGround } from '../nodes/ground.js';
import { chosenEncodings, type EnumEncoding, encodingOf } from './enum-encoding.js';
import type { EnumType } from './ground-types.js';
import type { TypeOptions } from './type-options.js';

/** An enumeration's type, and called with options a type with those options. */
export type NamedEnum<M extends string> = EnumType<M> & ((options: TypeOptions<M>) => EnumType<M>);

/** Named states. The result is a type (`input(State)`), and called with options a type with those options
 *  (`State({ reset: 'Idle' })`). As wide as the largest encoding needs.
 *  @param name of the enumeration, `state` or `State`; printed as `state_e`
 *  @param members UpperCamelCase or snake_case, distinct, at least one: an array, encoded in its order as
 *  `options.encoding` says (`binary`: 0, 1, 2 ...; `one-hot`; `gray`), or an object that gives each its encoding
 *  @throws {CrossweaveError} CW-E005 for a name that is no identifier, CW-E006 for a member given twice, CW-E029 for an
 *  encoding given twice or out of range */
export function enumOf<const M extends string>(
  name: string,
  members: readonly M[],
  options?: { readonly encoding?: EnumEncoding },
): NamedEnum<M>;
export function enumOf<const M extends string>(
  name: string,
  members: { readonly [K in M]: number | bigint },
): NamedEnum<M>;
export function enumOf<M extends string>(
  name: string,
  given: readonly M[] | { readonly [K in M]: number | bigint },
  { encoding = 'binary' }: { readonly encoding?: EnumEncoding } = {},
): NamedEnum<M> {
  const members = isList(given) ? given : (Object.keys(given) as M[]);
  checkMembers(name, members);
  const encodings = isList(given)
    ? given.map((_, i) => encodingOf(i, encoding))
    : chosenEncodings(name, given);
  const enumeration = Object.freeze({
    name: enumTypeName(name),
    members: Object.freeze(members.map((m, i) => Object.freeze({ name: m, value: encodings[i] ?? 0n }))),
  });
  const { width } = enumGround(enumeration);
  const make = (options: TypeOptions<M>): EnumType<M> =>
    Object.freeze({
      kind: 'enum',
      width,
      enumeration,
      members: Object.freeze([...members]),
      options: Object.freeze({ ...options }),
    });
  return Object.freeze(Object.assign((options: TypeOptions<M>) => make(options), make({})));
}

function isList<M extends string>(given: readonly M[] | object): given is readonly M[] {
  return Array.isArray(given);
}

function checkMembers(name: string, members: readonly string[]): void {
  for (const bad of [name, ...members].filter((n) => !isIdentifier(n))) {
    report({
      code: 'CW-E005',
      message: `\`${bad}\` is no name for an enumeration or a member`,
      expected: 'a letter, then letters, digits and single underscores',
      actual: `\`${bad}\``,
      hint: 'rename it',
    });
  }
  if (members.length === 0) {
    report({
      code: 'CW-E009',
      message: `enumeration \`${name}\` has no members`,
      expected: 'at least 1 member',
      actual: '0',
      hint: 'name its states',
    });
  }
  const seen = new Map<string, string>();
  for (const m of members) {
    const printed = upperSnake(m);
    const first = seen.get(printed);
    if (first !== undefined) {
      report({
        code: 'CW-E006',
        message: `two members of enumeration \`${name}\` are printed as \`${printed}\``,
        expected: 'distinct members',
        actual: `\`${first}\` and \`${m}\``,
        hint: 'rename one of them',
      });
    }
    seen.set(printed, m);
  }
}
