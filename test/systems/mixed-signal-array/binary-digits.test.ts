import { describe, expect, it } from 'vitest';
import type { MixedSignalArrayConfig } from '../../../config/mixed-signal-array.js';
import { GoldenMixedSignalArray } from '../../../sim-models/mixed-signal-array/index.js';
import { digitsData } from '../../../systems/workloads/digits-data.js';
import type { LabelledImage } from '../../../systems/workloads/workload.js';
import { BuiltinEngine } from '../../../verilator-harness/builtin/builtin-engine.js';
import { prepareBench } from '../../support/run-cosim.js';

const [pixels, classes] = [64, 10];
const { heldOut, calibration } = digitsData();

const signsOf = ({ pixels: levels, maximum }: LabelledImage): number[] =>
  Array.from(levels, (level) => (5 * level > maximum ? 1 : -1));
const argmax = (scores: ArrayLike<number>): number =>
  Array.from(scores).reduce((best, score, k, all) => (score > all[best]! ? k : best), 0);

/** The signs that most calibration images of each class have: its prototype.
 *  @returns pixels x classes, -1 and 1 */
function prototypes(): Int32Array {
  const sums = new Int32Array(pixels * classes);
  for (const image of calibration)
    for (const [i, value] of signsOf(image).entries()) sums[i * classes + image.label]! += value;
  return sums.map((sum) => (sum > 0 ? 1 : -1));
}

const weights = prototypes();
const inputs = Int32Array.from(heldOut.flatMap(signsOf));

const array = (changes: Partial<MixedSignalArrayConfig> = {}): MixedSignalArrayConfig => ({
  ...{ system: 'mixed-signal-array', name: 'binary_digits', style: 'xnor-capacitor' },
  ...{ rows: pixels, columns: classes, weightBits: 1, inputBits: 1, adcs: 5, adcBits: 7, adcStep: 0 },
  ...changes,
});

/** Share of the held-out digits whose class has the largest output. */
function accuracy(outputs: ArrayLike<number>): number {
  const right = heldOut.filter(
    ({ label }, v) => argmax(Array.from({ length: classes }, (_, j) => outputs[v * classes + j]!)) === label,
  );
  return right.length / heldOut.length;
}

const golden = (config: MixedSignalArrayConfig) =>
  new GoldenMixedSignalArray(config, weights).run(inputs, { level: 'outputs' }).outputs;

describe('digits by their nearest prototype of signs, on an XNOR array', () => {
  it('are told as by the integers where no column sum leaves the range', () => {
    const exact = Array.from({ length: heldOut.length * classes }, (_, at) => {
      const [v, j] = [Math.floor(at / classes), at % classes];
      let sum = 0;
      for (let i = 0; i < pixels; i++) sum += inputs[v * pixels + i]! * weights[i * classes + j]!;
      return sum;
    });
    expect(Array.from(golden(array()))).toEqual(exact);
  });

  it('lose little to a converter of 5 bits with noise, and much to a bare comparator', () => {
    const nonideal = { seed: 1, programming: 0, read: 0, adc: 0, capacitorMismatch: 0.01, comparator: 0.3 };
    const ideal = accuracy(golden(array()));
    const coarse = accuracy(golden(array({ adcBits: 5, adcStep: 1, nonideal })));
    const bare = accuracy(golden(array({ adcBits: 1 })));
    const told = [ideal, coarse, bare].map((share) => `${(100 * share).toFixed(1)} %`).join(', ');
    console.log(`${heldOut.length} digits by signs: ${told} right (7 bits, 5 bits with noise, a comparator)`);
    expect(ideal).toBeGreaterThan(0.7);
    expect(coarse).toBeGreaterThan(ideal - 0.08);
    expect(bare).toBeLessThan(ideal - 0.1);
  });

  it('are told alike by RTL and golden model', async () => {
    const phase = { weights, inputs: inputs.slice(0, 40 * pixels) };
    const { diff, result } = await (await prepareBench(array())).compare(new BuiltinEngine(), phase);
    expect(result.end).toEqual({ reason: 'finished' });
    expect(diff.compared.byKind).toEqual({ code: 400, out: 400 });
    expect(diff.divergences.total).toBe(0);
  });
});
