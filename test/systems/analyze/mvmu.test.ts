import { describe, expect, it } from 'vitest';
import type { PumaMvmuConfig } from '../../../config/puma-mvmu.js';
import { mvmuActivity } from '../../../systems/analyze/mvmu-activity.js';
import { layerPhases } from '../../../systems/analyze/mvmu-layer.js';
import { mvmuSums } from '../../../systems/analyze/mvmu-sums.js';
import { RandomSource } from '../../../systems/workloads/random-source.js';

const unit: PumaMvmuConfig = {
  ...{ system: 'puma-mvmu', name: 'unit', rows: 9, columns: 4, weightBits: 5, cellBits: 2, inputBits: 4 },
  ...{ signedInputs: false, dacBits: 1, adcs: 1, adcBits: 3, adcOverflow: 'saturate', encoding: 'offset' },
  output: { bits: 16, fraction: 0, rounding: 'truncate', overflow: 'saturate' },
};
const vectors = 5;

function phaseFor(config: PumaMvmuConfig, seed: number) {
  const random = new RandomSource(seed);
  const largest = 2 ** (config.weightBits - 1) - 1;
  const [least, most] = config.signedInputs
    ? [-(2 ** (config.inputBits - 1)), 2 ** (config.inputBits - 1) - 1]
    : [0, 2 ** config.inputBits - 1];
  return {
    weights: Int32Array.from({ length: 36 }, () => random.integer(-largest, largest)),
    inputs: Int32Array.from({ length: vectors * 9 }, () => random.integer(least, most)),
  };
}

/** Devices of a weight's cells by definition, high slice first, and what a row applies in each step. */
function byHand(config: PumaMvmuConfig, { weights, inputs }: ReturnType<typeof phaseFor>, columns: number) {
  const { weightBits, inputBits, dacBits, cellBits, encoding, signedInputs, adcBits } = config;
  const differential = encoding === 'differential';
  const bits = differential ? weightBits - 1 : weightBits;
  const slices = Math.ceil(bits / cellBits);
  const steps = Math.ceil(inputBits / dacBits);
  const passes = signedInputs && dacBits > 1 ? 2 : 1;
  const cellOf = (w: number, slice: number) => {
    const u = differential ? Math.abs(w) : w + 2 ** (weightBits - 1);
    return (differential ? Math.sign(w) : 1) * (Math.floor(u / 2 ** (slice * cellBits)) % 2 ** cellBits);
  };
  const codeOf = (x: number, pass: number, step: number) => {
    const magnitude = passes === 2 ? Math.max(pass === 0 ? x : -x, 0) : (x + 2 ** inputBits) % 2 ** inputBits;
    return Math.floor(magnitude / 2 ** (step * dacBits)) % 2 ** dacBits;
  };
  const counts = new Array<number>(25).fill(0);
  const outside = Array.from({ length: passes * steps }, () => new Array<number>(slices).fill(0));
  let pulses = 0;
  let levelPulses = 0;
  for (let v = 0; v < vectors; v++) {
    for (let k = 0; k < passes * steps; k++) {
      const codes = Array.from({ length: 9 }, (_, i) =>
        codeOf(inputs[v * 9 + i]!, Math.floor(k / steps), k % steps),
      );
      for (const code of codes) pulses += code;
      for (let j = 0; j < columns; j++) {
        for (let slice = 0; slice < slices; slice++) {
          const cells = codes.map((_, i) => cellOf(weights[i * 4 + j]!, slice));
          const sum = codes.reduce((all, code, i) => all + code * cells[i]!, 0);
          levelPulses += codes.reduce((all, code, i) => all + code * Math.abs(cells[i]!), 0);
          let width = differential ? 1 : 0;
          while (differential ? sum < -(2 ** (width - 1)) || sum >= 2 ** (width - 1) : sum >= 2 ** width)
            width++;
          counts[width]!++;
          const half = 2 ** (adcBits - 1);
          if (differential ? sum < -half || sum >= half : sum >= 2 * half) outside[k]![slices - 1 - slice]!++;
        }
      }
    }
  }
  const devicePulses = pulses * columns * slices * (differential ? 2 : 1);
  return {
    counts,
    outside,
    pulses,
    levelPulses,
    devicePulses,
    converts: vectors * passes * steps * columns * slices,
  };
}

describe.each([
  ['offset, bit by bit', unit],
  ['differential', { ...unit, encoding: 'differential' }],
  ['two passes', { ...unit, encoding: 'differential', signedInputs: true, dacBits: 2 }],
  ["two's complement", { ...unit, signedInputs: true }],
] as const)('%s', (_, config) => {
  it('column sums, what the ADC cannot give, and what the devices meet are those of the definition', () => {
    const phase = phaseFor(config, 3);
    const used = { rows: 9, columns: 3 };
    const expected = byHand(config, phase, used.columns);
    const { counts, steps } = mvmuSums(config, phase, used);
    expect(Array.from(counts)).toEqual(expected.counts);
    expect(steps.map(({ atBounds }) => atBounds)).toEqual(expected.outside);
    expect(expected.outside.flat().some((n) => n > 0)).toBe(true);
    const { pulses, levelPulses, devicePulses, converts } = mvmuActivity(config, phase, used);
    expect({ pulses, levelPulses, devicePulses, converts }).toEqual({
      pulses: expected.pulses,
      levelPulses: expected.levelPulses,
      devicePulses: expected.devicePulses,
      converts: expected.converts,
    });
  });
});

it('an ADC that drops low bits spans all sums', () => {
  const config = { ...unit, adcOverflow: 'drop-low' as const };
  const { steps } = mvmuSums(config, phaseFor(config, 3), { columns: 4 });
  expect(steps.flatMap(({ atBounds }) => atBounds).every((n) => n === 0)).toBe(true);
});

it('a layer lies in units row block after row block, its codes as they are stored', () => {
  const config = { ...unit, weightBits: 8, inputBits: 8 };
  const layer = {
    ...{
      rows: 11,
      outputs: 5,
      weights: Uint8Array.from({ length: 55 }, (_, at) => at),
      zeroPoint: 0,
      relu: true,
    },
    ...{ zeroPoints: new Uint8Array(5), biases: new Int32Array(5), scales: new Uint16Array(5) },
    ...{ zeroCode: 0, signedInputs: false },
  };
  const inputs = Int32Array.from({ length: 22 }, (_, at) => at);
  const phases = layerPhases(config, { name: 'a', layer, inputs, fetchedBytes: 22 });
  expect(phases.map(({ used }) => used)).toEqual([
    { rows: 9, columns: 4 },
    { rows: 2, columns: 4 },
    { rows: 9, columns: 1 },
    { rows: 2, columns: 1 },
  ]);
  // Output 4, row 10.
  expect(phases[3]!.weights[4]).toBe(54 - 128);
  // Its unused places store 0.
  expect(phases[3]!.weights[5]).toBe(-128);
  expect(Array.from(phases[3]!.inputs)).toEqual([9, 10, 0, 0, 0, 0, 0, 0, 0, 20, 21, 0, 0, 0, 0, 0, 0, 0]);
});
