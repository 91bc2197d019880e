import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  EventLog,
  type MachineTrace,
  memoryFields,
  outFields,
  packetFields,
  retireFields,
  writeFields,
} from '../../../base/machine-trace.js';
import { compareTraces } from '../../../systems/puma-machine/compare-traces.js';
import { isMachineTrace, machineTraceOf, streamsOf } from '../../../systems/puma-machine/trace-streams.js';
import { readTraceFile, writeTraceFile } from '../../../verilator-harness/trace-file.js';

/** Events as fields with the cycle last. */
type Events = readonly (readonly number[])[];

function log(fields: readonly string[], events: Events = []): EventLog {
  const made = new EventLog(fields, true);
  for (const event of events) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = event.slice(0, -1);
    made.add(a, b, c, d, e, event.at(-1));
  }
  return made;
}

interface Parts {
  readonly retired?: Events;
  readonly writes?: Events;
  readonly outputs?: Events;
  readonly memory?: readonly Events[];
  readonly packets?: Events;
}

function traceOf({ retired, writes, outputs, memory = [[], []], packets }: Parts): MachineTrace {
  return {
    cores: [
      {
        retired: log(retireFields, retired),
        writes: log(writeFields, writes),
        outputs: [log(outFields, outputs)],
      },
    ],
    memory: memory.map((events) => log(memoryFields, events)),
    packets: log(packetFields, packets),
  };
}

const parts = {
  retired: [
    [0, 1, 2],
    [1, 2, 3],
    [2, 2, 9],
  ],
  writes: [
    [64, -5, 2],
    [65, 7, 3],
  ],
  outputs: [[0, 11, 8]],
  memory: [[[1, 40, 7, 1, 2, 5]], [[0, 40, 7, 1, 1, 7]]],
  packets: [[3, 1, 1, 9, 12]],
} satisfies Parts;

/** The golden trace, and an RTL trace with some logs replaced; its cycles are others, which is no difference. */
function compare(change: Parts, options?: { readonly prefix?: boolean }) {
  const later = (events: Events): Events =>
    events.map((event) => [...event.slice(0, -1), event.at(-1)! + 100]);
  const same = {
    retired: later(parts.retired),
    writes: later(parts.writes),
    outputs: later(parts.outputs),
    memory: parts.memory.map(later),
    packets: later(parts.packets),
  };
  return compareTraces(traceOf(parts), traceOf({ ...same, ...change }), options);
}

describe('two traces', () => {
  it('are equal whatever their cycles', () => {
    expect(compare({})).toEqual({
      compared: { total: 9, retired: 3, write: 2, output: 1, memory: 2, packet: 1 },
      divergences: [],
    });
  });

  it.each([
    [
      'write',
      {
        writes: [
          [64, -5, 2],
          [65, 8, 3],
        ],
      },
      { index: 1, expected: [65, 7], got: [65, 8], cycle: 3 },
    ],
    ['output', { outputs: [[1, 11, 8]] }, { index: 0, expected: [0, 11], got: [1, 11] }],
    ['packet', { packets: [[3, 2, 1, 9, 12]] }, { index: 0, expected: [3, 1, 1, 9], got: [3, 2, 1, 9] }],
    [
      'memory',
      { memory: [[[1, 40, 7, 1, 3, 5]], [[0, 40, 7, 1, 1, 7]]] },
      { index: 0, got: [1, 40, 7, 1, 3] },
    ],
    [
      'retired',
      {
        retired: [
          [0, 1, 2],
          [1, 1, 3],
          [2, 2, 9],
        ],
      },
      { index: 1, expected: [1, 2], got: [1, 1] },
    ],
  ] as const)('differ in a log: %s', (kind, change: Parts, found) => {
    const { divergences } = compare(change);
    expect(divergences).toHaveLength(1);
    expect(divergences[0]).toMatchObject({ place: { kind }, nature: 'value', ...found });
  });

  it('have an event less, or one more', () => {
    expect(compare({ writes: parts.writes.slice(0, 1) }).divergences).toMatchObject([
      { nature: 'missing', index: 1, expected: [65, 7], cycle: Number.POSITIVE_INFINITY, goldenCycle: 3 },
    ]);
    const more = compare({ writes: [...parts.writes, [66, 1, 30]] }).divergences;
    expect(more).toMatchObject([{ nature: 'surplus', index: 2, got: [66, 1], cycle: 30 }]);
    expect(more[0]).not.toHaveProperty('expected');
  });

  it('may end early where they were cut off', () => {
    const writes = parts.writes.slice(0, 1);
    expect(compare({ writes }, { prefix: true }).divergences).toEqual([]);
    expect(compare({ writes: [[64, -6, 2]] }, { prefix: true }).divergences).toHaveLength(1);
  });

  it('are told apart by the earliest cycle of the RTL, then cause before effect, then what is missing', () => {
    const kinds = (change: Parts) => compare(change).divergences.map(({ place }) => place.kind);
    expect(kinds({ writes: [[64, 0, 20]], outputs: [[0, 0, 10]], packets: [] })).toEqual([
      'output',
      'write',
      'packet',
    ]);
    expect(kinds({ retired: [[0, 9, 20]], writes: [[64, 0, 20]] })).toEqual(['write', 'retired']);
    // Both are missing: in the order in which the golden model has them.
    expect(kinds({ retired: [], writes: [] })).toEqual(['write', 'retired']);
  });

  it('put a core that went astray before what it did there', () => {
    const { divergences } = compare({
      retired: [
        [0, 1, 102],
        [5, 2, 104],
      ],
      writes: [
        [64, -5, 102],
        [70, 1, 103],
      ],
    });
    expect(divergences).toMatchObject([
      { place: { kind: 'retired' }, index: 1, cycle: 103 },
      { place: { kind: 'write' }, index: 1, cycle: 103 },
    ]);
  });

  it('may have the consumers of a shared word in another order', () => {
    const golden = traceOf({
      memory: [
        [
          [1, 40, 7, 1, 2, 1],
          [0, 40, 7, 1, 1, 5],
        ],
        [[0, 40, 7, 0, 0, 6]],
      ],
    });
    const other = traceOf({
      memory: [
        [
          [1, 40, 7, 1, 2, 1],
          [0, 40, 7, 0, 0, 9],
        ],
        [[0, 40, 7, 1, 1, 4]],
      ],
    });
    expect(compareTraces(golden, other).divergences).toEqual([]);
    const wrong = traceOf({
      memory: [
        [
          [1, 40, 7, 1, 2, 1],
          [0, 40, 7, 1, 1, 9],
        ],
        [[0, 40, 7, 1, 1, 4]],
      ],
    });
    expect(compareTraces(golden, wrong).divergences).toMatchObject([
      {
        place: { kind: 'memory', unit: 1 },
        index: 0,
        expected: [0, 40, 7, 0, 0],
        got: [0, 40, 7, 1, 1],
        cycle: 9,
      },
    ]);
    // A client of its own is compared as it is.
    const alone = (events: Events) => traceOf({ memory: [events] });
    const [a, b] = [alone([[0, 40, 7, 1, 1, 1]]), alone([[0, 40, 7, 1, 2, 1]])];
    expect(compareTraces(a, b).divergences).toHaveLength(1);
  });
});

describe('a trace file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'crossweave-machine-trace-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('gives back every log with its cycles', async () => {
    const file = join(folder, 'a.trace');
    const trace = traceOf(parts);
    await writeTraceFile(file, streamsOf(trace));
    const read = await readTraceFile(file);
    expect(isMachineTrace(read)).toBe(true);
    const back = machineTraceOf(read);
    expect(compareTraces(trace, back).divergences).toEqual([]);
    expect(back.cores[0]?.retired.cycle(2)).toBe(9);
    expect(back.memory[1]?.data).toEqual(trace.memory[1]?.data);
    expect(streamsOf(back)).toEqual(streamsOf(trace));
  });

  it('of an array is none', () => {
    expect(isMachineTrace({ streams: [] })).toBe(false);
  });
});
