import type { TraceStream } from '../../base/trace.js';
import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import type { Monitor, SimResult } from '../../verilator-harness/engine.js';
import { burstStream } from '../common/burst-stream.js';
import type { MatrixPhase, PhaseResult } from '../system.js';

const unit = 'array0';

/** Brings what an engine recorded of one phase into the canonical trace: codes if they were listened to, outputs, and
 *  under a ramp the comparisons of each vector.
 *  @param pins monitors of the run, and the width of an output */
export function decodeMixedSignal(
  config: MixedSignalArrayConfig,
  { monitors, outputBits }: { readonly monitors: readonly Monitor[]; readonly outputBits: number },
  phase: MatrixPhase,
  result: SimResult,
  withCycles: boolean,
): PhaseResult {
  const { style, rows, columns, adcs, inputBits } = config;
  const serial = style === 'bit-serial-sram' || style === 'resistive-ramp';
  const vector = { name: 'vector', size: phase.inputs.length / rows };
  const step = { name: 'step', size: serial ? inputBits : 1 };
  const column = { name: 'column', size: columns };
  const codes = monitors.map((monitor, k): TraceStream => {
    const perLane = monitor.elements / adcs;
    const bits = style === 'bit-serial-sram' ? [{ name: 'bit', size: perLane }] : [];
    return burstStream(
      result.monitors[k]!,
      { steps: step.size, columns, lanes: adcs, perLane },
      { unit, kind: 'code', dims: [vector, step, column, ...bits], width: monitor.elementBits },
      withCycles,
    );
  });
  const ramped = style === 'resistive-ramp';
  // Under a ramp each output was captured with the count of comparisons of its vector.
  const outputs = ramped ? result.captures.filter((_, k) => k % 2 === 0) : result.captures;
  const counts = result.captures.filter((_, k) => k % (2 * columns) === 1);
  const ramps: TraceStream = {
    unit,
    kind: 'ramps',
    dims: [vector],
    values: Int32Array.from(counts),
    width: 32,
  };
  const out: TraceStream = { unit, kind: 'out', dims: [vector, column], values: outputs, width: outputBits };
  return { outputs, trace: { streams: [...codes, ...(ramped ? [ramps] : []), out] } };
}
