import { describe, expect, test } from 'vitest';
import type { BlackBox } from '../../../hdl-dsl/ir/index.js';
import { mainClock } from '../../../hdl-dsl/names/clock-pins.js';
import type { BlackBoxModel, PortValue } from '../../../hdl-dsl/sim/black-box-model.js';
import { Simulator } from '../../../hdl-dsl/sim/simulator.js';
import * as ir from '../print/support/ir.js';

const widths = [8, 32, 40, 80];

const box: BlackBox = {
  kind: 'black-box',
  name: 'delay',
  clocks: [mainClock],
  ports: [
    ...widths.map((w) => ir.input(`u${w}`, ir.uint(w))),
    ...widths.map((w) => ir.input(`s${w}`, ir.sint(w))),
    ...widths.map((w) => ir.output(`u${w}`, ir.uint(w))),
    ...widths.map((w) => ir.output(`s${w}`, ir.sint(w))),
  ],
};

/** Gives each input out a cycle later, and keeps what it was told. */
function delay(): BlackBoxModel & { readonly told: Record<string, PortValue>[]; readonly made: string[] } {
  const told: Record<string, PortValue>[] = [];
  const made: string[] = [];
  return {
    told,
    made,
    create({ name, parameters }) {
      made.push(`${name} ${JSON.stringify(parameters)}`);
      return {
        reset: () => ({ u8_o: 5, s8_o: 251 }),
        clock(inputs) {
          told.push({ ...inputs });
          return Object.fromEntries(
            Object.entries(inputs).map(([pin, value]) => [pin.replace('_i', '_o'), value]),
          );
        },
      };
    },
  };
}

function design() {
  const inputs = [
    ...widths.map((w) => ir.input(`u${w}`, ir.uint(w))),
    ...widths.map((w) => ir.input(`s${w}`, ir.sint(w))),
  ];
  const outputs = inputs.map((p) => ir.output(p.name, p.type));
  const more = [
    ir.output('isNegative', ir.bool),
    ir.output('cut', ir.bits(8)),
    ir.output('extended', ir.sint(90)),
  ] as const;
  const a = ir.instance('a', box, { Slice: 3 });
  const inputOf = (name: string) =>
    a.ports.find((p) => p.name === name && p.direction === 'input') ?? ir.portOf(a, name);
  const outputOf = (name: string) =>
    a.ports.find((p) => p.name === name && p.direction === 'output') ?? ir.portOf(a, name);
  const body = [
    ...inputs.map((p) => ir.assign(inputOf(p.name), ir.read(p))),
    ...outputs.map((p) => ir.assign(p, ir.read(outputOf(p.name)))),
    ir.assign(more[0], ir.binary('lt', ir.read(outputOf('s80')), ir.lit(ir.sint(80), 0))),
    ir.assign(more[1], ir.slice(ir.read(outputOf('s80')), 70, 8)),
    ir.assign(more[2], ir.extend(ir.read(outputOf('s80')), 90)),
  ];
  return ir.module('host', { ports: [...inputs, ...outputs, ...more], instances: [a], body });
}

describe('black boxes', () => {
  test('are made once with path and parameters', () => {
    const model = delay();
    new Simulator(design(), { models: { delay: model } });
    expect(model.made).toEqual(['host.u_a {"Slice":3}']);
  });

  test('see inputs as before the edge, unsigned; their outputs change at the edge', () => {
    const model = delay();
    const simulator = new Simulator(design(), { models: { delay: model } });
    expect([simulator.peek('u8_o'), simulator.peek('s8_o')]).toEqual([5, 251]);
    for (const w of widths) {
      simulator.poke(`u${w}_i`, (1n << BigInt(w)) - 2n);
      simulator.poke(`s${w}_i`, -7n);
    }
    expect(simulator.peek('u8_o')).toBe(5);
    simulator.step();
    expect(model.told).toEqual([
      {
        u8_i: 254,
        u32_i: 2 ** 32 - 2,
        u40_i: (1n << 40n) - 2n,
        u80_i: (1n << 80n) - 2n,
        s8_i: 249,
        s32_i: 2 ** 32 - 7,
        s40_i: (1n << 40n) - 7n,
        s80_i: (1n << 80n) - 7n,
      },
    ]);
    expect(widths.map((w) => simulator.peek(`u${w}_o`))).toEqual([
      254,
      2 ** 32 - 2,
      (1n << 40n) - 2n,
      (1n << 80n) - 2n,
    ]);
    expect(widths.map((w) => simulator.peek(`s${w}_o`))).toEqual([
      249,
      2 ** 32 - 7,
      (1n << 40n) - 7n,
      (1n << 80n) - 7n,
    ]);
    expect(simulator.peek('isNegative_o')).toBe(1);
    expect(simulator.peek('cut_o')).toBe(255);
    expect(simulator.peek('extended_o')).toBe((1n << 90n) - 7n);
    expect(simulator.peekSignal('u_a.s8_o')).toBe(249);
    expect(simulator.peekSignal('u_a.s8_i')).toBe(249);
  });

  test('outputs that a clock does not give stay; reset gives the reset values', () => {
    let clocks = 0;
    const model: BlackBoxModel = {
      create: () => ({
        reset: () => ({ u8_o: 1, u80_o: 2n }),
        clock: () => (clocks++ === 0 ? { u80_o: 77n } : { u8_o: 9 }),
      }),
    };
    const simulator = new Simulator(design(), { models: { delay: model } });
    const shown = () => [simulator.peek('u8_o'), simulator.peek('u80_o')];
    expect(shown()).toEqual([1, 2n]);
    simulator.step();
    expect(shown()).toEqual([1, 77n]);
    simulator.step();
    expect(shown()).toEqual([9, 77n]);
    simulator.reset();
    expect(shown()).toEqual([1, 2n]);
    expect(clocks).toBe(2);
  });

  test('without a model there is no simulation', () => {
    expect(() => new Simulator(design())).toThrow(new RangeError('no model for black box `delay`'));
  });
});
