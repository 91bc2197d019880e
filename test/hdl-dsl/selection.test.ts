import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Bits,
  bits,
  bool,
  build,
  type Expression,
  enumOf,
  input,
  module,
  oneHotMux,
  output,
  priorityEncode,
  sint,
  struct,
  uint,
  vec,
} from '../../hdl-dsl/index.js';
import { operandsOf } from '../../hdl-dsl/ir/operands.js';
import { Simulator } from '../../hdl-dsl/sim/simulator.js';
import { expressionOf } from '../../hdl-dsl/values/scalar.js';
import * as is from './support/arithmetic.js';
import { ValueBench } from './support/value-bench.js';

describe('oneHotMux', () => {
  it.each([1, 2, 3, 5, 8])('of %i values chooses one, none, or the bits of several', (count) => {
    const bench = ValueBench.of({ selects: bits(count), row: bits(count * 7) }, ({ selects, row }) => {
      const parts = Array.from({ length: count }, (_, i) => row.slice(7 * i, 7));
      return {
        bits: oneHotMux(selects, parts),
        numbers: oneHotMux(
          parts.map((_, i) => selects.bit(i)),
          parts.map((part) => part.asSInt()),
        ),
      };
    });
    const selects = fc.oneof(
      fc.nat({ max: count - 1 }).map((i) => 2 ** i),
      fc.nat({ max: 2 ** count - 1 }),
    );
    fc.assert(
      fc.property(selects, is.numbers(false, count * 7), (chosen, row) => {
        const parts = Array.from({ length: count }, (_, i) => (row >> BigInt(7 * i)) & 127n);
        const bitsChosen = parts.reduce((all, part, i) => ((chosen >> i) & 1 ? all | part : all), 0n);
        expect(bench.values({ selects: BigInt(chosen), row })).toEqual({
          bits: bitsChosen,
          numbers: is.wrapped(bitsChosen, true, 7),
        });
      }),
      { seed: 8, numRuns: 60 },
    );
  });

  it('chooses bools, enumerations and vectors of structs', () => {
    const State = enumOf('state', { Idle: 2, Run: 5 });
    const pixel = struct({ red: uint(4), green: sint(3) });
    const Chooser = module({
      name: 'chooser',
      ports: () => ({
        first: input(vec(pixel, 2)),
        second: input(vec(pixel, 2)),
        state: input(State),
        pick: input(vec(bool, 2)),
        chosen: output(vec(pixel, 2)),
        next: output(State),
        flag: output(bool),
      }),
      build(m, _p, io) {
        const { kept } = m.regs({ kept: State({ reset: 'Run' }) });
        kept.next(io.state);
        io.chosen.drive(oneHotMux(io.pick, [io.first, io.second]));
        io.next.drive(oneHotMux(io.pick, [kept, io.state]));
        io.flag.drive(oneHotMux(io.pick, [io.state.eq('Idle'), io.state.eq('Run')]));
      },
    });
    const sim = new Simulator(build(Chooser, {}));
    for (const [name, value] of Object.entries({
      first_red: 0x21,
      first_green: 0o31,
      second_red: 0x43,
      second_green: 0o57,
      state: 2,
    }))
      sim.poke(`${name}_i`, value);
    const seen = (pick: number) => {
      sim.poke('pick_i', pick);
      return ['chosen_red_o', 'chosen_green_o', 'next_o', 'flag_o'].map((pin) => sim.peek(pin));
    };
    expect(seen(1)).toEqual([0x21, 0o31, 5, 1]);
    expect(seen(2)).toEqual([0x43, 0o57, 2, 0]);
    expect(seen(0)).toEqual([0, 0, 0, 0]);
    expect(seen(3)).toEqual([0x63, 0o77, 7, 1]);
  });
});

/** Operators one behind the other. */
function depth(node: Expression, known = new Map<Expression, number>()): number {
  const before = known.get(node);
  if (before !== undefined) return before;
  const below = Math.max(0, ...operandsOf(node).map((operand) => depth(operand, known)));
  const own = below + (['slice', 'recast', 'concat', 'extend'].includes(node.kind) ? 0 : 1);
  known.set(node, own);
  return own;
}

describe('trees', () => {
  const depthOf = (width: number, make: (a: Bits) => { readonly width: number }): number => {
    const kept: { node?: Expression } = {};
    ValueBench.of({ a: bits(width) }, ({ a }) => {
      const value = make(a);
      kept.node = expressionOf(value as Bits);
      return { value: value as Bits };
    });
    return kept.node === undefined ? Number.NaN : depth(kept.node);
  };

  it('have as many levels as the index has bits, and a few more', () => {
    const index = (width: number): number => depthOf(width, (a) => priorityEncode(a).index);
    const zeros = (width: number): number => depthOf(width, (a) => a.leadingZeros());
    const choice = (width: number): number =>
      depthOf(width, (a) =>
        oneHotMux(
          a,
          Array.from({ length: width }, (_, i) => a.bit(i)),
        ),
      );
    expect([8, 64, 1024].map(index)).toEqual([5, 8, 15]);
    expect([8, 64, 1024].map(zeros)).toEqual([6, 9, 17]);
    expect([8, 64, 1024].map(choice)).toEqual([5, 8, 12]);
  });
});
