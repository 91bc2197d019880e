import { describe, expect, it } from 'vitest';
import { build } from '../../../hdl-dsl/index.js';
import { FixedArbiter, MatrixArbiter, RoundRobinArbiter } from '../../../hdl-dsl/std/index.js';
import { ArbiterModel } from './support/arbiter-model.js';
import { compareWithModel, type Pins } from './support/compare.js';

const definitions = { fixed: FixedArbiter, 'round-robin': RoundRobinArbiter, matrix: MatrixArbiter } as const;

describe.each(['fixed', 'round-robin', 'matrix'] as const)('%s arbiter', (policy) => {
  it.each([1, 2, 3, 4, 7])('of %i requests grants in the order of its policy', (requests) => {
    const model = new ArbiterModel(policy, requests);
    const seen = compareWithModel(build(definitions[policy], { requests }), {
      outputs: (i) => {
        const index = model.choose(requestsOf(i, requests));
        return { grant: index < 0 ? 0 : 1 << index, index: Math.max(0, index), valid: index >= 0 };
      },
      tick: (i) => {
        const index = model.choose(requestsOf(i, requests));
        if (i.take === 1n && index >= 0) model.take(index);
      },
    });
    expect(seen.get('valid')).toBeGreaterThan(500);
  });
});

function requestsOf(i: Pins, n: number): boolean[] {
  return Array.from({ length: n }, (_, k) => (((i.request ?? 0n) >> BigInt(k)) & 1n) === 1n);
}
