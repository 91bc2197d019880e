import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { BlackBoxInstance, PortValue } from '../../hdl-dsl/sim/black-box-model.js';
import { storedCells } from '../../sim-models/puma/mvmu/index.js';
import { crossbarTwin } from '../../systems/twins/crossbar-twin.js';
import {
  arbitraryPumaConfig,
  arbitrarySignedArrayConfig,
  arbitraryWorkload,
} from '../support/arbitrary-config.js';
import { referenceMvmu, referenceSignedArray } from '../support/reference-mvmu.js';

const idlePins = {
  rst_ni: 1,
  prog_en_i: 0,
  prog_row_i: 0,
  prog_data_i: 0,
  row_code_i: 0,
  sample_i: 0,
  sample_operation_i: 0,
  sample_pass_i: 0,
  sample_step_i: 0,
  column_i: 0,
  convert_i: 0,
};

/** A port value of `width` bits from fields of equal width, field 0 low. */
function pack(fields: readonly number[], width: number): PortValue {
  let bits = 0n;
  fields.forEach((field, at) => {
    bits |= BigInt.asUintN(width, BigInt(field)) << BigInt(at * width);
  });
  return fields.length * width > 32 ? bits : Number(bits);
}

function unpack(value: PortValue, at: number, width: number, signed: boolean): number {
  const field = BigInt(value) >> BigInt(at * width);
  return Number(signed ? BigInt.asIntN(width, field) : BigInt.asUintN(width, field));
}

/** Pins of one macro: remembers outputs, since an instance reports only changes. */
class Pins {
  outputs: Record<string, PortValue>;
  readonly #twin: BlackBoxInstance;

  constructor(twin: BlackBoxInstance) {
    this.#twin = twin;
    this.outputs = { ...twin.reset() };
  }

  clock(changes: Record<string, PortValue>): void {
    Object.assign(this.outputs, this.#twin.clock({ ...idlePins, ...changes }, ['main']));
  }
}

interface Step {
  readonly codes: readonly number[];
  readonly pass: number;
  readonly step: number;
}

/** Row codes of a vector by the text of the specification. */
function stepsOf(config: PumaMvmuConfig, x: readonly number[]): Step[] {
  const { inputBits, dacBits, signedInputs } = config;
  const passes = signedInputs && dacBits > 1 ? 2 : 1;
  const steps: Step[] = [];
  for (let pass = 0; pass < passes; pass++) {
    for (let step = 0; step < Math.ceil(inputBits / dacBits); step++) {
      const codes = x.map((value) => {
        const driven = passes === 2 ? Math.max(pass ? -value : value, 0) : value & (2 ** inputBits - 1);
        return (driven >> (step * dacBits)) & (2 ** dacBits - 1);
      });
      steps.push({ codes, pass, step });
    }
  }
  return steps;
}

/** Plane-major row codes: bit p of row i at [p * rows + i]. */
function rowCode(codes: readonly number[], dacBits: number): PortValue {
  const bits = Array.from({ length: dacBits }, (_, p) => codes.map((code) => (code >> p) & 1)).flat();
  return pack(bits, 1);
}

describe('crossbar twin', () => {
  it('converts like the long-hand reference behind the pins of the MVMU', () => {
    fc.assert(
      fc.property(
        arbitraryPumaConfig({ nonideal: true, size: 40 }).chain((config) =>
          fc.tuple(
            fc.constant(config),
            arbitraryWorkload({ ...config }, 2),
            fc.option(fc.integer({ min: 0, max: 255 }), { nil: undefined }),
          ),
        ),
        ([config, { weights, inputs }, macro]) => {
          const number: Record<string, PortValue> = macro === undefined ? {} : { macro_i: macro };
          const { rows, columns, cellBits, weightBits, dacBits, adcs, adcBits, encoding } = config;
          const signed = encoding === 'differential';
          const storedBits = signed ? weightBits - 1 : weightBits;
          const slices = Math.ceil(storedBits / cellBits);
          const { cells } = storedCells(config, weights);
          const model = crossbarTwin(config);
          const macros = Array.from({ length: slices }, (_, slice) => {
            const bits = Math.min(cellBits, storedBits - slice * cellBits);
            const parameters = { Slice: slice, SliceBits: bits };
            const pins = new Pins(model.create({ name: `u_xbar_${slice}`, parameters }));
            for (let row = 0; row < rows; row++) {
              const line = Array.from(
                { length: columns },
                (_, j) => cells[(row * columns + j) * slices + slice]!,
              );
              pins.clock({
                ...number,
                prog_en_i: 1,
                prog_row_i: row,
                prog_data_i: pack(line, cellBits + (signed ? 1 : 0)),
              });
            }
            return pins;
          });
          const got: number[] = [];
          for (let vector = 0; vector * rows < inputs.length; vector++) {
            const x = Array.from(inputs.subarray(vector * rows, (vector + 1) * rows));
            for (const { codes, pass, step } of stepsOf(config, x)) {
              const values: number[] = new Array(columns * slices);
              macros.forEach((pins, slice) => {
                pins.clock({
                  ...number,
                  row_code_i: rowCode(codes, dacBits),
                  sample_i: 1,
                  sample_operation_i: vector,
                  sample_pass_i: pass,
                  sample_step_i: step,
                });
                for (let first = 0; first < columns; first += adcs) {
                  // Other row codes meanwhile: the sums are held. At the last, also a new sample in the same cycle.
                  const sample = first + adcs >= columns ? 1 : 0;
                  const other = rowCode(new Array(rows).fill(1), dacBits);
                  pins.clock({
                    ...number,
                    convert_i: 1,
                    column_i: first,
                    row_code_i: other,
                    sample_i: sample,
                  });
                  expect(pins.outputs.done_o).toBe(1);
                  for (let adc = 0; adc < adcs; adc++) {
                    const code = unpack(pins.outputs.code_o!, adc, adcBits, signed);
                    if (first + adc < columns) values[(first + adc) * slices + slice] = code;
                    else expect(code).toBe(0);
                  }
                }
              });
              got.push(...values);
            }
          }
          const place = { macro: macro ?? 0, operation: 0 };
          expect(got).toEqual(referenceMvmu(config, weights, inputs, place).codes);
        },
      ),
      { seed: 20_253, numRuns: 60 },
    );
  });

  it('converts like the long-hand reference behind the pins of the signed array', () => {
    fc.assert(
      fc.property(
        arbitrarySignedArrayConfig({ nonideal: true, size: 70 }).chain((config) =>
          fc.tuple(fc.constant(config), arbitraryWorkload(config, 1)),
        ),
        ([config, { weights, inputs }]) => {
          const { rows, columns, cellBits, dacBits, adcs, adcBits } = config;
          const parameters = { Slice: 0, SliceBits: cellBits };
          const pins = new Pins(crossbarTwin(config).create({ name: 'u_xbar_0', parameters }));
          for (let row = 0; row < rows; row++) {
            const line = Array.from(weights.subarray(row * columns, (row + 1) * columns));
            pins.clock({ prog_en_i: 1, prog_row_i: row, prog_data_i: pack(line, cellBits + 1) });
          }
          pins.clock({ sample_i: 1, row_code_i: rowCode(Array.from(inputs), dacBits) });
          const got: number[] = [];
          for (let first = 0; first < columns; first += adcs) {
            pins.clock({ convert_i: 1, column_i: first });
            for (let adc = 0; adc < Math.min(adcs, columns - first); adc++) {
              got.push(unpack(pins.outputs.code_o!, adc, adcBits, true));
            }
          }
          expect(got).toEqual(referenceSignedArray(config, weights, inputs).outputs);
        },
      ),
      { seed: 20_254, numRuns: 60 },
    );
  });

  it('registers its outputs, and keeps its cells but not its held sums over a reset', () => {
    const config = {
      system: 'signed-array',
      name: 'small',
      rows: 1,
      columns: 1,
      cellBits: 2,
      dacBits: 1,
      adcs: 1,
      adcBits: 4,
    } as const;
    const twin = crossbarTwin(config).create({ name: 'u_xbar_0', parameters: { Slice: 0, SliceBits: 2 } });
    expect(twin.reset()).toEqual({ code_o: 0, done_o: 0 });
    expect(twin.clock({ ...idlePins, prog_en_i: 1, prog_data_i: 0b101 }, ['main'])).toEqual({});
    expect(twin.clock({ ...idlePins, sample_i: 1, row_code_i: 1 }, ['main'])).toEqual({});
    expect(twin.clock({ ...idlePins, convert_i: 1 }, ['main'])).toEqual({ code_o: 0b1101, done_o: 1 });
    expect(twin.clock(idlePins, ['main'])).toEqual({ done_o: 0 });
    expect(twin.clock(idlePins, ['main'])).toEqual({});
    twin.reset();
    expect(twin.clock({ ...idlePins, convert_i: 1 }, ['main'])).toEqual({ code_o: 0, done_o: 1 });
    twin.clock({ ...idlePins, sample_i: 1, row_code_i: 1 }, ['main']);
    expect(twin.clock({ ...idlePins, convert_i: 1 }, ['main'])).toEqual({ code_o: 0b1101, done_o: 1 });
  });
});
