import type { UInt } from '../index.js';
import { SInt } from '../values/sint.js';
import { digitsOf } from './weight-digits.js';

/** A node of a tree: `value` is the sum of all terms, each times its coefficient here. It counts negatively where it says so. */
interface Node {
  readonly value: UInt | SInt;
  readonly negative: boolean;
  readonly coefficients: ReadonlyMap<number, bigint>;
}

/** What a tree does between its levels: nothing, or a row of registers. */
export type Between = (level: number, values: readonly (UInt | SInt)[]) => readonly (UInt | SInt)[];

/** A sum of values, each times its weight, with shifts and additions only: a balanced tree over the signed digits of the
 *  weights, every node just wide enough for its range.
 *  @param weights one for each value, integers but 0
 *  @param between called with the values of each level but the last
 *  @returns the exact sum, as wide as its range asks; signed if a value or a weight is */
export function weightedSum(
  values: readonly (UInt | SInt)[],
  weights: readonly (number | bigint)[],
  between: Between = (_, level) => level,
): UInt | SInt {
  const signed = values.some((v) => v instanceof SInt);
  const fitted = (value: UInt | SInt, coefficients: Node['coefficients']): UInt | SInt => {
    const { min, max } = rangeOf(values.map(typeOf), coefficients);
    const width = bitsFor(min, max, signed || min < 0n);
    return signed || min < 0n ? asSigned(value).wrap(width) : value.wrap(width).asUInt();
  };
  let nodes = values.flatMap((value, i): Node[] =>
    digitsOf(BigInt(weights[i] ?? 1)).map(({ shift, negative }) => ({
      value: shift === 0 ? value : value.shiftLeft(shift),
      negative,
      coefficients: new Map([[i, 1n << BigInt(shift)]]),
    })),
  );
  // Alike nodes meet first, so that a level has at most one subtraction.
  nodes.sort((a, b) => Number(a.negative) - Number(b.negative));
  for (let level = 1; nodes.length > 1; level++) {
    nodes = pairs(nodes).map(([a, b]) => {
      if (b === undefined) return a;
      const { value, coefficients } = joined(a, b);
      return { value: fitted(value, coefficients), negative: a.negative, coefficients };
    });
    if (nodes.length > 1) {
      const after = between(
        level,
        nodes.map((n) => n.value),
      );
      nodes = nodes.map((node, i) => ({ ...node, value: after[i] ?? node.value }));
    }
  }
  const [root] = nodes;
  if (root === undefined) throw new Error('a sum has terms');
  if (!root.negative) return fitted(root.value, root.coefficients);
  return fitted(asSigned(root.value).negate(), negated(root.coefficients));
}

/** Levels of a tree over the digits of `weights`: what its depth, and with registers its latency, is. */
export function levelsOf(weights: readonly (number | bigint)[]): number {
  const digits = weights.reduce<number>((sum, w) => sum + digitsOf(BigInt(w)).length, 0);
  return Math.ceil(Math.log2(digits));
}

/** The numbers that a weighted sum of values of some types can be. */
export function rangeOf(
  terms: readonly { readonly kind: string; readonly width: number }[],
  weights: ReadonlyMap<number, bigint>,
): { readonly min: bigint; readonly max: bigint } {
  let [min, max] = [0n, 0n];
  for (const [i, weight] of weights) {
    const [low, high] = ends(terms[i]?.kind === 'sint', terms[i]?.width ?? 1);
    min += weight < 0n ? weight * high : weight * low;
    max += weight < 0n ? weight * low : weight * high;
  }
  return { min, max };
}

/** Bits that hold all numbers from `min` to `max`: two's complement if `signed`. */
export function bitsFor(min: bigint, max: bigint, signed: boolean): number {
  let width = 1;
  for (let [low, high] = ends(signed, width); low > min || high < max; [low, high] = ends(signed, width))
    width++;
  return width;
}

function ends(signed: boolean, width: number): readonly [bigint, bigint] {
  const half = 1n << BigInt(width - 1);
  return signed ? [-half, half - 1n] : [0n, 2n * half - 1n];
}

function typeOf(value: UInt | SInt): { readonly kind: string; readonly width: number } {
  return { kind: value instanceof SInt ? 'sint' : 'uint', width: value.width };
}

function negated(coefficients: ReadonlyMap<number, bigint>): Map<number, bigint> {
  return new Map([...coefficients].map(([i, c]) => [i, -c]));
}

function pairs(nodes: readonly Node[]): (readonly [Node, Node | undefined])[] {
  return nodes.flatMap((node, i) => (i % 2 === 0 ? [[node, nodes[i + 1]] as const] : []));
}

function joined(a: Node, b: Node): Pick<Node, 'value' | 'coefficients'> {
  const coefficients = new Map(a.coefficients);
  const other = a.negative === b.negative ? b.coefficients : negated(b.coefficients);
  for (const [i, c] of other) coefficients.set(i, (coefficients.get(i) ?? 0n) + c);
  return {
    value: a.negative === b.negative ? plus(a.value, b.value) : minus(a.value, b.value),
    coefficients,
  };
}

function plus(a: UInt | SInt, b: UInt | SInt): UInt | SInt {
  if (a instanceof SInt || b instanceof SInt) return asSigned(a).add(asSigned(b));
  return a.add(b);
}

function minus(a: UInt | SInt, b: UInt | SInt): SInt {
  if (a instanceof SInt || b instanceof SInt) return asSigned(a).sub(asSigned(b));
  return a.sub(b);
}

function asSigned(value: UInt | SInt): SInt {
  return value instanceof SInt ? value : value.toSigned();
}
