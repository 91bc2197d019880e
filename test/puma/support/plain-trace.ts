import type { EventLog, MachineTrace } from '../../../base/machine-trace.js';

/** What a machine did as named lists of events: `core 0 retired`, `client 1`, `packets` ...
 *
 *  Of several consumers of one word it depends on their speed which of them finds what count: attributes after a load
 *  are told for a single client only. */
function plainTrace({ cores, memory, packets }: MachineTrace): Record<string, string[]> {
  const lists: Record<string, string[]> = {};
  for (const [c, core] of cores.entries()) {
    lists[`core ${c} retired`] = eventsOf(core.retired);
    lists[`core ${c} writes`] = eventsOf(core.writes);
    for (const [k, log] of core.outputs.entries()) lists[`core ${c} xout${k}`] = eventsOf(log);
  }
  for (const [client, log] of memory.entries()) {
    lists[`client ${client}`] = eventsOf(log, (k) => (memory.length > 1 && log.at(k, 0) === 0 ? 3 : 5));
  }
  lists.packets = eventsOf(packets);
  return lists;
}

/** @param told fields that are told of an event; without it all are */
function eventsOf(log: EventLog, told: (k: number) => number = () => log.fields.length): string[] {
  return Array.from({ length: log.length }, (_, k) =>
    log.fields
      .slice(0, told(k))
      .map((name, field) => `${name} ${log.at(k, field)}`)
      .join(' '),
  );
}

/** The first event of each list that differs, as text; empty where traces are the same. */
export function firstDifferences(expected: MachineTrace, got: MachineTrace): string[] {
  return differencesIn(expected, got, () => true);
}

/** The same of some cores only. */
export function differencesOfCores(
  expected: MachineTrace,
  got: MachineTrace,
  cores: readonly number[],
): string[] {
  return differencesIn(expected, got, (name) =>
    cores.some((core) => name.startsWith(`core ${core} `) || name === `client ${core}`),
  );
}

function differencesIn(
  expected: MachineTrace,
  got: MachineTrace,
  matters: (name: string) => boolean,
): string[] {
  const [a, b] = [plainTrace(expected), plainTrace(got)];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(matters).flatMap((name) => {
    const [wanted, found] = [a[name], b[name]];
    if (wanted === undefined || found === undefined) return [`${name}: only in one trace`];
    const length = Math.max(wanted.length, found.length);
    for (let k = 0; k < length; k++) {
      if (wanted[k] !== found[k]) return [`${name}, event ${k}: expected ${wanted[k]}, got ${found[k]}`];
    }
    return [];
  });
}
