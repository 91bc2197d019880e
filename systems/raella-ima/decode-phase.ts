import { arrayShape } from '../../compiler/shape.js';
import type { RaellaImaConfig } from '../../config/raella-machine.js';
import type { Module } from '../../hdl-dsl/ir/index.js';
import { schedule } from '../../sim-models/raella/index.js';
import type { MonitorData, SimResult } from '../../verilator-harness/engine.js';
import { burstStream } from '../common/burst-stream.js';
import type { Level, MatrixPhase, PhaseResult } from '../system.js';
import { imaMonitors } from './ima-monitors.js';
import { imaStreams } from './ima-streams.js';

/** Brings what an engine recorded of one matrix into the canonical trace. */
export function decodePhase(
  config: RaellaImaConfig,
  top: Module,
  { inputs }: MatrixPhase,
  level: Level,
  result: SimResult,
  withCycles: boolean,
): PhaseResult {
  const { columns, adcs, crossbars, speculation, layer } = config;
  const { rows, columns: filters } = arrayShape(config);
  const vectors = inputs.length / rows;
  const [parts, flags, ...codes] = result.monitors;
  const steps = schedule(speculation, layer.speculate).length * (layer.signedInputs ? 2 : 1);
  const monitors = imaMonitors(config, top, level).slice(2);
  const codeStreams = monitors.map((monitor, x) =>
    burstStream(
      codes[x]!,
      { steps, columns, lanes: adcs, perLane: 1 },
      {
        unit: `crossbar${x}`,
        kind: 'code',
        dims: [
          { name: 'vector', size: vectors },
          { name: 'step', size: steps },
          { name: 'column', size: columns },
        ],
        width: monitor.elementBits,
      },
      withCycles,
    ),
  );
  const sums = crossbarsOuter(parts!, crossbars, filters);
  const overflows = crossbarsOuter(flags!, crossbars, filters);
  const { outputs, streams } = imaStreams(sums.values, overflows.values, { vectors, crossbars, filters });
  const timed = streams.map((stream) =>
    withCycles && stream.kind !== 'out' ? { ...stream, cycles: sums.cycles } : stream,
  );
  const [sum, ...rest] = timed;
  return { outputs, trace: { streams: [...codeStreams, ...(level === 'outputs' ? [] : [sum!]), ...rest] } };
}

/** From [vectors][filters][crossbars], as answers come, to [vectors][crossbars][filters]. */
function crossbarsOuter({ values, cycles, firings }: MonitorData, crossbars: number, filters: number) {
  const turned = new Float64Array(values.length);
  const clocks = new Uint32Array(values.length);
  for (let firing = 0; firing < firings; firing++) {
    const [vector, filter] = [Math.floor(firing / filters), firing % filters];
    for (let x = 0; x < crossbars; x++) {
      const at = (vector * crossbars + x) * filters + filter;
      turned[at] = values[firing * crossbars + x]!;
      clocks[at] = cycles[firing]!;
    }
  }
  return { values: turned, cycles: clocks };
}
