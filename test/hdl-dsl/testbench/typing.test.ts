import { expectTypeOf, test } from 'vitest';
import {
  bits,
  input,
  module,
  output,
  type Simulation,
  simulate,
  sint,
  stream,
  uint,
} from '../../../hdl-dsl/index.js';
import { type Counter, Lights, Shapes, TwoClocks } from '../../testbench/designs.js';

type IoOf<F extends (...args: never[]) => Promise<Simulation<unknown>>> =
  Awaited<ReturnType<F>> extends Simulation<infer Io> ? Io : never;

const lights = () => simulate(Lights, {});
const shapes = () => simulate(Shapes, {});
const counter = (definition: typeof Counter) => simulate(definition, { width: 8 });

const Wide = module({
  name: 'wide',
  ports: () => ({ a: input(uint(32)), b: output(bits(33)), c: output(stream(sint(200))) }),
  build() {},
});
const wide = () => simulate(Wide, {});

test('ports have the types of their values', () => {
  type LightsIo = IoOf<typeof lights>;
  expectTypeOf<ReturnType<LightsIo['light']['peek']>>().toEqualTypeOf<'Red' | 'Amber' | 'Green'>();
  expectTypeOf<Parameters<LightsIo['wanted']['poke']>[0]>().toEqualTypeOf<'Red' | 'Amber' | 'Green'>();
  expectTypeOf<ReturnType<LightsIo['isWanted']['peek']>>().toEqualTypeOf<boolean>();
  expectTypeOf<LightsIo['light']>().not.toHaveProperty('poke');

  type ShapesIo = IoOf<typeof shapes>;
  expectTypeOf<ReturnType<ShapesIo['held']['peek']>>().toEqualTypeOf<{
    red: number;
    delta: number;
    flags: boolean[];
  }>();
  expectTypeOf<ReturnType<ShapesIo['product']['peek']>>().toEqualTypeOf<number>();
  expectTypeOf<ReturnType<ShapesIo['flipped']['peek']>>().toEqualTypeOf<bigint>();
  expectTypeOf<ShapesIo['row']>().toHaveProperty('at');
  expectTypeOf<ShapesIo['pixel']['fields']['flags']>().toHaveProperty('poke');
  expectTypeOf<ShapesIo['held']['fields']['flags']>().not.toHaveProperty('poke');

  type WideIo = IoOf<typeof wide>;
  expectTypeOf<ReturnType<WideIo['a']['peek']>>().toEqualTypeOf<number>();
  expectTypeOf<ReturnType<WideIo['b']['peek']>>().toEqualTypeOf<bigint>();
  expectTypeOf<Awaited<ReturnType<WideIo['c']['receive']>>>().toEqualTypeOf<bigint>();
  expectTypeOf<WideIo['c']>().not.toHaveProperty('send');

  // The width depends on a parameter.
  type CounterIo = IoOf<typeof counter>;
  expectTypeOf<ReturnType<CounterIo['count']['peek']>>().toEqualTypeOf<number | bigint>();
  expectTypeOf<Parameters<CounterIo['load']['send']>[0]>().toExtend<number | bigint | string>();
});

test('what is misspelt does not compile', () => {
  const never = async () => {
    const sim = await simulate(Lights, {});
    // @ts-expect-error there is no such port
    sim.io.lihgt.peek();
    // @ts-expect-error nor such a member
    sim.io.wanted.poke('Blue');
    // @ts-expect-error an output is not driven
    sim.io.light.poke('Red');
    // @ts-expect-error there is no such clock
    await simulate(TwoClocks, {}, { clocks: { fats: { period: 4 } } });
    // @ts-expect-error that engine comes with crossweave/testbench
    await simulate(TwoClocks, {}, { engine: 'verilator' });
    // @ts-expect-error the width is a number
    await simulate({} as typeof Counter, { width: '8' });
  };
  expectTypeOf(never).toBeFunction();
});
