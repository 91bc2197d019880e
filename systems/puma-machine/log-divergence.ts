import type { EventLog } from '../../base/machine-trace.js';

/** Which log of a trace: its kind and unit. `unit` is a core; for `memory` a client, the cores first. */
export interface LogPlace {
  readonly kind: MachineEventKind;
  readonly unit: number;
  /** Present for `output`. */
  readonly mvmu?: number;
}

/** In the order in which they follow from one another within a cycle. */
export const machineEventKinds = ['output', 'memory', 'write', 'retired', 'packet'] as const;
export type MachineEventKind = (typeof machineEventKinds)[number];

/** The first event of a log that differs. */
export interface LogDivergence {
  readonly place: LogPlace;
  /** Another event; none where one was expected; one too many. */
  readonly nature: 'value' | 'missing' | 'surplus';
  /** Number of the event in its log, from 0. */
  readonly index: number;
  /** Fields of the event; absent where it is a surplus one. */
  readonly expected?: readonly number[];
  /** Absent where it is missing. */
  readonly got?: readonly number[];
  /** Of the RTL, counted from the start of the machine; infinite where the event is missing. */
  readonly cycle: number;
  /** Of the golden model; infinite for a surplus event. */
  readonly goldenCycle: number;
}

/** Whether a core retired another instruction than it should: the fault is in the one before, or in the fetch. */
export function wentAstray({ place, expected, got, index }: LogDivergence): boolean {
  return (
    place.kind === 'retired' &&
    expected !== undefined &&
    got !== undefined &&
    index > 0 &&
    expected[0] !== got[0]
  );
}

/** Fields of an event. */
export function fieldsOf(log: EventLog, index: number): number[] {
  return log.fields.map((_, field) => log.at(index, field));
}

const fieldNames: Readonly<Record<MachineEventKind, readonly string[]>> = {
  retired: ['address', 'words'],
  write: ['register', 'value'],
  output: ['column', 'value'],
  memory: ['write', 'address', 'value', 'valid', 'count'],
  packet: ['target', 'fifo', 'width', 'value'],
};

/** Fields of an event by name; the same fields as in the log, some with a name that stands by itself. */
export function fieldsByName(kind: MachineEventKind, values: readonly number[]): Record<string, number> {
  return Object.fromEntries(fieldNames[kind].map((name, k) => [name, values[k] ?? 0]));
}
