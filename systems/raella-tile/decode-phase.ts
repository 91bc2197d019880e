import type { EventKind, TraceStream } from '../../base/trace.js';
import { operations } from '../../config/raella/configuration-map.js';
import type { RaellaTileConfig } from '../../config/raella-machine.js';
import type { SimResult } from '../../verilator-harness/engine.js';
import type { Level, PhaseResult } from '../system.js';
import { layerStream } from './layer-streams.js';
import { type RunReads, readPlan } from './read-plan.js';
import { type Events, RecordedEvents } from './recorded-events.js';
import { tileMonitors } from './tile-monitors.js';
import { outputCount, runsBefore, type TileLayer, type TilePhase } from './tile-phase.js';

/** Brings what an engine recorded of a phase into the canonical trace. Events of a pin belong to the layers in turn, as many
 *  as each has; what comes after all of them is the last one's. */
export function decodePhase(
  config: RaellaTileConfig,
  phase: TilePhase,
  level: Level,
  result: SimResult,
  withCycles: boolean,
): PhaseResult {
  const pins = new Map(
    tileMonitors(config, level).map(({ name }, k) => [name, new RecordedEvents(result.monitors[k]!)]),
  );
  const plan = readPlan(config, phase);
  const streams: TraceStream[] = [];
  const outputs: Float64Array[] = [];
  for (const [l, layer] of phase.layers.entries()) {
    const first = runsBefore(phase, l);
    const add = (
      kind: EventKind,
      { values, cycles }: Pick<Events, 'values' | 'cycles'>,
      places?: Uint32Array,
    ) =>
      streams.push({
        ...layerStream(config, layer, first, kind, values, places),
        ...(withCycles ? { cycles } : {}),
      });
    const take = (name: 'part' | 'sum' | 'out') => {
      const pin = pins.get(name);
      const count = outputCount(layer.program) * layer.runs.length;
      return pin?.take(phase.layers.slice(l + 1).some((later) => uses(later, name)) ? count : pin.left);
    };
    for (const name of ['part', 'sum'] as const) {
      const events = uses(layer, name) ? take(name) : undefined;
      if (events) add(name, events);
    }
    const answers = answersOf(
      plan.filter((reads) => reads.layer === l),
      pins.get('answers')!,
    );
    const routed = uses(layer, 'out') ? take('out') : undefined;
    if (routed) {
      const lasts = routed.tags.filter((_, k) => k % 2 === 1);
      add('out', routed, placesOf(layer, routed.tags));
      add('last', { values: Float64Array.from(lasts), cycles: routed.cycles });
    } else add('out', answers.outputs);
    outputs.push(routed?.values ?? answers.outputs.values);
    add('overflow', answers.overflows);
    add(
      'memory',
      answers.memory,
      memoryPlaces(config, plan, l, layer).slice(0, answers.memory.values.length),
    );
  }
  return { outputs: joined(outputs), trace: { streams } };
}

/** Whether a layer has events on a pin. */
function uses({ program: { registers } }: TileLayer, name: 'part' | 'sum' | 'out'): boolean {
  return name === 'out' ? registers.toRouter === 1 : registers.operation === operations.matrix;
}

/** Places that the addresses of routed outputs stand for. @param tags [events][address, last] */
function placesOf({ program }: TileLayer, tags: Uint32Array): Uint32Array {
  const count = outputCount(program);
  const addresses = tags.filter((_, k) => k % 2 === 0);
  return addresses.map((address, k) => {
    const number = (address - program.registers.outBase) & 0xffff;
    return Math.floor(k / count) * count + number;
  });
}

function memoryPlaces(
  { activationBytes }: RaellaTileConfig,
  plan: readonly RunReads[],
  layer: number,
  { runs }: TileLayer,
): Uint32Array {
  const addresses = plan.filter((reads) => reads.layer === layer).flatMap(({ memory }) => memory);
  return Uint32Array.from(addresses, (address) => (runs.length - 1) * activationBytes + address);
}

/** What the reads of a layer answered, in their order: the barrier, overflows, outputs, memory. */
function answersOf(plan: readonly RunReads[], pin: RecordedEvents) {
  const overflows: Events[] = [];
  const outputs: Events[] = [];
  const memory: Events[] = [];
  for (const reads of plan) {
    if (reads.barrier !== undefined) pin.take(1);
    overflows.push(pin.take(1));
    outputs.push(pin.take(reads.outputs.length));
    memory.push(pin.take(reads.memory.length));
  }
  const all = (events: readonly Events[]) => ({
    values: joined(events.map(({ values }) => values)),
    cycles: Uint32Array.from(joined(events.map(({ cycles }) => cycles))),
  });
  return { overflows: all(overflows), outputs: all(outputs), memory: all(memory) };
}

function joined(parts: readonly (Float64Array | Uint32Array)[]): Float64Array {
  const whole = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
