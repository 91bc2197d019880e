import { describe, expect, it } from 'vitest';
import {
  capacitorEnergy,
  convertEnergy,
  efficiency,
  energyByBits,
  energyByRows,
  enob,
  logicEnergy,
  macEnergy,
  publishedMixedSignal as published,
  requiredSnr,
  resistorEnergy,
  sndr,
} from '../../../sim-models/cost/mixed-signal/index.js';

const paper = { bits: 4, rows: 1152 };

describe('energy of a MAC in a multi-bit array', () => {
  it('is 3.8 fJ for four bits and 1152 rows', () => {
    // log2(2 * 0.5 * sqrt(1152)) = log2(1152) / 2; 4^ENOB = 4^4 * 1152 = 294912, in aJ.
    const bits = 4 + Math.log2(1152) / 2;
    expect(enob(paper).value).toBeCloseTo(bits, 12);
    expect(convertEnergy(paper).value).toBeCloseTo(100 * bits + 294.912, 9);
    // 16 * 0.1 * 0.3 * 4 and 16 * 0.1 * 0.5.
    expect(logicEnergy(4).value).toBeCloseTo(1.92, 12);
    expect(capacitorEnergy(4).value).toBeCloseTo(0.8, 12);
    expect(macEnergy(paper).value).toBeCloseTo((100 * bits + 294.912) / 1152 + 2.72, 9);
    expect(macEnergy(paper).value.toFixed(1)).toBe(published.macEnergy.value.toFixed(1));
  });

  it('is 531 TOPS/W; the 526 printed is 2 operations over the rounded 3.8 fJ', () => {
    expect(efficiency(macEnergy(paper)).value).toBeCloseTo(2000 / 3.764625, 2);
    expect(efficiency(published.macEnergy).value).toBeCloseTo(published.efficiency.value, 0);
  });

  it('asks for about five bits above the operands at 1152 rows', () => {
    expect(enob(paper).value - 4).toBeCloseTo(published.excessBits.value, 0);
  });

  it.each([
    [1, 1],
    [4, 1152],
    [8, 100],
  ])('has an ADC whose SNDR is the SNR asked for: %d bits, %d rows', (bits, rows) => {
    // Eq. 3 as a ratio of powers, eq. 5 and eq. 6 are one another's check.
    const asked = requiredSnr({ bits, rows }).value;
    expect(sndr(enob({ bits, rows })).value / asked).toBeCloseTo(1, 12);
    // k = 2, FS = 0.5: (1/2) (1/4)^2 * 4 * 12 = 1.5.
    expect(asked).toBeCloseTo(1.5 * rows * 4 ** bits, 6);
  });

  it('passes 200 fJ beyond eight bits', () => {
    const [eight, ...wider] = energyByBits([8, 9, 10, 12]);
    expect(eight!.mac.value).toBeLessThan(published.beyondEightBits.value);
    for (const { mac } of wider) expect(mac.value).toBeGreaterThan(published.beyondEightBits.value);
  });

  it('has curves of Fig. 8(a): the ADC about par with the logic for 2 .. 6 bits, then above it', () => {
    const points = energyByBits([2, 3, 4, 5, 6, 7, 8]);
    const ratios = points.map(({ adcFj, logicFj }) => adcFj / logicFj);
    for (const ratio of ratios.slice(0, 5)) expect(Math.abs(Math.log2(ratio))).toBeLessThan(1);
    expect(ratios[5]).toBeGreaterThan(2);
    expect(ratios[6]).toBeGreaterThan(8);
    for (const { rows, adcFj, capacitorFj, logicFj, mac } of points) {
      expect(rows).toBe(1152);
      expect(adcFj + capacitorFj + logicFj).toBeCloseTo(mac.value, 12);
    }
  });

  it('has curves of Fig. 8(b): the ADC flattens at k2 (k FS)^2 4^B, the rest does not change', () => {
    const points = energyByRows([1, 16, 256, 4096, 2 ** 20, 2 ** 30]);
    // 1 aJ * 1 * 256 of which no row takes any away.
    expect(points.at(-1)!.adcFj).toBeCloseTo(0.256, 5);
    for (const [at, point] of points.entries()) {
      expect(point.bits).toBe(4);
      expect(point.mac.value - point.adcFj).toBeCloseTo(2.72, 9);
      if (at > 0) expect(point.adcFj).toBeLessThan(points[at - 1]!.adcFj);
    }
  });

  it('compares with a resistor alone', () => {
    expect(resistorEnergy().value).toBeCloseTo(published.resistor.value, 9);
  });
});
