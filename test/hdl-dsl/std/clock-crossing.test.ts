import { describe, expect, it } from 'vitest';
import { bool, build, clock, input, module, output, stream, uint } from '../../../hdl-dsl/index.js';
import { Simulator } from '../../../hdl-dsl/sim/simulator.js';
import {
  asyncFifo,
  BitSynchroniser,
  GraySynchroniser,
  handshakeSynchroniser,
  PulseSynchroniser,
} from '../../../hdl-dsl/std/index.js';
import { codesOf } from '../support/findings.js';
import { compareWithModel } from './support/compare.js';
import { Receiver, runTwoClocks, Sender } from './support/two-clocks.js';

describe('synchronisers', () => {
  it.each([2, 3])('of %i stages delay by as many cycles', (stages) => {
    const row: bigint[] = Array.from({ length: stages }, () => 1n);
    compareWithModel(build(BitSynchroniser, { stages, initial: true }), {
      outputs: () => ({ settled: row[0] }),
      tick: (i) => {
        row.push(i.raw ?? 0n);
        row.shift();
      },
    });
    const codes: bigint[] = Array.from({ length: stages }, () => 5n);
    compareWithModel(build(GraySynchroniser, { bits: 4, stages, initial: 5 }), {
      outputs: () => ({ settled: codes[0] }),
      tick: (i) => {
        codes.push(i.raw ?? 0n);
        codes.shift();
      },
    });
  });

  it('have their registers marked for tools', () => {
    const top = build(BitSynchroniser, {});
    expect(top.registers.map((r) => [r.name, r.attributes])).toEqual([
      ['stage_0', { ASYNC_REG: 'TRUE' }],
      ['stage_1', { ASYNC_REG: 'TRUE' }],
    ]);
  });

  it.each([2, 3])('of %i stages carry every pulse once', (stages) => {
    let sent = 0;
    let arrived = 0;
    let quiet = 0;
    let pulse = false;
    runTwoClocks(
      build(PulseSynchroniser, { stages }),
      [
        {
          clock: 'source',
          before(sim, random) {
            pulse = quiet > 20 && random.chance(0.5);
            quiet = pulse ? 0 : quiet + 1;
            sim.poke('pulse_i', pulse ? 1 : 0);
          },
          atEdge() {
            if (pulse) sent++;
          },
        },
        {
          clock: 'destination',
          before() {},
          atEdge(sim) {
            if (sim.peek('arrived_o') === 1) arrived++;
          },
        },
      ],
      { edges: 3000, seed: stages },
    );
    expect(sent).toBeGreaterThan(30);
    expect(sent - arrived).toBeLessThanOrEqual(1);
    expect(sent - arrived).toBeGreaterThanOrEqual(0);
  });

  it.each([2, 3])('of %i stages carry words one by one', (stages) => {
    const sender = new Sender('source', 7);
    const receiver = new Receiver('destination');
    runTwoClocks(build(handshakeSynchroniser(uint(7)), { stages }), [sender, receiver], {
      edges: 3000,
      seed: stages,
    });
    expect(receiver.received.length).toBeGreaterThan(100);
    expect(receiver.received).toEqual(sender.sent.slice(0, receiver.received.length));
    expect(sender.sent.length - receiver.received.length).toBeLessThanOrEqual(1);
  });
});

describe('asynchronous FIFO', () => {
  const sizes = [1, 2, 3, 4, 5, 7].flatMap((depth) => [2, 3].map((stages) => ({ depth, stages })));
  it.each(sizes)('keeps every word in order: %o', ({ depth, stages }) => {
    const sender = new Sender('write', 9);
    const receiver = new Receiver('read');
    let most = 0;
    runTwoClocks(build(asyncFifo(uint(9)), { depth, stages }), [sender, receiver], {
      edges: 3000,
      seed: depth * 10 + stages,
      observe(sim) {
        const inside = sender.sent.length - receiver.received.length;
        if (Number(sim.peek('written_o')) < inside || Number(sim.peek('held_o')) > inside)
          expect({ inside, written: sim.peek('written_o'), held: sim.peek('held_o') }).toBeUndefined();
        most = Math.max(most, inside);
      },
    });
    expect(receiver.received.length).toBeGreaterThan(150);
    expect(receiver.received).toEqual(sender.sent.slice(0, receiver.received.length));
    expect(most).toBe(depth);
  });

  it('moves a word in every cycle if it is deep enough', () => {
    for (const stages of [2, 3]) {
      const sim = new Simulator(build(asyncFifo(uint(4)), { depth: 2 * stages + 3, stages }));
      sim.poke('in_valid_i', 1);
      sim.poke('out_ready_i', 1);
      for (let edge = 0; edge < 200; edge++) {
        if (edge > 20) expect([sim.peek('in_ready_o'), sim.peek('out_valid_o')]).toEqual([1, 1]);
        sim.tick(['write', 'read']);
      }
    }
  });

  it('joins the domains of a design that may not be joined without it', () => {
    const crossing = (safe: boolean) =>
      module({
        name: 'crossing',
        clocks: { fast: clock(), slow: clock() },
        ports: () => ({
          in: input(stream(uint(8)), { clock: 'fast' }),
          out: output(stream(uint(8)), { clock: 'slow' }),
          level: input(bool, { clock: 'fast' }),
          flag: output(bool, { clock: 'slow' }),
        }),
        build(m, _p, io) {
          const fifo = m.instance(
            'fifo',
            asyncFifo(uint(8)),
            { depth: 5 },
            { clocks: { write: m.clocks.fast, read: m.clocks.slow } },
          );
          fifo.in.valid.drive(io.in.valid);
          fifo.in.data.drive(io.in.data);
          io.in.ready.drive(fifo.in.ready);
          io.out.valid.drive(fifo.out.valid);
          io.out.data.drive(fifo.out.data);
          fifo.out.ready.drive(io.out.ready);
          m.ignore(fifo.written, 'not asked');
          m.ignore(fifo.held, 'not asked');
          m.within(m.clocks.slow, () => {
            const level = m.instance('level', BitSynchroniser, {});
            level.raw.drive(io.level);
            io.flag.drive(safe ? level.settled : level.settled.and(io.level));
          });
        },
      });
    expect(codesOf(() => build(crossing(true), {}))).toEqual([]);
    expect(codesOf(() => build(crossing(false), {}))).toEqual(['CW-E035']);
  });
});
