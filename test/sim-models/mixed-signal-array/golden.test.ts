import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MixedSignalArrayConfig, mixedSignalStyles } from '../../../config/mixed-signal-array.js';
import { GoldenMixedSignalArray } from '../../../sim-models/mixed-signal-array/index.js';
import { arbitraryMixedSignal } from '../../support/arbitrary-mixed-signal.js';
import { exactProduct, referenceMixedSignal } from '../../support/reference-mixed-signal.js';

const seed = 20_261;

const base = { system: 'mixed-signal-array', name: 'unit', adcs: 1, adcStep: 0 } as const;

describe('the golden mixed-signal array', () => {
  it('counts agreeing signs around the middle, and one bit says which are more', () => {
    const config = { ...base, style: 'xnor-capacitor', weightBits: 1, inputBits: 1, adcBits: 4 } as const;
    const unit = { ...config, rows: 5, columns: 3 };
    // Column 0 agrees everywhere, column 1 nowhere, column 2 in two of five.
    const weights = Int32Array.of(1, -1, 1, -1, 1, 1, 1, -1, -1, 1, -1, -1, -1, 1, -1);
    const inputs = Int32Array.of(1, -1, 1, 1, -1);
    const run = new GoldenMixedSignalArray(unit, weights).run(inputs, { level: 'codes' });
    // P = 5, 0, 2 less ceil(5 / 2) = 3.
    expect(Array.from(run.codes!)).toEqual([2, -3, -1]);
    expect(Array.from(run.outputs)).toEqual([5, -5, -1]);
    const one = new GoldenMixedSignalArray({ ...unit, adcBits: 1 }, weights);
    expect(Array.from(one.run(inputs, { level: 'outputs' }).outputs)).toEqual([1, -1, -1]);
  });

  it('multiplies elements, bits and ramps as the page says', () => {
    const shape = {
      ...base,
      rows: 2,
      columns: 1,
      weightBits: 2,
      inputBits: 2,
      adcBits: 3,
      adcStep: 1,
    } as const;
    const weights = Int32Array.of(-2, 1);
    const inputs = Int32Array.of(3, 2);
    const run = (style: MixedSignalArrayConfig['style']) => {
      const { codes, outputs, ramps } = new GoldenMixedSignalArray({ ...shape, style }, weights).run(inputs, {
        level: 'codes',
      });
      return [Array.from(codes!), Array.from(outputs), ramps && Array.from(ramps)];
    };
    // u = 0, 3: sum 3 * 0 + 2 * 3 = 6, code 3, y = 2 * 3 - 2 * 5.
    expect(run('multibit-capacitor')).toEqual([[3], [-4], undefined]);
    // Bits of -2: 0, 1; of 1: 1, 0. Step 0 drives 1, 0: ones 0, 1; step 1 drives 1, 1: ones 1, 1. All below a step of 2.
    expect(run('bit-serial-sram')).toEqual([[0, 0, 0, 0], [0], undefined]);
    // Step 0: 0; step 1: 3, thresholds 2, 4: one reached. y = 4 * 1 - 2 * 5; comparisons 1 and 2.
    expect(run('resistive-ramp')).toEqual([[0, 1], [-6], [3]]);
  });

  it('gives the exact product where nothing is cut off', () => {
    const styles = new Map<string, number>();
    fc.assert(
      fc.property(
        arbitraryMixedSignal({ rows: 12, columns: 6, vectors: 3, noisy: false }),
        ({ config, weights, inputs }) => {
          const adcBits = config.style === 'resistive-ramp' ? 6 : 16;
          const bits = config.style === 'multibit-capacitor' ? config.inputBits : 1;
          // As many rows as the largest code has room for, whatever they hold.
          const room = Math.floor((2 ** adcBits - 1) / ((2 ** bits - 1) * (2 ** config.weightBits - 1)));
          const rows = Math.min(config.rows, room);
          const small = { ...config, rows, adcBits, adcStep: 0 };
          const some = weights.subarray(0, rows * config.columns);
          const few = inputs.subarray(0, Math.floor(inputs.length / rows) * rows);
          const run = new GoldenMixedSignalArray(small, some).run(few, { level: 'outputs' });
          expect(Array.from(run.outputs)).toEqual(exactProduct(small, some, few));
          styles.set(config.style, (styles.get(config.style) ?? 0) + 1);
        },
      ),
      { seed, numRuns: 400 },
    );
    console.log(`exact: ${JSON.stringify([...styles])}`);
    for (const style of mixedSignalStyles) expect([style, styles.get(style)! > 50]).toEqual([style, true]);
  });

  it.each([false, true])(
    'gives the codes, outputs and ramps of the long-hand reference (noisy: %s)',
    (noisy) => {
      const seen: Record<string, number> = { saturated: 0, lateThresholds: 0, early: 0, whole: 0, oneBit: 0 };
      const layers: Record<string, number> = {};
      for (const style of mixedSignalStyles) seen[style] = 0;
      fc.assert(
        fc.property(
          arbitraryMixedSignal({ rows: 10, columns: 5, vectors: 2, noisy }),
          ({ config, weights, inputs }) => {
            const run = new GoldenMixedSignalArray(config, weights).run(inputs, { level: 'codes' });
            const reference = referenceMixedSignal(config, weights, inputs);
            expect(Array.from(run.codes!)).toEqual(reference.codes);
            expect(Array.from(run.outputs)).toEqual(reference.outputs);
            expect(Array.from(run.ramps ?? [])).toEqual(reference.ramps);
            seen[config.style]!++;
            seen.saturated! += reference.seen.saturated > 0 ? 1 : 0;
            seen.lateThresholds! += reference.seen.lateThresholds;
            if (config.style === 'xnor-capacitor' && config.adcBits === 1) seen.oneBit!++;
            const groups = Math.ceil(config.columns / config.adcs) * config.inputBits;
            for (const count of reference.ramps) {
              if (count === groups * (2 ** config.adcBits - 1)) seen.whole!++;
              else seen.early!++;
            }
            for (const [key, value] of Object.entries(config.nonideal ?? {})) {
              if (value !== 0) layers[key] = (layers[key] ?? 0) + 1;
            }
          },
        ),
        { seed, numRuns: noisy ? 800 : 500 },
      );
      console.log(`${JSON.stringify(seen)} ${JSON.stringify(layers)}`);
      for (const [what, times] of Object.entries(seen)) {
        if (what !== 'lateThresholds' || noisy) expect([what, times > 10]).toEqual([what, true]);
      }
      if (noisy) {
        expect(Object.keys(layers)).toHaveLength(13);
        for (const [layer, times] of Object.entries(layers))
          expect([layer, times > 20]).toEqual([layer, true]);
      }
    },
  );
});

describe('runs', () => {
  const config: MixedSignalArrayConfig = {
    ...{ ...base, style: 'resistive-ramp', rows: 33, columns: 9, weightBits: 3, inputBits: 3, adcs: 4 },
    ...{ adcBits: 5, adcStep: 2 },
    nonideal: { seed: 5, programming: 0.05, read: 0.2, adc: 0.3, comparator: 0.3, irDrop: 0.05 },
  };
  const weights = Int32Array.from({ length: 33 * 9 }, (_, at) => ((at * 5) % 8) - 4);
  const inputs = Int32Array.from({ length: 33 * 140 }, (_, at) => (at * 7) % 8);

  it('count operations over runs and batches', () => {
    const whole = new GoldenMixedSignalArray(config, weights).run(inputs, { level: 'codes' });
    const parts = new GoldenMixedSignalArray(config, weights);
    const singly = Array.from({ length: 140 }, (_, at) =>
      parts.run(inputs.subarray(at * 33, (at + 1) * 33), { level: 'codes' }),
    );
    expect(singly.flatMap((run) => [...run.codes!])).toEqual([...whole.codes!]);
    expect(singly.flatMap((run) => [...run.outputs])).toEqual([...whole.outputs]);
    expect(singly.flatMap((run) => [...run.ramps!])).toEqual([...whole.ramps!]);
    // The same vector draws other noise the next time.
    expect([...singly[0]!.codes!]).not.toEqual([...singly[8]!.codes!]);
    expect([...inputs.subarray(0, 33)]).toEqual([...inputs.subarray(8 * 33, 9 * 33)]);
  });

  it('go with others in between: the kernel is shared', () => {
    const one = new GoldenMixedSignalArray(config, weights);
    const other = new GoldenMixedSignalArray({ ...config, rows: 11, columns: 27 }, weights);
    const first = one.run(inputs.subarray(0, 33), { level: 'outputs' }).outputs;
    other.run(inputs.subarray(0, 33), { level: 'outputs' });
    const both = new GoldenMixedSignalArray(config, weights).run(inputs.subarray(0, 66), {
      level: 'outputs',
    });
    const second = one.run(inputs.subarray(33, 66), { level: 'outputs' }).outputs;
    expect([...first, ...second]).toEqual([...both.outputs]);
  });

  it('have streams with their dimensions', () => {
    const streams = (style: MixedSignalArrayConfig['style'], level: 'outputs' | 'sums' | 'codes') => {
      const { nonideal, ...ideal } = config;
      const binary = style === 'xnor-capacitor';
      const unit = { ...ideal, style, ...(binary && { weightBits: 1, inputBits: 1 }) };
      const sign = (data: Int32Array) => (binary ? data.map((value) => (value > 1 ? 1 : -1)) : data);
      const run = new GoldenMixedSignalArray(unit, sign(weights)).run(sign(inputs.subarray(0, 66)), {
        level,
      });
      return run.trace().streams.map(({ unit: of, kind, dims, values, width }) => {
        return [of, kind, dims.map(({ name, size }) => `${name} ${size}`).join(), values.length, width];
      });
    };
    // -4 * 33 * 7 = -924 and 4 * 31 * 7 = 868: 11 bits.
    const out = ['array0', 'out', 'vector 2,column 9', 18, 11];
    const ramps = ['array0', 'ramps', 'vector 2', 2, 32];
    expect(streams('resistive-ramp', 'outputs')).toEqual([out, ramps]);
    expect(streams('resistive-ramp', 'sums')).toEqual([out, ramps]);
    expect(streams('resistive-ramp', 'codes')).toEqual([
      ['array0', 'code', 'vector 2,step 3,column 9', 54, 5],
      out,
      ramps,
    ]);
    expect(streams('bit-serial-sram', 'codes')).toEqual([
      ['array0', 'code', 'vector 2,step 3,column 9,bit 3', 162, 5],
      // -4 * 7 * 4 * 31 = -3472.
      ['array0', 'out', 'vector 2,column 9', 18, 13],
    ]);
    expect(streams('multibit-capacitor', 'codes')).toEqual([
      ['array0', 'code', 'vector 2,step 1,column 9', 18, 5],
      // -924 again, and no more than 4 * 31.
      out,
    ]);
    // 2 * (4 * -16 + 17) - 33 = -127.
    expect(streams('xnor-capacitor', 'codes')[1]).toEqual(['array0', 'out', 'vector 2,column 9', 18, 8]);
  });

  it('take no vectors', () => {
    const run = new GoldenMixedSignalArray(config, weights).run(new Int32Array(0), { level: 'codes' });
    expect([run.outputs.length, run.codes!.length, run.ramps!.length]).toEqual([0, 0, 0]);
  });
});
