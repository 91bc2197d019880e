import type { EventLog } from '../../base/machine-trace.js';
import { fieldsOf, type LogDivergence } from './log-divergence.js';

/** An event: number of the client, and in its log. */
interface Place {
  readonly client: number;
  readonly index: number;
}

const addressField = 1;
const validField = 3;
const countField = 4;

/** Compares valid and count of every word of a memory that several clients share, from one block to the next over all
 *  clients: a word with n consumers counts n - 1 ... 0, whoever of them comes first.
 *  @returns the first difference by the RTL's cycles, with the place of the golden event; what one side lacks is a matter
 *  of the clients' logs */
export function compareAttributes(
  golden: readonly EventLog[],
  rtl: readonly EventLog[],
): LogDivergence | undefined {
  if (golden.length < 2) return undefined;
  const expected = byWord(golden);
  let first: LogDivergence | undefined;
  for (const [address, events] of byWord(rtl)) {
    const history = expected.get(address) ?? [];
    for (const [k, { client, index }] of events.entries()) {
      const of = history[k];
      const cycle = rtl[client]!.cycle(index) ?? 0;
      if (of === undefined || (first && first.cycle <= cycle)) break;
      const [wanted, got] = [golden[of.client]!, rtl[client]!];
      const equal = [validField, countField].every(
        (field) => wanted.at(of.index, field) === got.at(index, field),
      );
      if (equal) continue;
      first = {
        place: { kind: 'memory', unit: of.client },
        nature: 'value',
        index: of.index,
        expected: fieldsOf(wanted, of.index),
        got: fieldsOf(got, index),
        cycle,
        goldenCycle: wanted.cycle(of.index) ?? 0,
      };
      break;
    }
  }
  return first;
}

/** Events of each word in the order of time; one block is done in a cycle at most. */
function byWord(logs: readonly EventLog[]): Map<number, Place[]> {
  const words = new Map<number, Place[]>();
  const next = logs.map(() => 0);
  for (;;) {
    let client = -1;
    let earliest = Number.POSITIVE_INFINITY;
    for (const [k, log] of logs.entries()) {
      const cycle = next[k]! < log.length ? (log.cycle(next[k]!) ?? 0) : Number.POSITIVE_INFINITY;
      if (cycle < earliest) [client, earliest] = [k, cycle];
    }
    const log = logs[client];
    if (log === undefined) return words;
    const index = next[client]!++;
    const address = log.at(index, addressField);
    const events = words.get(address);
    if (events) events.push({ client, index });
    else words.set(address, [{ client, index }]);
  }
}
