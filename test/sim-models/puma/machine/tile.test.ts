import { describe, expect, it } from 'vitest';
import { runMachine } from '../../../../sim-models/puma/machine/index.js';
import { Encoder, imageOf } from './encode.js';
import { tileConfig } from './machines.js';

const config = tileConfig();
const e = new Encoder(config);
const r = (k: number): number => 16 + k;

/** A tile program. */
const tile = (...words: bigint[]) => ({ words: BigUint64Array.from(words) });

describe('tile', () => {
  it('hands words from core to core, blocking both ways, and sends them', () => {
    const producer = [
      e.core('set', { dest: r(0), immediate: 16 }),
      e.core('set', { dest: r(1), immediate: 5 }),
      e.core('set', { dest: r(2), immediate: 1 }),
      e.core('store', { address: r(0), src1: r(1), count: 2 }), // 3: again and again
      e.core('alu-int.sub', { dest: r(1), src1: r(1), src2: r(2) }),
      e.core('brn.gt', { src1: r(1), src2: r(3), pc: 3 }),
      e.core('hlt'),
    ];
    const consumer = [
      e.core('set', { dest: r(0), immediate: 16 }),
      e.core('load', { dest: r(8), address: r(0) }),
      e.core('load', { dest: r(9), address: r(0) }),
      e.core('load', { dest: r(10), address: r(0) }),
      e.core('load', { dest: r(11), address: r(0) }),
      e.core('load', { dest: r(12), address: r(0) }),
      e.core('hlt'),
    ];
    const sender = tile(
      ...Array.from({ length: 5 }, (_, k) => e.tile('send', { address: 16, fifo: 7, target: 300 + k })),
      e.tile('halt'),
    );
    const run = runMachine(config, imageOf([producer, consumer], { tile: sender }), { trace: true });
    expect(run.end).toEqual({ reason: 'stopped' });
    // Each word is read twice, by two of three readings of core 1 and the tile: all words come through in order.
    const sent = run.trace!.packets;
    const got = [...run.cores[1]!.registers.subarray(8, 13)];
    expect(sent.length).toBe(5);
    expect([0, 1, 2, 3, 4].map((k) => sent.at(k, 0))).toEqual([300, 301, 302, 303, 304]);
    const values = [...got, ...[0, 1, 2, 3, 4].map((k) => sent.at(k, 3))].sort();
    expect(values).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    expect(run.memory.valid[16]).toBe(0);
  });

  it('finds a deadlock as soon as nothing moves, and says who waits for what', () => {
    const waits = [
      e.core('set', { dest: r(0), immediate: 40 }),
      e.core('load', { dest: r(1), address: r(0), width: 2 }),
    ];
    const full = [
      e.core('set', { dest: r(0), immediate: 8 }),
      e.core('store', { address: r(0), src1: r(1), count: 1 }),
    ];
    const lines = [
      { file: 'a.asm', line: 1, text: 'set r0, 40' },
      { file: 'a.asm', line: 2, text: 'load r1, r0, 2' },
    ];
    const image = imageOf([{ words: BigUint64Array.from(waits), lines, registers: [], cells: [] }, full], {
      tile: tile(e.tile('receive', { address: 0, fifo: 2, count: 1 }), e.tile('halt')),
      memory: [
        { address: 40, values: Int16Array.of(9), count: 3 },
        { address: 8, values: Int16Array.of(1), count: 0 },
      ],
      packets: [1, 1, 1].map((fifo) => ({ fifo, values: Int16Array.of(1, 2) })),
    });
    const run = runMachine(config, image);
    expect(run.end).toEqual({
      reason: 'deadlock',
      waits: [
        {
          unit: 'core 0',
          core: 0,
          pc: 1,
          instruction: 'load',
          line: lines[1],
          since: 4,
          waitsFor: {
            what: 'valid',
            words: [
              { address: 40, value: 9, valid: 1, count: 3 },
              { address: 41, value: 0, valid: 0, count: 0 },
            ],
          },
        },
        {
          unit: 'core 1',
          core: 1,
          pc: 1,
          instruction: 'store',
          since: 5,
          waitsFor: { what: 'invalid', words: [{ address: 8, value: 1, valid: 1, count: 0 }] },
        },
        { unit: 'tile', pc: 0, instruction: 'receive', since: 2, waitsFor: { what: 'packet', fifo: 2 } },
      ],
    });
    expect(run.unconsumed).toEqual({
      words: [{ address: 40, words: 1, count: 3 }],
      fifos: [{ fifo: 1, packets: 2 }],
      packetsOutside: 1,
    });
    expect(run.cores.map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    expect(run.tile!.state).toBe('waiting');
  });

  it('receives packets, in order, as the FIFOs have room', () => {
    const program = tile(
      e.tile('receive', { address: 0, fifo: 1, count: 1, width: 3, vecWidth: 2 }), // 2 .. 5
      e.tile('receive', { address: 16, fifo: 0, count: 0, width: 1 }), // 6 7
      e.tile('receive', { address: 32, fifo: 1, count: 2, width: 3 }), // 8 9
      e.tile('halt'), // 10
    );
    const packet = (fifo: number, ...values: number[]) => ({ fifo, values: Int16Array.from(values) });
    // Entered in 0, 1; the third waits for the first to leave in 3: 4; then 5; 6.
    const packets = [packet(1, 1, 2, 3), packet(1, 4, 5, 6), packet(1, 7, 8, 9), packet(0, 10), packet(9, 0)];
    const run = runMachine(config, imageOf([], { tile: program, packets }));
    expect(run.cycles).toBe(11);
    expect([...run.memory.values.subarray(0, 6)]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(run.memory.values[16]).toBe(10);
    expect([...run.memory.values.subarray(32, 35)]).toEqual([7, 8, 9]);
    expect(run.tile).toEqual({ state: 'halted', pc: 3, badPacket: true });
  });

  it('sees a packet in the cycle after it entered, and has room in the cycle after one left', () => {
    const narrow = tileConfig({ tile: { instructions: 32, fifos: 1, fifoDepth: 1 } });
    const program = tile(e.tile('receive', { address: 0, fifo: 0, width: 1, vecWidth: 3 }), e.tile('halt'));
    const packets = [1, 2, 3].map((value) => ({ fifo: 0, values: Int16Array.of(value) }));
    const run = runMachine(narrow, imageOf([], { tile: program, packets }), { trace: true });
    // The first enters in 0, is asked for in 2 and leaves in 3; the second enters in 4, is seen and asked for in 5,
    // leaves in 6; the third enters in 7, leaves in 9; halt in 10.
    const log = run.trace!.memory[2]!;
    expect([0, 1, 2].map((k) => log.cycle(k))).toEqual([3, 6, 9]);
    expect(run.cycles).toBe(11);
  });

  it('traps at the block that meets a packet of another width, in the cycle in which it is seen', () => {
    const program = tile(e.tile('receive', { address: 0, fifo: 3, count: 1, width: 2, vecWidth: 2 }));
    const packets = [2, 3].map((words) => ({ fifo: 3, values: new Int16Array(words).fill(words) }));
    const run = runMachine(config, imageOf([], { tile: program, packets }));
    // Asked for in 2, written in 3; the second block begins in 4.
    expect(run.tile).toMatchObject({ state: 'trapped', trap: { cause: 'packet-width', pc: 0 } });
    expect(run.cycles).toBe(5);
    expect([...run.memory.valid.subarray(0, 4)]).toEqual([1, 1, 0, 0]);
    expect(run.unconsumed).toEqual({
      words: [{ address: 0, words: 2, count: 1 }],
      fifos: [{ fifo: 3, packets: 1 }],
      packetsOutside: 0,
    });
  });

  it('lists words that nobody consumed by runs of one count, constants not', () => {
    const memory = [
      { address: 3, values: new Int16Array(2), count: 1 },
      { address: 5, values: new Int16Array(3), count: 2 },
      { address: 8, values: new Int16Array(3), count: 0 },
      { address: 12, values: new Int16Array(1), count: 2 },
    ];
    expect(runMachine(config, imageOf([], { memory })).unconsumed.words).toEqual([
      { address: 3, words: 2, count: 1 },
      { address: 5, words: 3, count: 2 },
      { address: 12, words: 1, count: 2 },
    ]);
  });
});
