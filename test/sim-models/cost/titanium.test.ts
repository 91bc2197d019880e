import { describe, expect, it } from 'vitest';
import { doublingAdc, given, printed, twoTermAdc } from '../../../sim-models/cost/index.js';
import { mapKernel } from '../../../sim-models/cost/mixed-signal/index.js';
import {
  ablation,
  attributeScaling,
  columnSumBits,
  convertsPerColumn,
  convertsPerMac,
  failureRate,
  networkMacs,
  networkUtilisation,
  publishedAdcSavings,
  publishedArchitectures,
  publishedConvertsPerMac,
  publishedSpeculation,
  titaniumLaw,
} from '../../../sim-models/cost/titanium/index.js';

const rates = (rate: number) => [rate, rate, rate].map(failureRate);
const bits = (value: number) => given('resolution', value, 'bits', { from: 1 });

describe('ADC models', () => {
  it('doubles a bit, from 3.1 mW at 1.2 GS/s with eight bits', () => {
    expect(doublingAdc.convert(bits(8)).value).toBeCloseTo(3.1e6 / 1.2e3, 9);
    expect(doublingAdc.convert(bits(7)).value).toBeCloseTo(3.1e6 / 2.4e3, 9);
    expect(doublingAdc.convert(bits(12)).value).toBeCloseTo((16 * 3.1e6) / 1.2e3, 6);
  });

  it('has two terms: in proportion at few bits, four-fold a bit at many', () => {
    expect(twoTermAdc.convert(bits(8)).value).toBeCloseTo(800 + 65.536, 9);
    expect(twoTermAdc.convert(bits(7)).value).toBeCloseTo(700 + 16.384, 9);
    const [sixteen, seventeen] = [16, 17].map((one) => twoTermAdc.convert(bits(one)).value);
    expect(seventeen! / sixteen!).toBeCloseTo(4, 2);
  });
});

describe('converts a MAC', () => {
  const steps = ablation(doublingAdc, rates(publishedSpeculation.failureRate.value));

  it('are those of the thesis in four steps', () => {
    const got = steps.map((step) => step.convertsPerMac.value);
    // 8 * 4 / 128, 8 * 4 / 512, 8 * 3 / 512, (3 + 0.02 * 8) * 3 / 512.
    expect(got).toEqual([0.25, 0.0625, 0.046875, expect.closeTo(0.018515625, 12)]);
    // The first three are printed in three digits.
    for (const at of [0, 1, 2]) {
      expect(Number((got[at]! + 1e-12).toFixed(3))).toBe(publishedConvertsPerMac[at]!.value);
    }
    expect(Math.abs(got[3]! / publishedConvertsPerMac[3]!.value - 1)).toBeLessThan(0.03);
  });

  it('of speculation are what counting columns gives', () => {
    // 1000 columns; of each slice every 50th, every 20th, every 100th column fails and converts its bits again.
    let converts = 0;
    for (let column = 0; column < 1000; column++) {
      for (const [width, every] of [
        [4, 50],
        [2, 20],
        [2, 100],
      ] as const) {
        converts += 1 + (column % every === 0 ? width : 0);
      }
    }
    const failureRates = [1 / 50, 1 / 20, 1 / 100].map(failureRate);
    expect(convertsPerColumn({ inputs: { speculation: [4, 2, 2], failureRates } }).value).toBeCloseTo(
      converts / 1000,
      12,
    );
  });

  it('of speculation stay between its slices alone and its slices with full recovery', () => {
    const of = (rate: number) =>
      convertsPerColumn({ inputs: { speculation: [4, 2, 2], failureRates: rates(rate) } }).value;
    expect([of(0), of(1)]).toEqual([3, 11]);
    // 3 + 0.16 of eight are saved about 60 %; the printed 0.3 recovery converts are more than 2 % make.
    expect(1 - of(0.02) / 8).toBeCloseTo(publishedSpeculation.savedConverts.value, 1);
    expect(of(0.02) - 3).toBeLessThan(publishedSpeculation.recoveryConverts.value);
    expect(((3 + publishedSpeculation.recoveryConverts.value) * 3) / 512).toBeCloseTo(0.0193, 4);
  });

  it('fall as the thesis says: ADC energy by 25 % with slicing, by 60 % with speculation', () => {
    for (const adc of [doublingAdc, twoTermAdc]) {
      const [first, second, third, fourth] = ablation(adc, rates(0.02));
      expect(first!.change).toBeUndefined();
      expect(third!.change!.value).toBeCloseTo(publishedAdcSavings.adaptiveSlicing.value, 12);
      expect(fourth!.change!.value).toBeCloseTo(publishedAdcSavings.speculation.value, 1);
      expect(second!.adcEnergy.value).toBeLessThan(first!.adcEnergy.value / 4);
    }
    // A bit less and four times the rows: an eighth.
    expect(steps[1]!.change!.value).toBeCloseTo(1 / 8 - 1, 12);
  });

  it('of the published ISAAC-8b follow from its published slices and rows', () => {
    const isaac = publishedArchitectures.find(({ name }) => name === 'ISAAC-8b')!;
    const value = (what: string) => isaac.figures.find((figure) => figure.what === what)!.value;
    const got = convertsPerMac({
      rows: value('rows'),
      weightSlices: value('weight slices'),
      inputs: { steps: value('input slices') },
    });
    expect(got.value).toBe(value('converts a MAC'));
  });
});

describe('column sums', () => {
  it('have 17 bits for unsigned 4b x 4b slices on 512 rows', () => {
    // 512 * 15 * 15 = 115200.
    expect(columnSumBits(512, 4, 4).value).toBe(publishedSpeculation.baselineSumBits.value);
    // 128 * 1 * 3 = 384.
    expect(columnSumBits(128, 1, 2).value).toBe(9);
  });

  it.each([
    // Attribute, column sum, ADC energy: the printed cells of Table 2.5; converts are 1/x in each row.
    ['bits per input slice', (x: number) => 2 ** x, (x: number) => 2 ** x / x],
    ['bits per weight slice', (x: number) => 2 ** x, (x: number) => 2 ** x / x],
    ['rows, non-zero mean', (x: number) => x, () => 1],
    ['rows, zero mean', (x: number) => Math.sqrt(x), (x: number) => 1 / Math.sqrt(x)],
  ] as const)('scale as Table 2.5 has it: %s', (attribute, sum, energy) => {
    for (const x of [0.5, 1, 3, 8]) {
      const got = attributeScaling(attribute, x);
      expect(got.columnSum.value).toBeCloseTo(sum(x), 9);
      expect(got.energyPerConvert.value).toBeCloseTo(sum(x), 9);
      expect(got.convertsPerMac.value).toBeCloseTo(1 / x, 12);
      expect(got.adcEnergy.value).toBeCloseTo(energy(x), 9);
    }
  });

  it('scale as the models do: twice the rows, a bit more, half the converts', () => {
    const energy = (rows: number) =>
      doublingAdc.convert(columnSumBits(rows, 4, 4)).value *
      convertsPerMac({ rows, weightSlices: 2, inputs: { steps: 2 } }).value;
    expect(energy(512) / energy(256)).toBeCloseTo(
      attributeScaling('rows, non-zero mean', 2).adcEnergy.value,
      12,
    );
  });
});

describe('the Titanium Law', () => {
  const energyPerConvert = doublingAdc.convert(bits(8));
  const isaac = { rows: 128, columns: 128, columnsPerOutput: 4, convertsPerColumn: 8 };
  const kernels = [
    { length: 100, outputs: 20 },
    { length: 300, outputs: 7 },
  ] as const;
  const layers = kernels.map((kernel) => {
    const mapping = mapKernel(kernel, isaac);
    const macs = given('MACs', kernel.length * kernel.outputs, '', { from: 1, whole: true });
    return { macs, utilisation: mapping.rowUtilisation, mapping };
  });
  const converts = convertsPerMac({ rows: 128, weightSlices: 4, inputs: { steps: 8 } });

  it('is the product of its factors, each of them shown', () => {
    const law = titaniumLaw({
      energyPerConvert: printed('a', 7, 'fJ', 'a test'),
      convertsPerMac: printed('b', 0.25, '', 'a test'),
      macs: printed('c', 1000, '', 'a test'),
      utilisation: printed('d', 0.5, '', 'a test'),
    });
    expect(law.value).toBe(3500);
    expect(law.unit).toBe('fJ');
    expect(Object.values(law.from).map(({ value }) => value)).toEqual([7, 0.25, 1000, 0.5]);
  });

  it('charges the converts that a mapping makes', () => {
    for (const { macs, utilisation, mapping } of layers) {
      const law = titaniumLaw({ energyPerConvert, convertsPerMac: converts, macs, utilisation });
      const counted = mapping.convertsPerMac.value * macs.value * energyPerConvert.value;
      expect(law.value / counted).toBeCloseTo(1, 12);
    }
    // 100 rows in one array of 128, 300 in three: (20 + 3 * 7) * 4 * 8 converts.
    const [first, second] = layers.map(({ macs, mapping }) => mapping.convertsPerMac.value * macs.value);
    expect(first! + second!).toBeCloseTo((20 + 21) * 32, 9);
  });

  it('for a network is the sum over its layers', () => {
    const whole = titaniumLaw({
      energyPerConvert,
      convertsPerMac: converts,
      macs: networkMacs(layers),
      utilisation: networkUtilisation(layers),
    });
    expect(whole.value / (41 * 32 * energyPerConvert.value)).toBeCloseTo(1, 12);
    expect(networkMacs(layers).value).toBe(2000 + 2100);
  });
});

describe('published points', () => {
  it('are there for ISAAC-8b, FORMS and TIMELY, each figure with its place', () => {
    expect(publishedArchitectures.map(({ name }) => name)).toEqual(['ISAAC-8b', 'FORMS', 'TIMELY', 'RAELLA']);
    for (const { figures } of publishedArchitectures) {
      expect(figures.length).toBeGreaterThan(3);
      for (const { source, equation } of figures) {
        expect(source).toMatch(/^thesis, (section \d\.\d+|Table \d\.\d)/);
        expect(equation).toBeUndefined();
      }
    }
  });

  it('are as the thesis has them', () => {
    // Read from Table 6.1, sections 2.7, 2.10, 6.1, 6.1.2 and 7.1 a second time.
    const values = (name: string) =>
      publishedArchitectures.find((one) => one.name === name)!.figures.map(({ value }) => value);
    expect(values('ISAAC-8b')).toEqual([128, 128, 4, 8, 8, 0.25, 1024, 4, 50]);
    expect(values('FORMS')).toEqual([8, 1024, 2, 0.62, 0.7]);
    expect(values('TIMELY')).toEqual([65, 5, 0.1, 0.1]);
    const retrained = publishedArchitectures.filter(({ retrains }) => retrains).map(({ name }) => name);
    expect(retrained).toEqual(['FORMS', 'TIMELY']);
  });
});
