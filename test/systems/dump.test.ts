import { expect, it } from 'vitest';
import type { Trace, TraceStream } from '../../base/trace.js';
import { dumpText } from '../../systems/dump.js';

function stream(
  kind: 'code' | 'out',
  vectors: number,
  perVector: number,
  values: readonly number[],
): TraceStream {
  const dims = [
    { name: 'vector', size: vectors },
    { name: 'column', size: perVector },
  ];
  return { unit: 'mvmu0', kind, dims, values: Float64Array.from(values), width: 48 };
}

it('dumps a row a vector, numbers to the last digit', () => {
  const trace: Trace = {
    streams: [
      stream('code', 2, 3, [1, 2, 3, 4, 5, 6]),
      stream('out', 2, 2, [-1, 2 ** 47 - 1, 0, -(2 ** 47)]),
    ],
  };
  const text = dumpText(trace);
  expect(JSON.parse(text)).toEqual({
    outputs: [
      [-1, 140737488355327],
      [0, -140737488355328],
    ],
    codes: [
      [1, 2, 3],
      [4, 5, 6],
    ],
  });
  expect(text.endsWith('}\n')).toBe(true);
});

it('dumps what there is of a design that stopped', () => {
  const trace: Trace = { streams: [stream('code', 2, 3, [1, 2, 3, 4]), stream('out', 2, 2, [])] };
  expect(JSON.parse(dumpText(trace))).toEqual({ outputs: [], codes: [[1, 2, 3], [4]] });
});
