import { groundName, groundRange } from '../nodes/ground.js';
import { expressionOf, type Scalar } from '../values/scalar.js';
import { report } from './report.js';

/** The cases of a `switch`: member names of an enumeration, or numbers. Reports CW-E019 for a case that the subject
 *  cannot have. */
export function switchCases(
  subject: Scalar,
  bodies: Readonly<Record<string, (() => void) | undefined>>,
): readonly { readonly match: bigint; readonly body: () => void }[] {
  const { type } = expressionOf(subject);
  return Object.entries(bodies).flatMap(([key, body]) => {
    if (body === undefined) return [];
    const match = type.enumeration
      ? type.enumeration.members.find((m) => m.name === key)?.value
      : numberOf(key, groundRange(type));
    if (match !== undefined) return [{ match, body }];
    report({
      code: 'CW-E019',
      message: `a switch over ${groundName(type)} has the case \`${key}\``,
      expected: type.enumeration
        ? `one of ${type.enumeration.members.map((m) => m.name).join(', ')}`
        : `an integer from ${groundRange(type).min} to ${groundRange(type).max}`,
      actual: `\`${key}\``,
      hint: 'remove the case or correct its spelling',
    });
    return [];
  });
}

function numberOf(key: string, range: { readonly min: bigint; readonly max: bigint }): bigint | undefined {
  if (!/^-?\d+$/.test(key)) return undefined;
  const value = BigInt(key);
  return value >= range.min && value <= range.max ? value : undefined;
}
