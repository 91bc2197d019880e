/** A number as written: whole, or with a point and then a fraction of any size. */
export interface ExactNumber {
  readonly numerator: bigint;
  /** Above 0; 1 for a whole number. */
  readonly denominator: bigint;
  /** Whether a literal with a point is in it, so that it counts ones and not units of the last place. */
  readonly real: boolean;
}

export function whole(value: bigint | number): ExactNumber {
  return { numerator: BigInt(value), denominator: 1n, real: false };
}

/** @param text digits with an optional point, or digits after `0x` or `0b` */
export function parseNumber(text: string): ExactNumber {
  const [digits = '', decimals] = text.split('.');
  if (decimals === undefined) return whole(BigInt(text));
  return { numerator: BigInt(digits + decimals), denominator: 10n ** BigInt(decimals.length), real: true };
}

export function negate(a: ExactNumber): ExactNumber {
  return { ...a, numerator: -a.numerator };
}

/** `/` of whole numbers rounds towards zero; of others it is exact.
 *  @returns nothing for a division by zero */
export function combine(
  operator: '+' | '-' | '*' | '/',
  a: ExactNumber,
  b: ExactNumber,
): ExactNumber | undefined {
  const real = a.real || b.real;
  switch (operator) {
    case '+':
    case '-': {
      const right = b.numerator * a.denominator;
      const left = a.numerator * b.denominator;
      const numerator = operator === '+' ? left + right : left - right;
      return { numerator, denominator: a.denominator * b.denominator, real };
    }
    case '*':
      return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator, real };
    case '/': {
      if (b.numerator === 0n) return undefined;
      if (!real) return whole(a.numerator / b.numerator);
      const sign = b.numerator < 0n ? -1n : 1n;
      return {
        numerator: sign * a.numerator * b.denominator,
        denominator: sign * a.denominator * b.numerator,
        real,
      };
    }
  }
}

/** The number times 2^fraction, rounded half to even. */
export function toFixedPoint({ numerator, denominator }: ExactNumber, fraction: number): bigint {
  const scaled = numerator << BigInt(fraction);
  // Floor of the quotient and what is left of it, in halves.
  let quotient = scaled / denominator;
  if (scaled < 0n && quotient * denominator !== scaled) quotient -= 1n;
  const rest = 2n * (scaled - quotient * denominator);
  if (rest > denominator || (rest === denominator && quotient % 2n !== 0n)) return quotient + 1n;
  return quotient;
}

/** The number as it was, to show. */
export function showNumber({ numerator, denominator, real }: ExactNumber): string {
  if (!real) return String(numerator);
  return String(Number(numerator) / Number(denominator));
}
