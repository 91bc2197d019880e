import { CrossweaveError } from '../base/crossweave-error.js';
import type { EventKind, Trace, TraceStream } from '../base/trace.js';
import type { SourceRef } from '../hdl-dsl/ir/index.js';
import type { Divergence, DivergenceNature, KindCounts, TraceDiff } from './divergence.js';
import { compareKinds } from './event-order.js';

export interface DiffOptions {
  /** Kinds to compare; without it those of the golden trace. */
  readonly kinds?: readonly EventKind[];
  /** Generator signals behind the kinds, for the explanation. */
  readonly sources?: Partial<Record<EventKind, SourceRef>>;
}

interface StreamDiff {
  readonly golden: TraceStream;
  readonly rtl: TraceStream;
  readonly count: number;
  /** Ordinal of the first event that differs, -1 if none. */
  readonly first: number;
}

/** Compares traces event by event: streams of equal unit and kind, each in its own order.
 *
 *  Event k of one side belongs to event k of the other. It diverges where values differ, where the place reported by
 *  the RTL is another than the golden model's, and where one side has ended. A stream that the RTL does not have at
 *  all has every event missing.
 *  @throws {CrossweaveError} CW-R004 where streams of one unit and kind have different dimensions */
export function diffTraces(golden: Trace, rtl: Trace, options: DiffOptions = {}): TraceDiff {
  const pairs = pairStreams(golden, rtl, options.kinds);
  const diffs = pairs.map(([expected, got]) => diffStream(expected, got));
  const compared: KindCounts = {};
  const divergences: KindCounts = {};
  let first: StreamDiff | undefined;
  for (const diff of diffs) {
    const { kind } = diff.golden;
    compared[kind] = (compared[kind] ?? 0) + diff.golden.values.length;
    divergences[kind] = (divergences[kind] ?? 0) + diff.count;
    if (diff.first >= 0 && (!first || isBefore(diff, first))) first = diff;
  }
  return {
    compared: { total: sum(compared), byKind: compared },
    divergences: { total: sum(divergences), byKind: divergences },
    ...(first ? { first: describe(first, options.sources) } : {}),
  };
}

function pairStreams(golden: Trace, rtl: Trace, kinds?: readonly EventKind[]): [TraceStream, TraceStream][] {
  const wanted = (stream: TraceStream) => kinds?.includes(stream.kind) ?? true;
  const find = (trace: Trace, { unit, kind }: TraceStream) =>
    trace.streams.find((s) => s.unit === unit && s.kind === kind);
  const pairs: [TraceStream, TraceStream][] = golden.streams
    .filter(wanted)
    .map((stream) => [stream, find(rtl, stream) ?? emptyLike(stream)]);
  // What only the RTL has is compared if asked for: all of it is surplus.
  for (const stream of rtl.streams) {
    if (kinds?.includes(stream.kind) && !find(golden, stream)) pairs.push([emptyLike(stream), stream]);
  }
  const findings = pairs.filter(([a, b]) => shape(a) !== shape(b));
  if (findings.length > 0) {
    throw new CrossweaveError(
      findings.map(([a, b]) => ({
        code: 'CW-R004',
        severity: 'error',
        message: `the \`${a.kind}\` streams of ${a.unit} have different shapes`,
        expected: shape(a),
        actual: shape(b),
      })),
    );
  }
  return pairs;
}

function emptyLike({ cycles, index, ...stream }: TraceStream): TraceStream {
  return { ...stream, values: new Int32Array(0) };
}

function shape({ dims }: TraceStream): string {
  return dims.map(({ name, size }) => `${name} ${size}`).join(', ');
}

function diffStream(golden: TraceStream, rtl: TraceStream): StreamDiff {
  const shared = Math.min(golden.values.length, rtl.values.length);
  const longer = Math.max(golden.values.length, rtl.values.length);
  const found =
    golden.index || rtl.index
      ? compareIndexed(golden, rtl, shared)
      : sameBytes(golden.values, rtl.values, shared)
        ? { count: 0, first: -1 }
        : compareValues(golden.values, rtl.values, shared);
  const first = found.first >= 0 ? found.first : longer > shared ? shared : -1;
  return { golden, rtl, count: found.count + longer - shared, first };
}

function sameBytes(a: TraceStream['values'], b: TraceStream['values'], length: number): boolean {
  if (a.BYTES_PER_ELEMENT !== b.BYTES_PER_ELEMENT) return false;
  const bytes = (array: TraceStream['values']) =>
    Buffer.from(array.buffer, array.byteOffset, length * array.BYTES_PER_ELEMENT);
  return bytes(a).equals(bytes(b));
}

function compareValues(a: TraceStream['values'], b: TraceStream['values'], length: number) {
  let count = 0;
  let first = -1;
  for (let k = 0; k < length; k += 1) {
    if (a[k] !== b[k]) {
      if (count === 0) first = k;
      count += 1;
    }
  }
  return { count, first };
}

function compareIndexed(golden: TraceStream, rtl: TraceStream, length: number) {
  let count = 0;
  let first = -1;
  for (let k = 0; k < length; k += 1) {
    if (golden.values[k] !== rtl.values[k] || (golden.index?.[k] ?? k) !== (rtl.index?.[k] ?? k)) {
      if (count === 0) first = k;
      count += 1;
    }
  }
  return { count, first };
}

function isBefore(a: StreamDiff, b: StreamDiff): boolean {
  const vectors = vectorOf(a) - vectorOf(b);
  if (vectors !== 0) return vectors < 0;
  return compareKinds(a.golden.kind, b.golden.kind) < 0;
}

/** The vector is the slowest dimension. */
function vectorOf({ golden, first }: StreamDiff): number {
  const linear = golden.index?.[first] ?? first;
  return Math.floor(linear / golden.dims.slice(1).reduce((n, d) => n * d.size, 1));
}

function describe({ golden, rtl, first: k }: StreamDiff, sources: DiffOptions['sources'] = {}): Divergence {
  const { unit, kind, width, fraction = 0 } = golden;
  const there = k < golden.values.length;
  const came = k < rtl.values.length;
  const place = golden.index?.[k] ?? k;
  const reported = rtl.index?.[k] ?? k;
  const position = coordinates(golden, there ? place : reported);
  const source = sources[kind]?.resolve();
  const cycle = came ? rtl.cycles?.[k] : undefined;
  return {
    unit,
    kind,
    nature: natureOf(there, came, place !== reported),
    ordinal: k,
    position,
    ...(there && came && place !== reported ? { reported: coordinates(golden, reported) } : {}),
    ...(there ? { expected: golden.values[k]! } : {}),
    ...(came ? { got: rtl.values[k]! } : {}),
    width,
    fraction,
    ...(source ? { source } : {}),
    ...(cycle === undefined ? {} : { cycle }),
  };
}

function natureOf(there: boolean, came: boolean, moved: boolean): DivergenceNature {
  if (!came) return 'missing';
  if (!there) return 'surplus';
  return moved ? 'order' : 'value';
}

/** Coordinates of a linear index; one past the end keeps counting in the slowest dimension. */
function coordinates({ dims }: TraceStream, linear: number): Divergence['position'] {
  let rest = linear;
  const values = new Array<number>(dims.length);
  for (let d = dims.length - 1; d > 0; d -= 1) {
    const { size } = dims[d]!;
    values[d] = rest % size;
    rest = Math.floor(rest / size);
  }
  values[0] = rest;
  return dims.map(({ name }, d) => ({ name, value: values[d]! }));
}

function sum(counts: KindCounts): number {
  return Object.values(counts).reduce((n, c) => n + c, 0);
}
