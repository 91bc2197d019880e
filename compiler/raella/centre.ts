import type { SliceField } from './slicing.js';

/** Costs within this factor of the smallest, as computed in floating point, are compared exactly. Their relative
 *  error is some 2^-50: every term is a product of exact integers, and no term is negative. */
const margin = 1 + 2 ** -40;

/** The centre of a filter: the lowest phi in 1..255 that minimises
 *  sum over slices of 2^(l_i) * (sum over weights of D(h_i, l_i, w - phi))^4.
 *
 *  The comparison is exact: floating point picks the candidates, whole numbers of any size decide among them.
 *  Source: thesis on RAELLA, eq. 4.2; docs/raella.md, "Centres".
 *  @param sums [8][256], `bitSums` of the filter's weights  @param fields of the slicing */
export function bestCentre(sums: Int32Array, fields: readonly SliceField[]): number {
  const costs = new Float64Array(256).fill(Number.POSITIVE_INFINITY);
  let smallest = Number.POSITIVE_INFINITY;
  for (let phi = 1; phi < 256; phi++) {
    let cost = 0;
    for (let i = 0; i < fields.length; i++) {
      const square = fieldSum(sums, fields[i]!, phi) ** 2;
      cost += square * square * (1 << fields[i]!.low);
    }
    costs[phi] = cost;
    if (cost < smallest) smallest = cost;
  }
  let best = 0;
  let bestCost: bigint | undefined;
  for (let phi = 1; phi < 256; phi++) {
    if (costs[phi]! > smallest * margin) continue;
    if (best === 0) {
      best = phi;
      continue;
    }
    bestCost ??= exactCost(sums, fields, best);
    const cost = exactCost(sums, fields, phi);
    if (cost < bestCost) [best, bestCost] = [phi, cost];
  }
  return best;
}

function exactCost(sums: Int32Array, fields: readonly SliceField[], phi: number): bigint {
  let cost = 0n;
  for (const field of fields) cost += (BigInt(fieldSum(sums, field, phi)) ** 4n) << BigInt(field.low);
  return cost;
}

/** Sum over weights of D(high, low, w - phi). */
function fieldSum(sums: Int32Array, { high, low }: SliceField, phi: number): number {
  let sum = 0;
  for (let bit = high; bit >= low; bit--) sum = 2 * sum + sums[bit * 256 + phi]!;
  return sum;
}
