import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AddressSteps } from '../../../../generators/raella/tile/address-steps.js';
import { connectLayer, LayerRegisters } from '../../../../generators/raella/tile/layer-registers.js';
import { WindowWalker, windowElement } from '../../../../generators/raella/tile/window-walker.js';
import { bits, bool, build, input, module, output, stream, uint } from '../../../../hdl-dsl/index.js';
import { Simulator } from '../../../../hdl-dsl/sim/simulator.js';
import { Random } from '../../../hdl-dsl/print/support/random.js';
import { withFault } from '../../support/fault.js';
import { type LayerSettings, plainLayer, registersOf, windowsOf } from './support/layer.js';

/** Registers, distances and walker, as the tile puts them together. */
const Walk = module({
  name: 'walk',
  params: z.object({}),
  ports: () => ({
    write: input(bool),
    index: input(uint(20)),
    data: input(bits(32)),
    multiply: input(bool),
    ready: output(bool),
    begin: input(bool),
    out: output(stream(windowElement)),
  }),
  build(m, _p, io) {
    const layer = m.instance('layer', LayerRegisters, { unit: 'm' });
    const steps = m.instance('steps', AddressSteps, { unit: 'm' });
    const walker = m.instance('walker', WindowWalker, { unit: 'm' });
    for (const part of [steps, walker]) connectLayer(layer, part);
    for (const name of ['padCode', 'outputs', 'outBase', 'toBuffer', 'toRouter', 'signedInputs'] as const)
      m.ignore(layer[name], 'others read it');
    for (const name of ['speculate', 'slices', 'relu', 'zeroPoint'] as const)
      m.ignore(layer[name], 'others read it');
    layer.write.drive(io.write);
    layer.index.drive(io.index);
    layer.data.drive(io.data);
    steps.begin.drive(io.multiply);
    io.ready.drive(steps.ready);
    walker.linePitch.drive(steps.linePitch);
    walker.windowPitch.drive(steps.windowPitch);
    walker.bandPitch.drive(steps.bandPitch);
    walker.origin.drive(steps.origin);
    walker.begin.drive(io.begin);
    const { address, inside, element, ends, last } = walker.out.data;
    io.out.valid.drive(walker.out.valid);
    io.out.data.drive({ address, inside, element, ends, last });
    walker.out.ready.drive(io.out.ready);
  },
});

const top = build(Walk, {});
const most = 3000;

/** Elements as they come, under random stalls; the address counts where the element is inside. */
function walked(layer: LayerSettings, random: Random, on = top): unknown[] {
  const sim = new Simulator(on);
  sim.reset();
  sim.poke('write_i', 1);
  for (const [index, [, value]] of registersOf(layer).entries()) {
    sim.poke('index_i', index);
    sim.poke('data_i', value);
    sim.step();
  }
  sim.poke('write_i', 0);
  sim.poke('multiply_i', 1);
  sim.step();
  sim.poke('multiply_i', 0);
  let cycles = 0;
  for (; sim.peek('ready_o') !== 1; cycles++) sim.step();
  expect(cycles).toBe(5);
  sim.poke('begin_i', 1);
  sim.step();
  sim.poke('begin_i', 0);
  const elements: unknown[] = [];
  for (let cycle = 0; sim.peek('out_valid_o') === 1 && cycle < 2 * most; cycle++) {
    const isTaken = random.chance(0.8);
    sim.poke('out_ready_i', isTaken ? 1 : 0);
    if (isTaken) {
      const inside = sim.peek('out_inside_o') === 1;
      elements.push([
        inside,
        inside ? sim.peek('out_address_o') : 0,
        sim.peek('out_element_o'),
        sim.peek('out_ends_o') === 1,
        sim.peek('out_last_o') === 1,
      ]);
    }
    sim.step();
  }
  expect(sim.failedAssertion).toBeUndefined();
  return elements;
}

/** The same from the page. */
function expected(layer: LayerSettings): unknown[] {
  const windows = windowsOf(layer);
  return windows.flatMap((window, w) =>
    window.map(({ inside, address, element }, k) => {
      const ends = k === window.length - 1;
      return [inside, inside ? address & 0xffff : 0, element, ends, ends && w === windows.length - 1];
    }),
  );
}

/** Shapes with strides past windows, padding on every side, and addresses that wrap. */
function randomLayer(random: Random): LayerSettings {
  const small = (n: number) => 1 + random.below(n);
  const layer = {
    operation: random.below(2),
    inBase: random.pick([0, 65530, random.below(65536)]),
    inHeight: small(6),
    inWidth: small(6),
    inChannels: small(4),
    kernelHeight: small(4),
    kernelWidth: small(4),
    strideY: random.pick([1, 2, 0, small(5)]),
    strideX: random.pick([1, 2, 0, small(5)]),
    padTop: random.below(4),
    padLeft: random.below(4),
    outHeight: small(4),
    outWidth: small(4),
  };
  return random.chance(0.1) ? { ...layer, strideY: 65535, padLeft: 65535, strideX: 65534 } : layer;
}

describe('window walker', () => {
  it('walks random layers as the page numbers their elements', () => {
    const random = new Random(21);
    const met = { pools: 0, outside: 0, elements: 0 };
    for (let k = 0; k < 150; k++) {
      const layer = randomLayer(random);
      const elements = expected(layer);
      expect(elements.length).toBeLessThan(most);
      expect(walked(layer, random), JSON.stringify(layer)).toEqual(elements);
      met.pools += layer.operation ?? 0;
      met.elements += elements.length;
      met.outside += windowsOf(layer)
        .flat()
        .filter(({ inside }) => !inside).length;
    }
    expect(met.pools).toBeGreaterThan(40);
    expect(met.outside).toBeGreaterThan(1000);
    expect(met.elements - met.outside).toBeGreaterThan(1000);
  });

  it('knows positions far outside: the largest strides and windows', () => {
    const far = { ...plainLayer, strideY: 65535, outHeight: 3, outWidth: 1, padTop: 0, inHeight: 65535 };
    const random = new Random(1);
    expect(walked(far, random)).toEqual(expected(far));
  });

  it.each([
    ['window_start', 'nothing adds the distance of windows'],
    ['line_start', 'lines begin where the layer does'],
    ['column', 'the padding on the left is forgotten'],
    ['element', 'elements are not counted'],
  ])('and a fault in %s is seen: %s', (register) => {
    const faulty = withFault(top, 'm_window_walker', (a) => (a.target.name === register ? undefined : a));
    const layer = { ...plainLayer, padTop: 1, padLeft: 1 };
    expect(walked(layer, new Random(2), faulty)).not.toEqual(expected(layer));
  });
});
