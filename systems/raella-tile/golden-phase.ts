import type { EventKind, TraceStream } from '../../base/trace.js';
import { operations } from '../../config/raella/configuration-map.js';
import type { RaellaTileConfig } from '../../config/raella-machine.js';
import { GoldenTile, type TileRun } from '../../sim-models/raella/tile/index.js';
import type { Level, PhaseResult } from '../system.js';
import { layerStream } from './layer-streams.js';
import { type RunReads, readPlan } from './read-plan.js';
import { runsBefore, type TileLayer, type TilePhase } from './tile-phase.js';

/** Runs a phase on the golden tile. */
export function goldenPhase(config: RaellaTileConfig, phase: TilePhase, level: Level): PhaseResult {
  const tile = new GoldenTile(config);
  const plan = readPlan(config, phase);
  const streams: TraceStream[] = [];
  const outputs: number[] = [];
  for (const [l, layer] of phase.layers.entries()) {
    tile.program(layer.program);
    const runs = layer.runs.map(({ activations }) => {
      for (const { address, bytes } of activations) tile.write(address, bytes);
      return tile.run({ parts: level === 'codes' });
    });
    for (const run of runs) for (const code of run.outputs) outputs.push(code);
    const first = runsBefore(phase, l);
    for (const [kind, values] of layerEvents(layer, runs, level))
      streams.push(layerStream(config, layer, first, kind, Float64Array.from(values)));
    const memory = memoryOf(
      plan.filter((reads) => reads.layer === l),
      tile.activations,
    );
    streams.push(layerStream(config, layer, first, 'memory', memory.values, memory.places));
  }
  return { outputs: Float64Array.from(outputs), trace: { streams } };
}

/** What the runs of a layer show, in the order of causes. */
function layerEvents(
  { program: { registers } }: TileLayer,
  runs: readonly TileRun[],
  level: Level,
): (readonly [EventKind, readonly number[]])[] {
  const all = (of: (run: TileRun) => ArrayLike<number> | undefined) =>
    runs.flatMap((run) => Array.from(of(run) ?? []));
  const events: (readonly [EventKind, readonly number[]])[] = [];
  if (registers.operation === operations.matrix) {
    if (level === 'codes') events.push(['part', all(({ parts }) => parts)]);
    if (level !== 'outputs') events.push(['sum', all(({ sums }) => sums)]);
  }
  events.push(['out', all(({ outputs }) => outputs)]);
  if (registers.toRouter === 1) {
    const ends = ({ outputs }: TileRun) => Array.from(outputs, (_, k) => Number(k === outputs.length - 1));
    events.push(['last', all(ends)]);
  }
  return [...events, ['overflow', runs.map((run) => run.overflows)]];
}

/** The bytes that are read after the last run of a layer. */
function memoryOf(plan: readonly RunReads[], buffer: Uint8Array) {
  const addresses = plan.flatMap(({ memory }) => memory);
  const last = (plan.length - 1) * buffer.length;
  return {
    values: Float64Array.from(addresses, (address) => buffer[address]!),
    places: Uint32Array.from(addresses, (address) => last + address),
  };
}
