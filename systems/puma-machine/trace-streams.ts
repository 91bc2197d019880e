import {
  type CoreTrace,
  EventLog,
  type MachineTrace,
  memoryFields,
  outFields,
  packetFields,
  retireFields,
  writeFields,
} from '../../base/machine-trace.js';
import type { Trace, TraceStream } from '../../base/trace.js';

/** A machine's trace as streams of a trace file: one of the kind `log` for each log, dimensions event and field, and one
 *  cycle an event. Units: `core<c>.retired`, `core<c>.writes`, `core<c>.mvmu<k>`, `memory.client<n>`, `packets`. */
export function streamsOf({ cores, memory, packets }: MachineTrace): Trace {
  return {
    streams: [
      ...cores.flatMap(({ retired, writes, outputs }, c) => [
        streamOf(`core${c}.retired`, retired),
        streamOf(`core${c}.writes`, writes),
        ...outputs.map((log, k) => streamOf(`core${c}.mvmu${k}`, log)),
      ]),
      ...memory.map((log, n) => streamOf(`memory.client${n}`, log)),
      streamOf('packets', packets),
    ],
  };
}

/** Whether a trace file is that of a machine. */
export function isMachineTrace({ streams }: Trace): boolean {
  return streams.some(({ kind }) => kind === 'log');
}

/** The machine's trace in what `streamsOf` gave. */
export function machineTraceOf({ streams }: Trace): MachineTrace {
  const logs = new Map(streams.map((stream) => [stream.unit, stream]));
  const log = (unit: string, fields: readonly string[]) => {
    const stream = logs.get(unit);
    return stream && logOf(stream, fields);
  };
  const cores: CoreTrace[] = [];
  for (let c = 0; ; c += 1) {
    const retired = log(`core${c}.retired`, retireFields);
    const writes = log(`core${c}.writes`, writeFields);
    if (!retired || !writes) break;
    cores.push({ retired, writes, outputs: numberedLogs((k) => log(`core${c}.mvmu${k}`, outFields)) });
  }
  return {
    cores,
    memory: numberedLogs((n) => log(`memory.client${n}`, memoryFields)),
    packets: log('packets', packetFields) ?? new EventLog(packetFields, true),
  };
}

function numberedLogs(log: (number: number) => EventLog | undefined): EventLog[] {
  const logs: EventLog[] = [];
  for (let found = log(0); found; found = log(logs.length)) logs.push(found);
  return logs;
}

function streamOf(unit: string, log: EventLog): TraceStream {
  return {
    unit,
    kind: 'log',
    dims: [
      { name: 'event', size: log.length },
      { name: 'field', size: log.fields.length },
    ],
    values: log.data,
    width: 32,
    cycles: Uint32Array.from({ length: log.length }, (_, k) => log.cycle(k) ?? 0),
  };
}

function logOf({ values, cycles }: TraceStream, fields: readonly string[]): EventLog {
  const log = new EventLog(fields, true);
  const size = fields.length;
  for (let k = 0; k < values.length; k += size) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = values.subarray(k, k + size);
    log.add(a, b, c, d, e, cycles?.[k / size] ?? 0);
  }
  return log;
}
