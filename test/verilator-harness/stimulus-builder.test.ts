import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkJob } from '../../verilator-harness/check-job.js';
import type { Monitor, SimDesign, SimPort } from '../../verilator-harness/engine.js';
import { Op } from '../../verilator-harness/stimulus.js';
import { StimulusBuilder } from '../../verilator-harness/stimulus-builder.js';

const ports: readonly SimPort[] = [
  { name: 'done_o', direction: 'output', width: 1, signed: false },
  { name: 'bit_i', direction: 'input', width: 1, signed: false },
  { name: 'word_i', direction: 'input', width: 16, signed: false },
  { name: 'wide_i', direction: 'input', width: 70, signed: false },
  { name: 'data_o', direction: 'output', width: 60, signed: true },
];
const words = (build: (s: StimulusBuilder) => StimulusBuilder) =>
  Array.from(build(new StimulusBuilder(ports)).build());

describe('the stimulus builder', () => {
  it('writes every op by port names', () => {
    expect(words((s) => s.mark(7).poke('bit_i', 1).step().step(9).wait('done_o', 100))).toEqual([
      Op.mark,
      7,
      Op.poke,
      1,
      1,
      Op.step,
      1,
      Op.step,
      9,
      Op.wait,
      0,
      100,
    ]);
  });

  it("writes negative numbers as two's complement and wide values low word first", () => {
    expect(words((s) => s.poke('word_i', -2))).toEqual([Op.poke, 2, 0xfffffffe]);
    const wide = [Op.poke, 3, 0x89abcdef, 0x01234567, 0x3f];
    expect(words((s) => s.poke('wide_i', 0x3f_01234567_89abcdefn))).toEqual(wide);
    expect(words((s) => s.poke('wide_i', Uint32Array.from(wide.slice(2))))).toEqual(wide);
    expect(words((s) => s.poke('wide_i', -1))).toEqual([Op.poke, 3, 0xffffffff, 0xffffffff, 0xffffffff]);
  });

  it('lays tables out row by row', () => {
    const wide = Uint32Array.of(1, 2, 3, 4, 5, 6);
    expect(
      words((s) => s.table(2, { bit_i: 1, wide_i: wide, word_i: Int32Array.of(5, -1) }, ['done_o'])),
    ).toEqual([Op.table, 3, 1, 2, 1, 3, 2, 0, 1, 1, 2, 3, 5, 1, 4, 5, 6, 0xffffffff]);
  });

  it('refuses what no engine could run', () => {
    const builder = new StimulusBuilder(ports);
    expect(() => builder.poke('nothing', 1)).toThrow('the design has no port nothing');
    expect(() => builder.poke('done_o', 1)).toThrow('port done_o is no input');
    expect(() => builder.wait('data_o', 1)).toThrow('cannot wait for data_o: it is not one bit wide');
    expect(() => builder.wait('bit_i', 1)).toThrow('port bit_i is no output');
    expect(() => builder.table(1, {}, ['data_o'])).toThrow('cannot capture data_o: it has more than 53 bits');
    expect(() => builder.table(2, { word_i: new Int32Array(3) })).toThrow(
      'takes 2 words in this table, got 3',
    );
    expect(() => builder.table(2, { wide_i: new Int32Array(6) })).toThrow('give a Uint32Array');
    expect(() => builder.poke('wide_i', new Uint32Array(2))).toThrow('port wide_i takes 3 words, got 2');
    expect(() => builder.step(-1)).toThrow('cycles is no 32-bit count: -1');
    expect(Array.from(builder.build())).toEqual([]);
  });

  it('writes 1000 vectors of 128 rows in milliseconds', () => {
    const inputs = new Int32Array(128_000).map((_, k) => k % 1000);
    const run = () => {
      const builder = new StimulusBuilder(ports);
      for (let v = 0; v < 1000; v += 1) {
        builder.mark(v).table(128, { bit_i: 1, word_i: inputs.subarray(v * 128, v * 128 + 128), wide_i: 0 });
      }
      return builder.build().length;
    };
    run();
    const begin = performance.now();
    expect(run()).toBe(1000 * (2 + 7 + 128 * 5));
    expect(performance.now() - begin).toBeLessThan(1000);
  });
});

const design: SimDesign = { top: 'x', ports, sources: [], dpi: [] };
const monitor: Monitor = {
  name: 'm',
  valid: 'done_o',
  tags: [],
  data: 'data_o',
  elements: 4,
  elementBits: 15,
  signed: true,
};
const check = (stimulus: Uint32Array, change: Partial<Monitor> = {}) =>
  checkJob({ design, stimulus, monitors: [{ ...monitor, ...change }], cycleLimit: 1 });

describe('the check of a job', () => {
  it('accepts whatever the builder writes', () => {
    const op = fc.oneof(
      fc.nat(100).map((n) => (s: StimulusBuilder) => s.mark(n)),
      fc.nat(100).map((n) => (s: StimulusBuilder) => s.step(n)),
      fc.nat(100).map((n) => (s: StimulusBuilder) => s.wait('done_o', n)),
      fc.bigInt(0n, 2n ** 70n).map((n) => (s: StimulusBuilder) => s.poke('wide_i', n)),
      fc
        .array(fc.integer(), { maxLength: 9 })
        .map(
          (xs) => (s: StimulusBuilder) =>
            s.table(xs.length, { word_i: Int32Array.from(xs), wide_i: 1 }, ['done_o']),
        ),
    );
    fc.assert(
      fc.property(fc.array(op, { maxLength: 20 }), (ops) => {
        check(ops.reduce((s, add) => add(s), new StimulusBuilder(ports)).build());
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it('refuses a stimulus that ends inside an op, and unknown ops and ports', () => {
    expect(() => check(Uint32Array.of(Op.step))).toThrow('the stimulus ends inside an op');
    expect(() => check(Uint32Array.of(Op.poke, 3, 1, 2))).toThrow('the stimulus ends inside an op');
    expect(() => check(Uint32Array.of(Op.table, 1, 0, 2, 2, 1))).toThrow('the stimulus ends inside an op');
    expect(() => check(Uint32Array.of(99))).toThrow('stimulus word 0 is no op: 99');
    expect(() => check(Uint32Array.of(Op.poke, 77, 1))).toThrow('stimulus word 1 names no input');
    expect(() => check(Uint32Array.of(Op.poke, 0, 1))).toThrow('stimulus word 1 names no input');
    expect(() => check(Uint32Array.of(Op.wait, 4, 1))).toThrow('only one bit can be waited for');
    expect(() => check(Uint32Array.of(Op.table, 0, 1, 0, 4))).toThrow('captures have at most 53 bits');
  });

  it('refuses monitors that do not fit the ports', () => {
    const none = new Uint32Array(0);
    expect(() => check(none)).not.toThrow();
    expect(() => check(none, { valid: 'bit_i' })).toThrow('the design has no output bit_i');
    expect(() => check(none, { valid: 'data_o' })).toThrow('data_o has more than 1 bits');
    expect(() => check(none, { tags: ['data_o'] })).toThrow('data_o has more than 32 bits');
    expect(() => check(none, { elements: 5 })).toThrow('data_o is too narrow for its elements');
    expect(() => check(none, { elements: 1, elementBits: 54 })).toThrow('elements have 1 to 53 bits');
  });
});
