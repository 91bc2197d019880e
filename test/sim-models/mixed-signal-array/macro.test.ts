import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type MixedSignalArrayConfig, mixedSignalStyles } from '../../../config/mixed-signal-array.js';
import { GoldenMixedSignalArray, MixedSignalMacro } from '../../../sim-models/mixed-signal-array/index.js';
import { arbitraryMixedSignal, type MixedSignalCase } from '../../support/arbitrary-mixed-signal.js';

/** The levels on the programming pins: [rows][macro columns]. */
function levels({ config, weights }: MixedSignalCase): number[][] {
  const { style, columns, weightBits } = config;
  const unsigned = (weight: number) => (weight < 0 ? weight + 2 ** weightBits : weight);
  return Array.from({ length: config.rows }, (_, row) =>
    Array.from(weights.subarray(row * columns, (row + 1) * columns)).flatMap((weight) => {
      if (style === 'xnor-capacitor') return [weight > 0 ? 1 : 0];
      if (style !== 'bit-serial-sram') return [weight + 2 ** (weightBits - 1)];
      return Array.from({ length: weightBits }, (_, bit) => Math.floor(unsigned(weight) / 2 ** bit) % 2);
    }),
  );
}

const anyCase = fc
  .boolean()
  .chain((noisy) => arbitraryMixedSignal({ rows: 70, columns: 5, vectors: 2, noisy }));

it('the macro alone, a column at a time, gives the codes of the fast way', () => {
  const seen: Record<string, number> = {};
  fc.assert(
    fc.property(anyCase, (it) => {
      const { config, weights, inputs } = it;
      const { style, rows, columns, inputBits, adcBits, nonideal } = config;
      const macro = new MixedSignalMacro(config);
      const cells = levels(it);
      for (const [row, line] of cells.entries()) {
        for (const [lane, level] of line.entries()) macro.program(row, lane, level);
      }
      const run = new GoldenMixedSignalArray(config, weights).run(inputs, { level: 'codes' });
      const lanes = cells[0]!.length;
      const steps = run.codes!.length / (inputs.length / rows) / lanes;
      const codes: number[] = [];
      for (let vector = 0; vector * rows < inputs.length; vector++) {
        for (let step = 0; step < steps; step++) {
          const bits = style === 'multibit-capacitor' ? inputBits : 1;
          const planes = new Uint32Array(bits * macro.words);
          for (let row = 0; row < rows; row++) {
            const x = inputs[vector * rows + row]!;
            const code = style === 'xnor-capacitor' ? (x + 1) / 2 : bits > 1 ? x : (x >> step) & 1;
            for (let bit = 0; bit < bits; bit++) {
              if ((code >> bit) & 1) planes[bit * macro.words + (row >>> 5)]! |= 1 << (row & 31);
            }
          }
          macro.sample(planes, vector, step);
          for (let lane = 0; lane < lanes; lane++) {
            if (style !== 'resistive-ramp') {
              codes.push(macro.convert(lane));
              continue;
            }
            let code = 0;
            while (code < 2 ** adcBits - 1 && macro.reached(lane, code + 1)) code++;
            codes.push(code);
          }
        }
      }
      expect(codes).toEqual(Array.from(run.codes!));
      expect(columns * (lanes / columns)).toBe(lanes);
      const kind = `${style} ${nonideal === undefined ? 'ideal' : (nonideal.offCurrent ?? '')}`;
      seen[kind] = (seen[kind] ?? 0) + 1;
    }),
    { seed: 20_262, numRuns: 400 },
  );
  console.log(JSON.stringify(seen));
  for (const style of mixedSignalStyles) {
    expect([style, seen[`${style} `]! > 15, seen[`${style} ideal`]! > 15]).toEqual([style, true, true]);
  }
  expect(seen['resistive-ramp reference']).toBeGreaterThan(10);
});

it('cells written again hold the same, cells never written nothing', () => {
  const config: MixedSignalArrayConfig = {
    ...{ system: 'mixed-signal-array', name: 'unit', style: 'resistive-ramp', rows: 3, columns: 2 },
    ...{ weightBits: 4, inputBits: 1, adcs: 1, adcBits: 6, adcStep: 0 },
    nonideal: { seed: 3, programming: 0.3, read: 0, adc: 0, stuckOn: 0.5 },
  };
  const macro = new MixedSignalMacro(config);
  macro.sample(Uint32Array.of(7), 0, 0);
  // Half of the devices are stuck on, but not before they are written.
  expect([0, 1].map((lane) => macro.convert(lane))).toEqual([0, 0]);
  for (let row = 0; row < 3; row++) macro.program(row, 0, 9);
  const once = macro.convert(0);
  expect(once).toBeGreaterThan(0);
  for (let row = 0; row < 3; row++) macro.program(row, 0, 2);
  for (let row = 0; row < 3; row++) macro.program(row, 0, 9);
  expect(macro.convert(0)).toBe(once);
});
