import type { TraceStream } from '../../base/trace.js';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { SimResult } from '../../verilator-harness/engine.js';
import { burstStream } from '../common/burst-stream.js';
import type { ArrayUnit, Level, MatrixPhase, PhaseResult } from '../system.js';
import { mvmuMonitors } from './monitors.js';

/** Brings what an engine recorded of one phase into the canonical trace: codes, sums, outputs, as far as `level` asks. */
export function decodeMvmu(
  config: PumaMvmuConfig,
  unit: ArrayUnit,
  phase: MatrixPhase,
  level: Level,
  result: SimResult,
  withCycles: boolean,
): PhaseResult {
  const { rows, columns, adcs, output } = config;
  const vectors = { name: 'vector', size: phase.inputs.length / rows };
  const step = { name: 'step', size: inputPlanes(config) };
  const column = { name: 'column', size: columns };
  const monitors = mvmuMonitors(config, unit, level);
  const streams = monitors.map((monitor, k): TraceStream => {
    const perLane = monitor.elements / adcs;
    const slices = monitor.name === 'code' ? [{ name: 'slice', size: perLane }] : [];
    return burstStream(
      result.monitors[k]!,
      { steps: step.size, columns, lanes: adcs, perLane },
      {
        unit: 'mvmu0',
        kind: monitor.name,
        dims: [vectors, step, column, ...slices],
        width: monitor.elementBits,
      },
      withCycles,
    );
  });
  const out: TraceStream = {
    unit: 'mvmu0',
    kind: 'out',
    dims: [vectors, column],
    values: result.captures,
    width: output.bits,
    fraction: output.fraction,
  };
  return { outputs: result.captures, trace: { streams: [...streams, out] } };
}

/** Steps of all passes: ceil(m / d), twice for signed inputs of several bits a step. */
function inputPlanes({ inputBits, dacBits, signedInputs }: PumaMvmuConfig): number {
  return Math.ceil(inputBits / dacBits) * (signedInputs && dacBits > 1 ? 2 : 1);
}
