import { z } from 'zod';
import {
  type Bool,
  bool,
  input,
  type ModuleBuilder,
  module,
  output,
  type SIntType,
  sint,
  type UInt,
  type UIntType,
  uint,
  vec,
} from '../index.js';
import { SInt } from '../values/sint.js';
import { forPayload } from './payload.js';
import { bitsFor, levelsOf, rangeOf, weightedSum } from './weighted-sum.js';

const treeParams = z
  .object({
    terms: z.int().min(1).max(4096),
    /** What each term is multiplied by, an integer but 0; without it 1. */
    weights: z.array(z.int().refine((w) => w !== 0, 'a weight of 0 leaves its term unused')).optional(),
    /** A row of registers behind every so many levels of additions; 0: none, the sum shows in the same cycle. */
    registerEvery: z.int().min(0).default(0),
  })
  .refine((p) => p.weights === undefined || p.weights.length === p.terms, {
    path: ['weights'],
    message: 'must be one for each of the `terms`',
  });
type TreeParams = z.output<typeof treeParams>;

/** A sum of `terms` numbers, each times its weight, by shifts and a balanced tree of additions; as column sums of memory
 *  arrays are put together. The sum is exact, and just as wide as its range.
 *
 *  Ports: `terms`, a vector; `valid`; `sum`, of the kind of the terms; `sumValid`, `valid` as many cycles later as the latency.
 *  Latency: 0 cycles, with `registerEvery` r: `treeLatency`, ceil(levels / r). Throughput: a sum a cycle. Order: kept. */
export function shiftAddTree<T extends UIntType | SIntType>(term: T) {
  return forPayload(shiftAddTree, term, (type, label) =>
    module({
      name: (p) =>
        `shift_add_tree_${label}_${p.terms}${weightsLabel(p)}${p.registerEvery === 0 ? '' : `_r${p.registerEvery}`}`,
      comment: (p) =>
        `The sum of ${p.terms} numbers${p.weights === undefined ? '' : ', each times its weight'}.`,
      params: treeParams.refine((p) => type.kind === 'sint' || !weightsOf(p).some((w) => w < 0), {
        path: ['weights'],
        message: 'must be positive for unsigned terms',
      }),
      ports: (p) => ({
        terms: input(vec(type as UIntType | SIntType, p.terms)),
        valid: input(bool, 'the terms count'),
        sum: output(sumType(type, p) as T extends UIntType ? UIntType : SIntType),
        sumValid: output(bool, 'the sum counts'),
      }),
      build(m, p, io) {
        const latency = treeLatency(p);
        const terms = io.terms.elements() as (UInt | SInt)[];
        const valid: Bool[] = [io.valid];
        const stage = (values: readonly (UInt | SInt)[]): (UInt | SInt)[] => {
          valid.push(delayed(m, valid.length, valid.at(-1) ?? io.valid));
          return registered(m, valid.length - 1, values);
        };
        const result = weightedSum(terms, weightsOf(p), (level, values) =>
          p.registerEvery > 0 && level % p.registerEvery === 0 ? stage(values) : values,
        );
        const [sum = result] = latency > 0 ? stage([result]) : [result];
        (io.sum as { drive(value: unknown): void }).drive(sum);
        io.sumValid.drive(valid.at(-1) ?? io.valid);
      },
    }),
  );
}

/** Cycles from `terms` to `sum`. */
export function treeLatency(p: {
  terms: number;
  weights?: readonly number[] | undefined;
  registerEvery?: number;
}): number {
  const { registerEvery = 0 } = p;
  return registerEvery === 0 ? 0 : Math.max(1, Math.ceil(levelsOf(weightsOf(p)) / registerEvery));
}

function weightsOf(p: {
  readonly terms: number;
  readonly weights?: readonly number[] | undefined;
}): readonly number[] {
  return p.weights ?? new Array<number>(p.terms).fill(1);
}

function sumType(term: UIntType | SIntType, p: TreeParams): UIntType | SIntType {
  const weights = weightsOf(p);
  const { min, max } = rangeOf(
    weights.map(() => term),
    new Map(weights.map((w, i) => [i, BigInt(w)])),
  );
  const signed = term.kind === 'sint';
  const width = bitsFor(min, max, signed);
  return signed ? sint(width) : uint(width);
}

/** Weights as part of the module's name. */
function weightsLabel({ weights }: TreeParams): string {
  if (weights === undefined) return '';
  return `_w${weights.map((w) => (w < 0 ? `m${-w}` : `${w}`)).join('_')}`;
}

function registered(m: ModuleBuilder, stage: number, values: readonly (UInt | SInt)[]): (UInt | SInt)[] {
  const names = values.map((_, i) => `sum_${stage}_${i}`);
  const registers = m.regs(
    Object.fromEntries(
      values.map((v, i) => [names[i] ?? '', v instanceof SInt ? sint(v.width) : uint(v.width)] as const),
    ),
  );
  return values.map((value, i) => {
    const register = registers[names[i] ?? ''];
    if (register === undefined) return value;
    (register as { next(value: unknown): void }).next(value);
    return register as unknown as UInt | SInt;
  });
}

function delayed(m: ModuleBuilder, stage: number, valid: Bool): Bool {
  const name = `valid_${stage}`;
  const register = m.regs({ [name]: bool({ reset: false }) })[name];
  register?.next(valid);
  return register ?? valid;
}
