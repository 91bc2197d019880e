import { report } from '../build/report.js';
import { bitsToHold, maxWidth } from './ground-types.js';

/** How the members of an enumeration are encoded, in their order: 0, 1, 2 ...; one bit each; or so that neighbours
 *  differ in one bit. */
export type EnumEncoding = 'binary' | 'one-hot' | 'gray';

/** The encoding of member `index`. */
export function encodingOf(index: number, encoding: EnumEncoding): bigint {
  const count = BigInt(index);
  if (encoding === 'one-hot') return 1n << count;
  return encoding === 'gray' ? count ^ (count >> 1n) : count;
}

/** Encodings given one by one. Reports CW-E029 for one that is no natural number, needs more than 65536 bits or is
 *  given twice, and takes another in its place. */
export function chosenEncodings(name: string, chosen: Readonly<Record<string, number | bigint>>): bigint[] {
  const taken = new Map<bigint, string>();
  return Object.entries(chosen).map(([member, value], index) => {
    const first = isNatural(value) ? taken.get(BigInt(value)) : undefined;
    const encoded = isNatural(value) && first === undefined ? BigInt(value) : unused(taken, index);
    taken.set(encoded, member);
    if (!isNatural(value)) {
      report({
        code: 'CW-E029',
        message: `member \`${member}\` of enumeration \`${name}\` has no usable encoding`,
        expected: `an integer from 0 of at most ${maxWidth} bits`,
        actual: String(value),
        hint: 'encodings are unsigned; beyond 2^53 write a bigint',
      });
    } else if (first !== undefined) {
      report({
        code: 'CW-E029',
        message: `two members of enumeration \`${name}\` have one encoding`,
        expected: 'distinct encodings',
        actual: `${value} for \`${first}\` and \`${member}\``,
        hint: 'a signal could not tell them apart; give one of them another encoding',
      });
    }
    return encoded;
  });
}

function isNatural(value: number | bigint): boolean {
  if (typeof value === 'bigint') return value >= 0n && bitsToHold(value) <= maxWidth;
  return Number.isSafeInteger(value) && value >= 0;
}

function unused(taken: ReadonlyMap<bigint, string>, from: number): bigint {
  let value = BigInt(from);
  while (taken.has(value)) value++;
  return value;
}
