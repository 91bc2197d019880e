import { beforeEach, describe, expect, it } from 'vitest';
import { CoreBench } from './support/core-bench.js';
import { smallCore } from './support/small-core.js';

const config = smallCore();
const D = config.dimension;

describe('debug port of a core', () => {
  const bench = new CoreBench(config);
  const { encoder, general: g } = bench;
  beforeEach(() => {
    bench.memory.valid.fill(0);
    bench.memory.delay = 0;
    bench.reset();
  });

  /** Counts up in a loop of five cycles. */
  const loop = [
    encoder.core('alui.add', { dest: g, src1: g, immediate: 1 }),
    encoder.core('alui.add', { dest: g + 1, src1: g + 1, immediate: 2 }),
    encoder.core('jmp', { pc: 0 }),
  ];
  const start = () => {
    bench.sim.poke('run_i', 1);
    bench.step();
    bench.sim.poke('run_i', 0);
  };
  const steps = (n: number) => {
    for (let k = 0; k < n; k++) bench.step();
  };

  it('shows a core that was never started', () => {
    expect(bench.status).toEqual({
      running: 0,
      halted: 0,
      trapped: 0,
      cause: 'none',
      matrixRunning: 0,
      waits: 0,
    });
    expect([bench.bit('running_o'), bench.bit('ended_o'), bench.pc, bench.flags]).toEqual([0, 0, 0, 0]);
    expect(Object.values(bench.counters).every((count) => count === 0)).toBe(true);
  });

  it('clears all registers after reset, and takes nothing before that is done', () => {
    for (let address = 0; address < g + 48; address++) bench.write('registers', address, address + 1);
    bench.load(loop);
    bench.sim.reset();
    bench.sim.poke('cfg_valid_i', 1);
    let swept = 0;
    for (; bench.bit('cleared_o') === 0; swept++) {
      expect(bench.bit('cfg_ready_o')).toBe(0);
      bench.step();
    }
    bench.sim.poke('cfg_valid_i', 0);
    expect(swept).toBe(100);
    for (let address = 0; address < g + 48; address++) {
      expect(bench.read('registers', address)).toBe(0n);
      expect(bench.read('xbarIn', address)).toBe(0n);
    }
    expect(bench.read('instructions', 1)).toBe(0n);
  });

  it('clears XbarOut after reset, of whatever number of rows', () => {
    const small = new CoreBench(smallCore({ lanes: 1, instructions: 16 }));
    small.program(1, new Array<number>(D * D).fill(-100));
    small.write('registers', D, 32767);
    const encode = small.encoder;
    small.execute([encode.core('mvm', { mask: 2, filter: g, stride: g }), encode.core('hlt')]);
    expect(small.registers(D, D)).toEqual(new Array<number>(D).fill(-800));
    small.reset();
    expect(small.registers(D, D)).toEqual(new Array<number>(D).fill(0));
  });

  it('reads and writes registers: XbarIn, XbarOut, general', () => {
    for (let address = 0; address < g + 48; address++) bench.write('registers', address, address - 30);
    for (let address = 0; address < g; address++) {
      expect(bench.read('xbarIn', address)).toBe(BigInt.asUintN(16, BigInt(address - 30)));
      expect(bench.read('registers', address)).toBe(0n);
    }
    expect(bench.registers(g, 48)).toEqual(Array.from({ length: 48 }, (_, i) => i + g - 30));
    bench.write('registers', g + 48, 5);
    bench.write('registers', (1 << 23) + g, 5);
    expect(bench.register(g)).toBe(g - 30);
    expect(bench.read('registers', g + 48)).toBe(0n);
    expect(bench.read('registers', (1 << 23) + g)).toBe(0n);
  });

  it('reads and writes instructions, of 56 bits', () => {
    const word = 0xfedcba98765432n;
    bench.write('instructions', 99, word | (0xffn << 56n));
    bench.write('instructions', 100, 1);
    bench.write('instructions', (1 << 20) + 99, 1);
    expect(bench.read('instructions', 99)).toBe(word);
    expect(bench.read('instructions', 100)).toBe(0n);
    expect(bench.read('instructions', 98)).toBe(0n);
  });

  it('answers reads in order, and keeps an answer until it is taken', () => {
    bench.setRegisters(g, [11]);
    bench.sim.poke('cfg_read_ready_i', 0);
    bench.sim.poke('cfg_valid_i', 1);
    bench.sim.poke('cfg_write_i', 0);
    bench.sim.poke('cfg_space_i', 2);
    bench.sim.poke('cfg_address_i', g);
    bench.step();
    for (let k = 0; k < 5; k++) {
      expect([bench.bit('cfg_ready_o'), bench.bit('cfg_read_valid_o')]).toEqual([0, 1]);
      expect(BigInt(bench.sim.peek('cfg_read_data_o'))).toBe(11n);
      bench.step();
    }
    bench.sim.poke('cfg_valid_i', 0);
    bench.sim.poke('cfg_read_ready_i', 1);
    bench.step();
    expect([bench.bit('cfg_ready_o'), bench.bit('cfg_read_valid_o')]).toEqual([1, 0]);
  });

  it('answers 0 where nothing is, and drops writes there', () => {
    for (const space of ['cells', 'flipFlags'] as const) expect(bench.read(space, 0)).toBe(0n);
    for (const address of [5, 15, 16 + 13, 31, 32, 1 << 23]) expect(bench.read('control', address)).toBe(0n);
    bench.write('control', 0, 3);
    bench.write('control', 7, 1);
    expect(bench.status.running).toBe(0);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('halts and goes on, %i cycles after the start', (cycles) => {
    bench.load(loop);
    start();
    steps(cycles);
    bench.write('control', 0, 0);
    steps(5);
    expect(bench.status).toMatchObject({ running: 0, halted: 0, trapped: 0 });
    // The instruction under way has ended: words of both counters, and pc, belong together.
    const { pc } = bench;
    const [a, b] = [bench.register(g), bench.register(g + 1)];
    expect(b).toBe(2 * (a - (pc === 1 ? 1 : 0)));
    const counters = bench.counters;
    expect(counters.vector).toBe(a + b / 2);
    expect(counters.cycles).toBe(counters.stallFetch + counters.vector + counters.control);
    bench.write('control', 0, 1);
    steps(50);
    expect(bench.status.running).toBe(1);
    bench.sim.poke('halt_i', 1);
    bench.step();
    bench.sim.poke('halt_i', 0);
    steps(3);
    expect(bench.status.running).toBe(0);
    expect(bench.register(g)).toBeGreaterThan(a + 8);
    expect(bench.register(g + 1)).toBe(2 * (bench.register(g) - (bench.pc === 1 ? 1 : 0)));
  });

  it('steps one instruction', () => {
    bench.load([...loop, encoder.core('copy', { dest: g + 4, src1: g, width: 8 }), encoder.core('hlt'), 0n]);
    const seen: number[][] = [];
    for (const _ of [1, 2, 3, 4]) {
      bench.write('control', 0, 2);
      steps(8);
      seen.push([bench.pc, bench.register(g), bench.register(g + 1)]);
    }
    expect(seen).toEqual([
      [1, 1, 0],
      [2, 1, 2],
      [0, 1, 2],
      [1, 2, 2],
    ]);
    expect(bench.counters).toMatchObject({ cycles: 12, stallFetch: 8, vector: 3, control: 1 });
    bench.write('control', 1, 3);
    bench.write('control', 0, 2);
    steps(8);
    expect([bench.pc, bench.registers(g + 4, 2)]).toEqual([4, [2, 2]]);
    bench.write('control', 0, 2);
    steps(8);
    expect([bench.pc, bench.status.halted, bench.bit('ended_o')]).toEqual([4, 1, 1]);
    bench.write('control', 1, 5);
    bench.write('control', 0, 2);
    steps(8);
    expect(bench.status).toMatchObject({ running: 0, halted: 0, trapped: 1, cause: 'invalid-instruction' });
    expect(bench.pc).toBe(5);
    bench.write('control', 1, 3);
    bench.write('control', 0, 2);
    expect(bench.status).toMatchObject({ halted: 0, trapped: 0, cause: 'none' });
  });

  it('reads and writes pc, flags and the state of rand', () => {
    bench.write('control', 1, 100);
    bench.write('control', 2, 5);
    bench.write('control', 3, 0x89abcdef);
    expect([bench.pc, bench.flags, Number(bench.read('control', 3))]).toEqual([100, 5, 0x89abcdef]);
  });

  it('does not touch what a running core owns', () => {
    bench.load(loop);
    bench.setRegisters(g, [5]);
    bench.program(0, new Array<number>(D * D).fill(1));
    start();
    bench.write('registers', g + 9, 77);
    bench.write('instructions', 0, 0);
    bench.write('control', 1, 50);
    bench.write('control', 2, 7);
    bench.write('control', 3, 1);
    bench.write('cells', 0, 0xffff);
    // In every phase of the loop, whatever the read ports are busy with.
    for (let k = 0; k < 12; k++) {
      const seen = [bench.read('registers', g), bench.read('xbarIn', g), bench.read('instructions', 0)];
      expect(seen).toEqual([0n, 0n, 0n]);
      steps(1);
    }
    expect(bench.status.running).toBe(1);
    expect(bench.pc).toBeLessThan(3);
    bench.write('control', 0, 0);
    steps(4);
    expect(bench.registers(g + 9, 1)).toEqual([0]);
    expect(bench.read('instructions', 0)).toBe(loop[0]);
    expect(bench.flags).toBe(0);
    expect(Number(bench.read('control', 3))).toBe(0x2545f491);
  });

  it('leaves the cells alone while a matrix unit runs', () => {
    const weights = Array.from({ length: D * D }, (_, i) => (i % 7) - 3);
    bench.program(0, weights);
    bench.setRegisters(0, [4096, 0, 0, 0, 0, 0, 0, 0]);
    bench.load([encoder.core('mvm', { mask: 1, filter: g, stride: g }), encoder.core('hlt')]);
    bench.write('control', 0, 2);
    steps(8);
    expect(bench.status).toMatchObject({ running: 0, matrixRunning: 1 });
    bench.program(
      0,
      weights.map((w) => w + 1),
    );
    expect(bench.status).toMatchObject({ matrixRunning: 1 });
    bench.write('control', 0, 1);
    steps(100);
    expect(bench.status).toMatchObject({ halted: 1 });
    bench.write('control', 1, 0);
    bench.run();
    expect(bench.registers(0, D)).toEqual(weights.slice(0, D));
  });

  it('tells what a core waits for', () => {
    bench.setRegisters(g, [20, 0]);
    bench.load([
      encoder.core('mvm', { mask: 2, filter: g + 1, stride: g + 1 }),
      encoder.core('copy', { dest: g + 4, src1: D, width: 4 }),
      encoder.core('load', { dest: g + 4, address: g, width: 4, vecWidth: 2 }),
      encoder.core('hlt'),
    ]);
    start();
    expect(bench.status.waits).toBe(1);
    steps(10);
    expect(bench.status).toMatchObject({ waits: 4, matrixRunning: 2 });
    expect([bench.pc, bench.bit('progress_o')]).toEqual([1, 1]);
    steps(120);
    expect(bench.status).toMatchObject({ running: 1, waits: 2, matrixRunning: 0 });
    expect([bench.pc, bench.read('control', 4), bench.bit('progress_o')]).toEqual([2, 20n, 0]);
    // It halts after the instruction under way, which waits on.
    bench.write('control', 0, 0);
    steps(10);
    expect(bench.status.running).toBe(1);
    bench.memory.put(20, [1, 2, 3, 4]);
    steps(10);
    expect([bench.status.running, bench.read('control', 4)]).toEqual([1, 24n]);
    bench.memory.put(24, [5, 6, 7, 8]);
    steps(10);
    expect(bench.status).toMatchObject({ running: 0, halted: 0 });
    expect([bench.pc, bench.read('control', 4)]).toEqual([3, 0n]);
    expect(bench.registers(g + 4, 8)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});
