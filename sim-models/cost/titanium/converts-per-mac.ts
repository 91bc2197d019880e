import { derive, type Figure, type GivenRange, given, wholeFromOne } from '../figure.js';

/** How a crossbar computes a dot product: what decides its converts. */
export interface SlicedArithmetic {
  readonly rows: number;
  /** Columns of a weight. */
  readonly weightSlices: number;
  readonly inputs:
    | {
        /** Every column converts in each of these steps. */
        readonly steps: number;
      }
    | {
        /** Bits of the speculative slices, in order: a convert of every column each. */
        readonly speculation: readonly number[];
        /** Share of the columns that fail, slice by slice: they convert again, bit by bit. */
        readonly failureRates: readonly Figure[];
      };
}

const sliceBits: GivenRange = { from: 1, to: 16, whole: true };

/** Share of columns whose speculation fails. @throws {CrossweaveError} CW-M040 outside 0 .. 1 */
export function failureRate(rate: number): Figure {
  return given('share of columns that fail', rate, '', { from: 0, to: 1 });
}

/** Converts of one column for one input vector: the steps, or with speculation its slices and, of each, the failed
 *  share times its bits.
 *  Source: thesis, section 4.3.  @throws {CrossweaveError} CW-M040, on slices without a failure rate too */
export function convertsPerColumn({ inputs }: Pick<SlicedArithmetic, 'inputs'>): Figure {
  const what = 'converts a column';
  if ('steps' in inputs) {
    const T = given('input slices', inputs.steps, '', wholeFromOne);
    return derive(what, '', 'T', 'every column, every input slice', { T }, (v) => v.T);
  }
  const { speculation, failureRates } = inputs;
  const slices = given('speculative slices', speculation.length, '', {
    from: Math.max(1, failureRates.length),
    to: Math.max(1, failureRates.length),
    whole: true,
  });
  const from: Record<string, Figure> = { s: slices };
  for (const [at, bits] of speculation.entries()) {
    from[`f${at + 1}`] = failureRates[at]!;
    from[`b${at + 1}`] = given('bits of a speculative slice', bits, 'bits', sliceBits);
  }
  const numbers = speculation.map((_, at) => at + 1);
  const equation = ['s', ...numbers.map((n) => `f${n} * b${n}`)].join(' + ');
  return derive(what, '', equation, 'thesis, section 4.3', from, (v) =>
    numbers.reduce((sum, n) => sum + v[`f${n}`]! * v[`b${n}`]!, v.s!),
  );
}

/** ADC converts for a multiply-accumulate where all rows are used: a column's converts, times the columns of a weight,
 *  over the rows that share them.
 *  Source: thesis, section 2.8, Converts/MAC.  @throws {CrossweaveError} CW-M040 */
export function convertsPerMac(arithmetic: SlicedArithmetic): Figure {
  return derive(
    'converts a MAC',
    '',
    'c * S / N',
    'thesis, section 2.8',
    {
      c: convertsPerColumn(arithmetic),
      S: given('weight slices', arithmetic.weightSlices, '', wholeFromOne),
      N: given('rows', arithmetic.rows, '', wholeFromOne),
    },
    ({ c, S, N }) => (c * S) / N,
  );
}

/** Bits of the column sums of unsigned slices: ceil(log2(largest - smallest)).
 *  Source: thesis, section 2.11. Departure kept: sums of 0 .. 2^k make k bits by this rule, though they need one more.
 *  @throws {CrossweaveError} CW-M040 */
export function columnSumBits(rows: number, inputBits: number, weightBits: number): Figure {
  return derive(
    'bits of the column sums',
    'bits',
    'ceil(log2(N * (2^d - 1) * (2^c - 1)))',
    'thesis, section 2.11',
    {
      N: given('rows', rows, '', wholeFromOne),
      d: given('bits of an input slice', inputBits, 'bits', sliceBits),
      c: given('bits of a weight slice', weightBits, 'bits', sliceBits),
    },
    ({ N, d, c }) => Math.ceil(Math.log2(N * (2 ** d - 1) * (2 ** c - 1))),
  );
}
