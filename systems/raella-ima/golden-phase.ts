import { imaLayers } from '../../compiler/raella/ima-image.js';
import { arrayShape } from '../../compiler/shape.js';
import { crossbarOf } from '../../config/raella/geometry.js';
import type { RaellaImaConfig } from '../../config/raella-machine.js';
import { GoldenIma } from '../../sim-models/raella/ima/golden-ima.js';
import { crossbarTrace } from '../../sim-models/raella/index.js';
import type { Level, MatrixPhase, PhaseResult } from '../system.js';
import { imaStreams } from './ima-streams.js';

/** Runs a matrix on the golden IMA. */
export function goldenPhase(
  config: RaellaImaConfig,
  { weights, inputs, centres }: MatrixPhase,
  level: Level,
): PhaseResult {
  const { rows, crossbars } = config;
  const { columns: filters } = arrayShape(config);
  const layers = imaLayers(config, weights, centres);
  const ima = new GoldenIma(config);
  const lines = rows * crossbars;
  const vectors = inputs.length / lines;
  const sums = new Float64Array(vectors * crossbars * filters);
  const overflows = new Float64Array(sums.length);
  const codes = layers.flatMap((layer, x) => {
    ima.load(x, layer);
    const own = new Int32Array(vectors * rows);
    for (let v = 0; v < vectors; v++) {
      own.set(inputs.subarray(v * lines + x * rows, v * lines + (x + 1) * rows), v * rows);
    }
    const run = ima.run(x, own, { level: level === 'codes' ? 'codes' : 'outputs' });
    for (let v = 0; v < vectors; v++) {
      for (let f = 0; f < filters; f++) {
        const at = (v * crossbars + x) * filters + f;
        sums[at] = run.outputs[v * filters + f]!;
        overflows[at] = Math.sign(run.overflows[v * filters + f]!);
      }
    }
    const { streams } = crossbarTrace(crossbarOf(config), layer, run, `crossbar${x}`);
    return streams.filter(({ kind }) => kind === 'code');
  });
  const { outputs, streams } = imaStreams(sums, overflows, { vectors, crossbars, filters });
  const [sum, ...rest] = streams;
  return { outputs, trace: { streams: [...codes, ...(level === 'outputs' ? [] : [sum]), ...rest] } };
}
