// Makes base/noise-table.ts: the inverse of the normal tail at 496 points and its end, in Q16
// (docs/noise.md, "Gaussian"). Run: node scripts/make-noise-table.mjs [--check]
//
// Everything is fixed point with 192 fraction bits in BigInt, so the result does not depend on any maths library:
// tail(x) = 1/2 - density(x) * (x + x^3/3 + x^5/(3*5) + x^7/(3*5*7) + ...), and Newton's step is
// x += (tail(x) - p) / density(x).
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FRACTION = 192n;
const ONE = 1n << FRACTION;
const mul = (a, b) => (a * b) >> FRACTION;
const div = (a, b) => (a << FRACTION) / b;

/** 1/n - 1/(3 n^3) + 1/(5 n^5) - ... */
function arctanOfInverse(n) {
  let sum = 0n;
  let power = ONE / n;
  for (let k = 1n; power > 0n; k += 2n) {
    sum += k % 4n === 1n ? power / k : -(power / k);
    power /= n * n;
  }
  return sum;
}

/** Newton's integer square root. */
function isqrt(n) {
  let x = 1n << BigInt(Math.ceil(n.toString(2).length / 2));
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

/** exp(-x) for x >= 0: Taylor on x / 2^10, then ten squarings. */
function expOfNegative(x) {
  const reduced = -(x >> 10n);
  let sum = 0n;
  let term = ONE;
  for (let k = 1n; term !== 0n && term !== -1n; k++) {
    sum += term;
    term = mul(term, reduced) / k;
  }
  for (let i = 0; i < 10; i++) sum = mul(sum, sum);
  return sum;
}

const PI = 4n * (4n * arctanOfInverse(5n) - arctanOfInverse(239n)); // Machin
const SQRT_2PI = isqrt((2n * PI) << FRACTION);

const density = (x) => div(expOfNegative(mul(x, x) / 2n), SQRT_2PI);

function tail(x, densityAtX) {
  const square = mul(x, x);
  let sum = 0n;
  let term = x;
  for (let k = 3n; term > 0n; k += 2n) {
    sum += term;
    term = mul(term, square) / k;
  }
  return ONE / 2n - mul(densityAtX, sum);
}

/** The value that a standard normal variable exceeds with probability p (0 < p < 1/2), both fixed point. */
function inverseTail(p) {
  // The tail is convex right of 0, so Newton from 0 rises to the root and never passes it.
  let x = 0n;
  for (let i = 0; i < 1000; i++) {
    const d = density(x);
    const step = div(tail(x, d) - p, d);
    x += step;
    if (step < ONE >> 120n) return x;
  }
  throw new Error('no convergence');
}

const entries = [];
for (let e = 0; e <= 30; e++) {
  for (let i = 0; i < 16; i++) {
    const p = (BigInt(16 + i) << (FRACTION + BigInt(e))) >> 36n; // 2^e * (1 + i / 16) / 2^32
    const q16 = inverseTail(p) * 65536n;
    const rounded = (q16 + ONE / 2n) >> FRACTION;
    const distance = q16 - (rounded << FRACTION) + ONE / 2n; // from the tie below, of 1
    if (distance < ONE >> 40n || distance > ONE - (ONE >> 40n)) throw new Error('too near a tie');
    entries.push(Number(rounded));
  }
}
entries.push(0);

let rows = '';
for (let k = 0; k < entries.length; k += 16) rows += `  ${entries.slice(k, k + 16).join(', ')},\n`;
const text = `// Made by scripts/make-noise-table.mjs from the definition in docs/noise.md. DO NOT EDIT.

/** \`noiseTable[16 * e + i] = round(65536 * q(2^e * (1 + i / 16) / 2^32))\`, e = 0..30, i = 0..15, and 0 at 496,
 *  where q(p) is what a standard normal variable exceeds with probability p. 497 entries, Q16, falling. */
// biome-ignore format: one octave a line
export const noiseTable: readonly number[] = [
${rows}];
`;

const file = fileURLToPath(new URL('../base/noise-table.ts', import.meta.url));
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    console.error('base/noise-table.ts differs from what scripts/make-noise-table.mjs makes');
    process.exit(1);
  }
} else writeFileSync(file, text);
