/** A number read from text. `size`: the bits that the text says it has, which make it a pattern. */
export interface TextNumber {
  readonly value: bigint;
  readonly size?: number;
}

const digits: Readonly<Record<string, RegExp>> = {
  b: /^[01]+(_[01]+)*$/,
  o: /^[0-7]+(_[0-7]+)*$/,
  d: /^\d+(_\d+)*$/,
  h: /^[\da-f]+(_[\da-f]+)*$/i,
};
const prefixes: Readonly<Record<string, string>> = { b: '0b', o: '0o', d: '', h: '0x' };

/** `42`, `-1_000`, `0xff`, `0b1010`, `0o17`, and with a size `8b1010_0101`, `8hff`, `8o17`, `8d10`; none for other text. */
export function parseNumber(text: string): TextNumber | undefined {
  const sized = /^([1-9]\d{0,4})([bodh])(.+)$/i.exec(text);
  if (sized !== null) {
    const [, size = '', base = '', rest = ''] = sized;
    const value = natural(base.toLowerCase(), rest);
    return value === undefined ? undefined : { value, size: Number(size) };
  }
  const plain = /^(-?)(0[box])?(.+)$/i.exec(text);
  if (plain === null) return undefined;
  const [, sign = '', prefix = '', rest = ''] = plain;
  const base = prefix === '' ? 'd' : prefix.slice(1).toLowerCase().replace('x', 'h');
  const value = natural(base, rest);
  return value === undefined ? undefined : { value: sign === '' ? value : -value };
}

/** A number as a fraction; `12.375` besides what `parseNumber` reads without a size. */
export function parseFraction(
  text: string,
): { readonly numerator: bigint; readonly denominator: bigint } | undefined {
  const decimal = /^(-?)([\d_]+)\.([\d_]+)$/.exec(text);
  if (decimal === null) {
    const whole = parseNumber(text);
    return whole === undefined || whole.size !== undefined
      ? undefined
      : { numerator: whole.value, denominator: 1n };
  }
  const [, sign = '', whole = '', part = ''] = decimal;
  const high = natural('d', whole);
  const low = natural('d', part);
  if (high === undefined || low === undefined) return undefined;
  const denominator = 10n ** BigInt(part.replaceAll('_', '').length);
  const size = high * denominator + low;
  return { numerator: sign === '' ? size : -size, denominator };
}

function natural(base: string, text: string): bigint | undefined {
  if (!digits[base]?.test(text)) return undefined;
  return BigInt(`${prefixes[base]}${text.replaceAll('_', '')}`);
}
