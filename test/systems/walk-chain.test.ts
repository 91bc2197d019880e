import { describe, expect, it } from 'vitest';
import type { Trace } from '../../base/trace.js';
import type { MatrixPhase } from '../../systems/system.js';
import { walkChain } from '../../systems/walk-chain.js';
import type { Workload } from '../../systems/workloads/workload.js';
import { diffTraces } from '../../verilator-harness/diff-traces.js';

/** Two phases of two vectors and two columns; the second takes what the first gave. */
const workload: Workload = {
  name: 'chain',
  vectors: 2,
  phases: 2,
  phase(k, previous) {
    const inputs = k === 0 ? Int32Array.of(1, 2, 3, 4) : Int32Array.from(previous[0] ?? []);
    return k < 2 ? { weights: Int32Array.of(1, 0, 0, 1), inputs } : undefined;
  },
};

function traceOf(values: Float64Array): Trace {
  const dims = [
    { name: 'vector', size: 2 },
    { name: 'column', size: 2 },
  ];
  return { streams: [{ unit: 'mvmu0', kind: 'out', dims, values, width: 8 }] };
}

const double = ({ inputs }: MatrixPhase) => {
  const outputs = Float64Array.from(inputs, (x) => 2 * x);
  return { outputs, trace: traceOf(outputs) };
};

describe('walkChain', () => {
  it('feeds each phase with the outputs before and joins the traces', async () => {
    const { outputs, trace } = await walkChain(workload, double);
    expect(outputs.map((one) => [...one])).toEqual([
      [2, 4, 6, 8],
      [4, 8, 12, 16],
    ]);
    expect([...trace.streams[0]!.values]).toEqual([2, 4, 6, 8, 4, 8, 12, 16]);
    expect(trace.streams[0]!.dims).toEqual([
      { name: 'vector', size: 4 },
      { name: 'column', size: 2 },
    ]);
  });

  it.each([
    ['the first', 0, 3, { vector: 1, column: 1 }, 5],
    ['the second', 1, 1, { vector: 2, column: 1 }, 3],
  ])(
    'compares a walk that stopped in %s phase with a whole one',
    async (_, last, events, position, missing) => {
      const whole = await walkChain(workload, double);
      const stopped = await walkChain(workload, (phase, k) => {
        const { outputs } = double(phase);
        return k < last
          ? { outputs, trace: traceOf(outputs) }
          : { outputs, trace: traceOf(outputs.slice(0, events)), last: true };
      });
      const { divergences, first } = diffTraces(whole.trace, stopped.trace);
      expect(divergences.total).toBe(missing);
      expect(first?.nature).toBe('missing');
      expect(Object.fromEntries(first!.position.map(({ name, value }) => [name, value]))).toEqual(position);
    },
  );
});
