import type { TraceStream } from '../../base/trace.js';
import type { SignedArrayConfig } from '../../config/signed-array.js';
import type { Monitor, SimResult } from '../../verilator-harness/engine.js';
import { burstStream } from '../common/burst-stream.js';
import type { MatrixPhase, PhaseResult } from '../system.js';

/** Brings what an engine recorded of one phase into the canonical trace: codes if they were listened to, outputs and
 *  their `saturated` flags. */
export function decodeSignedArray(
  config: SignedArrayConfig,
  monitors: readonly Monitor[],
  phase: MatrixPhase,
  result: SimResult,
  withCycles: boolean,
): PhaseResult {
  const { rows, columns, adcs, adcBits } = config;
  const dims = [
    { name: 'vector', size: phase.inputs.length / rows },
    { name: 'column', size: columns },
  ];
  const codes = monitors.map((monitor, k) =>
    burstStream(
      result.monitors[k]!,
      { steps: 1, columns, lanes: adcs, perLane: 1 },
      { unit: 'mvmu0', kind: 'code', dims, width: monitor.elementBits },
      withCycles,
    ),
  );
  // Each column was captured as its code and its flag.
  const outputs = result.captures.filter((_, k) => k % 2 === 0);
  const flags = Int32Array.from(result.captures.filter((_, k) => k % 2 === 1));
  const out: TraceStream = { unit: 'mvmu0', kind: 'out', dims, values: outputs, width: adcBits };
  const saturated: TraceStream = { unit: 'mvmu0', kind: 'saturated', dims, values: flags, width: 1 };
  return { outputs, trace: { streams: [...codes, out, saturated] } };
}
