import { report } from '../build/report.js';
import { enumTypeName, isIdentifier, upperSnake } from '../names/identifiers.js';
import { bitsToHold, type EnumType } from './ground-types.js';
import type { TypeOptions } from './type-options.js';

/** Named states, encoded 0, 1, 2 ... in the order given. The result is a type (`input(State)`), and called with
 *  options a type with those options (`State({ reset: 'Idle' })`).
 *  @param name of the enumeration, `state` or `State`; printed as `state_e`
 *  @param members UpperCamelCase or snake_case, distinct, at least one
 *  @throws {CrossweaveError} CW-E005 for a name that is no identifier, CW-E006 for a member given twice */
export function enumOf<const M extends string>(
  name: string,
  members: readonly M[],
): EnumType<M> & ((options: TypeOptions<M>) => EnumType<M>) {
  checkMembers(name, members);
  const enumeration = Object.freeze({
    name: enumTypeName(name),
    members: Object.freeze(members.map((m, i) => Object.freeze({ name: m, value: BigInt(i) }))),
  });
  const make = (options: TypeOptions<M>): EnumType<M> =>
    Object.freeze({
      kind: 'enum',
      width: bitsToHold(members.length - 1),
      enumeration,
      members: Object.freeze([...members]),
      options: Object.freeze({ ...options }),
    });
  return Object.freeze(Object.assign((options: TypeOptions<M>) => make(options), make({})));
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
