import type { TraceStream } from '../../base/trace.js';
import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import type { Module } from '../../hdl-dsl/ir/index.js';
import { type RaellaLayer, schedule } from '../../sim-models/raella/index.js';
import type { SimResult } from '../../verilator-harness/engine.js';
import { burstStream } from '../common/burst-stream.js';
import type { Level, PhaseResult } from '../system.js';
import { crossbarMonitors } from './crossbar-job.js';

const unit = 'crossbar0';

/** Brings what an engine recorded of one layer into the canonical trace: codes if they were listened to, psums but at
 *  level `outputs`, outputs, and whether a psum overflowed.
 *  @param vectors that the layer was given */
export function decodeCrossbar(
  config: RaellaCrossbarConfig,
  top: Module,
  layer: RaellaLayer,
  vectors: number,
  level: Level,
  result: SimResult,
  withCycles: boolean,
): PhaseResult {
  const { columns, adcs, speculation } = config;
  const vector = { name: 'vector', size: vectors };
  const steps = schedule(speculation, layer.speculate).length * (layer.signedInputs ? 2 : 1);
  const codes = crossbarMonitors(config, top, level).map((monitor, k) =>
    burstStream(
      result.monitors[k]!,
      { steps, columns, lanes: adcs, perLane: 1 },
      {
        unit,
        kind: 'code',
        dims: [vector, { name: 'step', size: steps }, { name: 'column', size: columns }],
        width: monitor.elementBits,
      },
      withCycles,
    ),
  );
  const dims = [vector, { name: 'filter', size: layer.centres.length }];
  // Each filter was captured as psum, y and flag.
  const captured = (n: number) => result.captures.filter((_, k) => k % 3 === n);
  const outputs = captured(1);
  const sum: TraceStream = { unit, kind: 'sum', dims, values: Int32Array.from(captured(0)), width: 16 };
  const out: TraceStream = { unit, kind: 'out', dims, values: outputs, width: 32 };
  const flags = Int32Array.from(captured(2));
  const overflow: TraceStream = { unit, kind: 'overflow', dims, values: flags, width: 1 };
  return {
    outputs,
    trace: { streams: [...codes, ...(level === 'outputs' ? [] : [sum]), out, overflow] },
  };
}
