import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CrossweaveError } from '../../../base/crossweave-error.js';
import {
  type CrossbarActivity,
  crossbarEnergy,
  energyPerMac,
} from '../../../sim-models/cost/crossbar/index.js';
import { adcModels, type Figure, given, printDerivation, printed } from '../../../sim-models/cost/index.js';
import {
  efficiency,
  energyByRows,
  enob,
  macEnergy,
  mapKernel,
  mappedMacEnergy,
  requiredSnr,
  resistorEnergy,
  sndr,
} from '../../../sim-models/cost/mixed-signal/index.js';
import {
  ablation,
  attributeScaling,
  columnSumBits,
  convertsPerMac,
  failureRate,
  networkMacs,
  networkUtilisation,
  titaniumLaw,
} from '../../../sim-models/cost/titanium/index.js';
import { figuresBelow, valueByEquation } from './equations.js';

function message(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    if (error instanceof CrossweaveError) return error.diagnostics;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** One of every figure that the models derive. */
function everyFigure(bits: number, rows: number, other: number, x: number): Figure[] {
  const kernel = { length: other, outputs: rows };
  const array = { rows, columns: other + bits, columnsPerOutput: bits, convertsPerColumn: other };
  const { cases, ...mapping } = mapKernel(kernel, array);
  expect(cases).toBeInstanceOf(Array);
  const rates = [x / 9, x / 10, x / 11].map(failureRate);
  const layers = [mapping, mapKernel({ length: rows, outputs: other }, array)].map((one) => ({
    macs: given('MACs', other * rows, '', { from: 1 }),
    utilisation: one.rowUtilisation,
  }));
  const speculation = { rows, weightSlices: bits, inputs: { speculation: [4, 2, 2], failureRates: rates } };
  const [adc] = adcModels;
  const law = titaniumLaw({
    energyPerConvert: adc!.convert(given('bits', bits, 'bits', { from: 1 })),
    convertsPerMac: convertsPerMac(speculation),
    macs: networkMacs(layers),
    utilisation: networkUtilisation(layers),
  });
  return [
    efficiency(macEnergy({ bits, rows })),
    sndr(enob({ bits, rows })),
    requiredSnr({ bits, rows }),
    resistorEnergy(),
    mappedMacEnergy(bits, kernel, { rows, columns: other }),
    ...energyByRows([rows], bits).map(({ mac }) => mac),
    ...Object.values(mapping),
    ...adcModels.flatMap((model) =>
      ablation(model, rates).flatMap(({ adcEnergy, change }) => [adcEnergy, ...(change ? [change] : [])]),
    ),
    ...(
      ['bits per input slice', 'bits per weight slice', 'rows, non-zero mean', 'rows, zero mean'] as const
    ).flatMap((attribute) => Object.values(attributeScaling(attribute, x))),
    columnSumBits(rows, bits, bits),
    law,
    energyPerMac(crossbarEnergy(activityOf(bits, rows, other), adc!), rows),
  ];
}

function activityOf(adcBits: number, rows: number, other: number): CrossbarActivity {
  return {
    ...{ macs: rows, adcBits, converts: other, pulses: rows, devicePulses: rows * other, levelPulses: other },
    ...{ largestLevel: 15, inputBytes: rows, psumUpdates: other, inputSumAdds: rows, centreTerms: other },
    ...{ outputs: other, activationBytes: rows, networkBytes: other },
  };
}

describe('figures', () => {
  it('compute what their equations say, and lead down to what is printed or given', () => {
    const sizes = [fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 2000 })] as const;
    const others = [fc.integer({ min: 1, max: 700 }), fc.double({ min: 0.01, max: 8, noNaN: true })] as const;
    let computed = 0;
    fc.assert(
      fc.property(...sizes, ...others, (bits, rows, other, x) => {
        for (const figure of everyFigure(bits, rows, other, x)) {
          for (const one of figuresBelow(figure)) {
            if (one.source === '') throw new Error(`${one.what} has no source`);
            if (one.equation === undefined) continue;
            computed++;
            if (Object.keys(one.from).length === 0) throw new Error(`${one.what} comes from nothing`);
            const got = valueByEquation(one);
            const error = Math.abs(got - one.value);
            if (!(error <= 1e-12 * Math.max(1, Math.abs(got)))) {
              throw new Error(`${one.what}: ${one.equation} is ${got}, computed ${one.value}`);
            }
          }
        }
      }),
      { seed: 5, numRuns: 25 },
    );
    expect(computed).toBeGreaterThan(2000);
  });

  it('print how they come about', () => {
    expect(printDerivation(macEnergy({ bits: 4, rows: 1152 }))).toBe(
      [
        'energy of a MAC: 3.76463 fJ = E_ADC / N + E_CAP + E_logic = 1203.41 / 1152 + 0.8 + 1.92 (mixed-signal paper, eq. 1)',
        '  E_ADC, energy of a convert: 1203.41 fJ = k1 * ENOB + k2 * 4^ENOB = 100 * 9.08496 + 0.001 * 4^9.08496 (mixed-signal paper, Appendix A, eq. 2)',
        '    k1, energy of an effective bit: 100 fJ (mixed-signal paper, Appendix A, eq. 2)',
        '    k2, energy of noise-bound conversion: 0.001 fJ (mixed-signal paper, Appendix A, eq. 2: 1 aJ)',
        '    ENOB, effective bits of the ADC: 9.08496 bits = B + log2(k * FS * sqrt(N)) = 4 + log2(2 * 0.5 * sqrt(1152)) (mixed-signal paper, eq. 6)',
        '      B, operand width: 4 bits (given)',
        '      N, rows: 1152 (given)',
        '      k, ratio of the tolerated noise to activation quantisation: 2 (mixed-signal paper, Appendix A, after eq. 6)',
        '      FS, full-scale range over VDD: 0.5 (mixed-signal paper, Appendix A, after eq. 6)',
        '  N, rows: 1152 (given)',
        '  E_CAP, energy of the capacitors: 0.8 fJ = B^2 * alpha * C_u * VDD^2 = 4^2 * 0.1 * 0.5 * 1^2 (mixed-signal paper, eq. 8 without E_noise)',
        '    B, operand width: 4 bits (given)',
        '    alpha, input activity: 0.1 (mixed-signal paper, Appendix B)',
        '    C_u, unit capacitance: 0.5 fF (mixed-signal paper, Appendix C)',
        '    VDD, supply: 1 V (mixed-signal paper, Appendix C)',
        '  E_logic, energy of the logic: 1.92 fJ = B^2 * alpha * E_gate * (1 + beta) = 4^2 * 0.1 * 0.3 * (1 + 3) (mixed-signal paper, eq. 7)',
        '    B, operand width: 4 bits (given)',
        '    alpha, input activity: 0.1 (mixed-signal paper, Appendix B)',
        '    E_gate, energy of a two-input gate: 0.3 fJ (mixed-signal paper, Appendix B, 28 nm)',
        '    beta, wires and overhead: 3 (mixed-signal paper, Appendix B)',
      ].join('\n'),
    );
  });

  it('tell a part that occurs twice once', () => {
    const [, second] = ablation(adcModels[1]!, [0, 0, 0].map(failureRate));
    const lines = printDerivation(second!.change!).split('\n');
    expect(lines[0]).toContain('E / E_before - 1');
    const twice = networkMacs(
      [1, 2].map(() => ({ macs: second!.adcEnergy, utilisation: printed('u', 1, '', 'a test') })),
    );
    expect(
      printDerivation(twice)
        .split('\n')
        .filter((line) => line.endsWith('(above)')),
    ).toHaveLength(1);
  });
});

describe('CW-M040: numbers that a cost model cannot take', () => {
  const outside = (path: string, expected: string, actual: string) => [
    {
      code: 'CW-M040',
      severity: 'error',
      message: 'a number is outside what the cost model takes',
      where: { kind: 'json', path },
      expected,
      actual,
    },
  ];

  it.each([0, -3, 2.5, Number.NaN, Number.POSITIVE_INFINITY])('%d rows', (rows) => {
    const found = outside('rows', 'a whole number, 1 or more', String(rows));
    expect(message(() => macEnergy({ bits: 4, rows }))).toEqual(found);
    expect(message(() => mapKernel({ length: 1, outputs: 1 }, { rows, columns: 1 }))).toEqual(found);
    expect(message(() => convertsPerMac({ rows, weightSlices: 1, inputs: { steps: 1 } }))).toEqual(found);
  });

  it('operands wider than 16 bits', () => {
    const found = outside('operand width', 'a whole number, 1 .. 16 bits', '17 bits');
    expect(message(() => macEnergy({ bits: 17, rows: 4 }))).toEqual(found);
  });

  it('an output wider than the array', () => {
    const array = { rows: 4, columns: 4, columnsPerOutput: 5 };
    const found = outside('columns an output', 'a whole number, 1 .. 4', '5');
    expect(message(() => mapKernel({ length: 1, outputs: 1 }, array))).toEqual(found);
  });

  it('shares, factors and scales', () => {
    expect(message(() => failureRate(1.1))).toEqual(outside('share of columns that fail', '0 .. 1', '1.1'));
    expect(message(() => attributeScaling('rows, zero mean', 0))).toEqual(
      outside('rows, zero mean', 'more than 0', '0'),
    );
    const one = printed('used rows', 0, '', 'a test');
    const energy = printed('energy', 1, 'fJ', 'a test');
    const factors = { energyPerConvert: energy, convertsPerMac: energy, macs: energy, utilisation: one };
    expect(message(() => titaniumLaw(factors))).toEqual(outside('used rows', 'more than 0 .. 1', '0'));
    expect(message(() => networkMacs([]))).toEqual(outside('layers', 'a whole number, 1 or more', '0'));
  });

  it('speculative slices without a failure rate each', () => {
    expect(message(() => ablation(adcModels[0]!, [0.1, 0.1].map(failureRate)))).toEqual(
      outside('speculative slices', 'a whole number, 2', '3'),
    );
  });
});
