import { expect, test } from 'vitest';
import { Simulator } from '../../../hdl-dsl/sim/simulator.js';
import { randomDesign } from '../print/support/random-design.js';
import { Random } from '../print/support/random.js';
import { Reference } from '../print/support/reference.js';

test.each(Array.from({ length: 60 }, (_, i) => i))('seed %i', (seed) => {
  const top = randomDesign(seed, 'dut');
  const sim = new Simulator(top);
  const ref = new Reference(top);
  const random = new Random(seed + 1000);
  for (let c = 0; c < 30; c++) {
    const values = new Map<string, bigint>();
    for (const p of top.ports.filter((p) => p.direction === 'input')) {
      const v = random.bits(p.type.width);
      values.set(p.name, v);
      sim.poke(`${p.name}_i`, v);
    }
    ref.drive((n) => values.get(n) ?? 0n);
    for (const p of top.ports.filter((p) => p.direction === 'output')) {
      expect(BigInt(sim.peek(`${p.name}_o`)), `${p.name} ${c}`).toBe(ref.output(p.name));
    }
    ref.clock();
    sim.step();
    expect(sim.cycle).toBe(c + 1);
  }
});
