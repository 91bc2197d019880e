import type { EventLog, MachineTrace } from '../../base/machine-trace.js';
import { compareAttributes } from './compare-attributes.js';
import {
  fieldsOf,
  type LogDivergence,
  type LogPlace,
  type MachineEventKind,
  machineEventKinds,
  wentAstray,
} from './log-divergence.js';

/** A log of the golden trace beside that of the RTL. */
interface LogPair {
  readonly place: LogPlace;
  readonly golden: EventLog;
  readonly rtl: EventLog;
}

/** Number of the field `valid`; `count` follows. */
const firstAttribute = 3;

export interface TraceComparison {
  /** Events of both sides that were held against one another, by kind. */
  readonly compared: Readonly<Record<MachineEventKind, number>> & { readonly total: number };
  /** The first divergence of each log that has one, the earliest of the RTL's cycles first. */
  readonly divergences: readonly LogDivergence[];
}

/** Compares two traces log by log, whatever the cycles; attributes of words that several clients share also word by
 *  word, in the order of time.
 *  @param options `prefix`: both sides were cut off, so that a log may end early on either */
export function compareTraces(
  golden: MachineTrace,
  rtl: MachineTrace,
  options: { readonly prefix?: boolean } = {},
): TraceComparison {
  const compared = { total: 0, output: 0, memory: 0, write: 0, retired: 0, packet: 0 };
  const divergences: LogDivergence[] = [];
  for (const pair of pairsOf(golden, rtl)) {
    const events = Math.min(pair.golden.length, pair.rtl.length);
    compared[pair.place.kind] += events;
    compared.total += events;
    const shared = pair.place.kind === 'memory' && golden.memory.length > 1;
    const found = compareLogs(pair, { prefix: options.prefix ?? false, shared });
    if (found) divergences.push(found);
  }
  const attributes = compareAttributes(golden.memory, rtl.memory);
  const isKnown = divergences.some(
    ({ place, index }) =>
      place.kind === 'memory' && place.unit === attributes?.place.unit && index === attributes.index,
  );
  if (attributes && !isKnown) divergences.push(attributes);
  divergences.sort(earlier);
  return { compared, divergences };
}

/** By the RTL's cycle; events that it does not have by the golden model's; within a cycle cause before effect. */
function earlier(a: LogDivergence, b: LogDivergence): number {
  if (a.cycle !== b.cycle) return a.cycle - b.cycle;
  if (a.goldenCycle !== b.goldenCycle && !Number.isFinite(a.cycle)) return a.goldenCycle - b.goldenCycle;
  const rank = (one: LogDivergence) => (wentAstray(one) ? -1 : machineEventKinds.indexOf(one.place.kind));
  return rank(a) - rank(b);
}

function pairsOf(golden: MachineTrace, rtl: MachineTrace): LogPair[] {
  const pairs: LogPair[] = [];
  for (const [unit, core] of golden.cores.entries()) {
    const other = rtl.cores[unit];
    if (other === undefined) continue;
    for (const [mvmu, outputs] of core.outputs.entries()) {
      const got = other.outputs[mvmu];
      if (got) pairs.push({ place: { kind: 'output', unit, mvmu }, golden: outputs, rtl: got });
    }
    pairs.push({ place: { kind: 'write', unit }, golden: core.writes, rtl: other.writes });
    pairs.push({ place: { kind: 'retired', unit }, golden: core.retired, rtl: other.retired });
  }
  for (const [unit, log] of golden.memory.entries()) {
    const other = rtl.memory[unit];
    if (other) pairs.push({ place: { kind: 'memory', unit }, golden: log, rtl: other });
  }
  pairs.push({
    place: { kind: 'packet', unit: golden.cores.length },
    golden: golden.packets,
    rtl: rtl.packets,
  });
  return pairs;
}

/** @param options `shared`: the memory has several clients, so that which of a word's consumers comes first depends on
 *  the cycle; attributes after a read are compared word by word instead, by `compareAttributes` */
function compareLogs(
  { place, golden, rtl }: LogPair,
  { prefix, shared }: { readonly prefix: boolean; readonly shared: boolean },
): LogDivergence | undefined {
  const size = golden.fields.length;
  const expected = golden.data;
  const got = rtl.data;
  const both = Math.min(expected.length, got.length);
  let at = 0;
  for (; at < both; at += 1) {
    if (expected[at] === got[at]) continue;
    const field = at % size;
    const isReadAttribute = shared && field >= firstAttribute && expected[at - field] === 0;
    if (!isReadAttribute) break;
  }
  const index = Math.floor(at / size);
  if (at === both && (prefix || expected.length === got.length)) return undefined;
  const isValue = at < both;
  const isMissing = !isValue && expected.length > got.length;
  const isSurplus = !isValue && !isMissing;
  const divergence: LogDivergence = {
    place,
    nature: isValue ? 'value' : isMissing ? 'missing' : 'surplus',
    index,
    ...(isSurplus ? {} : { expected: fieldsOf(golden, index) }),
    ...(isMissing ? {} : { got: fieldsOf(rtl, index) }),
    cycle: isMissing ? Number.POSITIVE_INFINITY : (rtl.cycle(index) ?? 0),
    goldenCycle: isSurplus ? Number.POSITIVE_INFINITY : (golden.cycle(index) ?? 0),
  };
  // What an instruction does that should not be there comes before it retires.
  return wentAstray(divergence) ? { ...divergence, cycle: (rtl.cycle(index - 1) ?? 0) + 1 } : divergence;
}
