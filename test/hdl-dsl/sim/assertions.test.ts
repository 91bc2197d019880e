import { expect, test } from 'vitest';
import { mainClock } from '../../../hdl-dsl/names/clock-pins.js';
import { Simulator } from '../../../hdl-dsl/sim/simulator.js';
import * as ir from '../print/support/ir.js';

const limit = ir.input('limit', ir.uint(8));
const count = ir.register('count', ir.uint(8), 0n);
const counter = ir.module('counter', {
  ports: [limit],
  registers: [count],
  body: [ir.assign(count, ir.binary('add', ir.read(count), ir.lit(ir.uint(8), 1)))],
  assertions: [
    ir.assertion('CountBelowLimit', ir.binary('lt', ir.read(count), ir.read(limit)), 'the count stays below'),
    ir.assertion(
      'CountIsSmall',
      ir.binary('lt', ir.read(count), ir.lit(ir.uint(8), 200)),
      'it never gets far',
    ),
  ],
});
const x = ir.instance('x', counter);
const bound = ir.input('bound', ir.uint(8));
const top = ir.module('shell', {
  ports: [bound],
  instances: [x],
  body: [ir.assign(ir.portOf(x, 'limit'), ir.read(bound))],
});

test.each([1200, 1])(
  'the first failed assertion stops the run before its edge (%i nodes a function)',
  (nodesPerFunction) => {
    const simulator = new Simulator(top, { nodesPerFunction });
    simulator.poke('bound_i', 5);
    simulator.step(5);
    expect(simulator.failedAssertion).toBeUndefined();
    expect(simulator.peekSignal('u_x.count_q')).toBe(5);
    simulator.step(100);
    expect(simulator.failedAssertion).toEqual({
      name: 'CountBelowLimit',
      unit: 'shell.u_x',
      message: 'the count stays below',
      cycle: 5,
    });
    expect(simulator.cycle).toBe(5);
    expect(simulator.peekSignal('u_x.count_q')).toBe(5);
    simulator.poke('bound_i', 100);
    simulator.step();
    expect(simulator.cycle).toBe(5);
    simulator.reset();
    expect(simulator.failedAssertion).toBeUndefined();
    simulator.step(7);
    expect(simulator.cycle).toBe(7);
  },
);

test('of two that fail at one edge the first declared is told', () => {
  const simulator = new Simulator(top);
  simulator.poke('bound_i', 200);
  simulator.step(300);
  expect(simulator.failedAssertion).toMatchObject({ name: 'CountBelowLimit', cycle: 200 });
  simulator.reset();
  simulator.poke('bound_i', 250);
  simulator.step(300);
  expect(simulator.failedAssertion).toMatchObject({ name: 'CountIsSmall', cycle: 200 });
});

test('what a black box is told at a failing edge, it is not told', () => {
  let clocks = 0;
  const ok = ir.input('ok', ir.bool);
  const box = ir.instance('b', {
    kind: 'black-box',
    name: 'sink',
    clocks: [mainClock],
    ports: [ir.input('d', ir.bool)],
  });
  const design = ir.module('host', {
    ports: [ok],
    instances: [box],
    body: [ir.assign(ir.portOf(box, 'd'), ir.read(ok))],
    assertions: [ir.assertion('AlwaysOk', ir.read(ok), 'ok is 1')],
  });
  const model = { create: () => ({ reset: () => ({}), clock: () => ({ n: clocks++ }) }) };
  const simulator = new Simulator(design, { models: { sink: model } });
  simulator.step();
  expect(clocks).toBe(0);
  simulator.reset();
  simulator.poke('ok_i', 1);
  simulator.step(3);
  expect(clocks).toBe(3);
});
