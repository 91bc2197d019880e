import { describe, expect, it } from 'vitest';
import {
  bool,
  build,
  enumOf,
  input,
  literal,
  module,
  oneHotMux,
  output,
  struct,
  uint,
  vec,
} from '../../hdl-dsl/index.js';
import { printDesign } from '../../hdl-dsl/print/index.js';
import { Simulator } from '../../hdl-dsl/sim/simulator.js';
import { codesOf } from './support/findings.js';

const names = ['Idle', 'Load', 'Run', 'Drain', 'Stop'] as const;
const encodingsOf = (type: { readonly enumeration: { readonly members: readonly { value: bigint }[] } }) =>
  type.enumeration.members.map(({ value }) => value);

describe('encodings of enumerations', () => {
  it('are binary, one-hot or gray in the order of the members, or chosen', () => {
    const binary = enumOf('state', names);
    expect([binary.width, encodingsOf(binary)]).toEqual([3, [0n, 1n, 2n, 3n, 4n]]);
    expect(encodingsOf(enumOf('state', names, { encoding: 'binary' }))).toEqual(encodingsOf(binary));
    const oneHot = enumOf('state', names, { encoding: 'one-hot' });
    expect([oneHot.width, encodingsOf(oneHot)]).toEqual([5, [1n, 2n, 4n, 8n, 16n]]);
    const gray = enumOf('state', names, { encoding: 'gray' });
    expect([gray.width, encodingsOf(gray)]).toEqual([3, [0n, 1n, 3n, 2n, 6n]]);
    const chosen = enumOf('state', { Idle: 9, Run: 0, Stop: 2n ** 70n });
    expect([chosen.width, encodingsOf(chosen)]).toEqual([71, [9n, 0n, 2n ** 70n]]);
    expect(chosen.members).toEqual(['Idle', 'Run', 'Stop']);
    expect(enumOf('single', { Only: 0 }).width).toBe(1);
    expect(enumOf('wide', { Only: 2n ** 65535n }).width).toBe(65536);
  });

  it('have gray neighbours that differ in one bit, for many members', () => {
    const many = enumOf(
      'many',
      Array.from({ length: 100 }, (_, i) => `M${i}`),
      { encoding: 'gray' },
    );
    const values = encodingsOf(many);
    expect(new Set(values).size).toBe(100);
    for (const [i, value] of values.entries()) {
      const changed = value ^ (values[i - 1] ?? 1n);
      expect(changed & (changed - 1n)).toBe(0n);
    }
  });

  it('are distinct natural numbers of at most 65536 bits', () => {
    for (const bad of [{ A: 1, B: 1 }, { A: -1 }, { A: 0.5 }, { A: 2 ** 53 }, { A: 2n ** 65536n }]) {
      expect(codesOf(() => enumOf('state', bad as never))).toEqual(['CW-E029']);
    }
  });
});

describe('enumerations of any encoding', () => {
  const machine = (encoding: 'binary' | 'one-hot' | 'gray') => {
    const State = enumOf('state', names, { encoding });
    return {
      State,
      Machine: module({
        name: 'machine',
        ports: () => ({
          go: input(bool),
          stop: input(State),
          pick: input(uint(2)),
          state: output(State),
          next: output(State),
          count: output(uint(3)),
          list: output(vec(State, 2)),
          isStop: output(bool),
        }),
        build(m, _p, io) {
          const { state, pair } = m.regs({
            state: State({ reset: 'Load' }),
            pair: struct({ last: State({ reset: 'Stop' }) }),
          });
          const { count } = m.wires({ count: uint(3, { default: 7 }) });
          const { memory } = m.wires({ memory: State({ default: 'Drain' }) });
          m.switch(
            state,
            {
              Load: () => state.next('Run'),
              Run: () => m.when(io.go, () => state.next('Drain')),
              Drain: () => {
                state.next(io.stop);
                memory.drive(io.stop);
              },
            },
            () => count.drive(5),
          );
          m.switch(io.stop, {
            Idle: () => count.drive(1),
            Load: () => count.drive(2),
            Stop: () => count.drive(3),
          });
          pair.last.next(state);
          io.state.drive(state);
          io.next.drive(oneHotMux(io.pick.asBits(), [state, memory]));
          io.count.drive(count);
          io.list.drive([state, pair.last]);
          io.isStop.drive(state.eq('Stop').or(pair.last.ne('Stop')));
        },
      }),
    };
  };

  it.each(['binary', 'one-hot', 'gray'] as const)('%s: behave alike in the simulator', (encoding) => {
    const { State, Machine } = machine(encoding);
    const sim = new Simulator(build(Machine, {}));
    const code = (name: string): number =>
      Number(State.enumeration.members.find((m) => m.name === name)?.value);
    const nameOf = (value: unknown): string =>
      State.enumeration.members.find((m) => m.value === BigInt(value as number))?.name ?? `${value}`;
    const seen = () => [nameOf(sim.peek('state_o')), sim.peek('count_o'), sim.peek('is_stop_o')];
    sim.poke('stop_i', code('Stop'));
    expect(seen()).toEqual(['Load', 3, 0]);
    expect(sim.peek('list_o')).toBe(code('Load') + code('Stop') * 2 ** State.width);
    sim.step();
    expect(seen()).toEqual(['Run', 3, 1]);
    sim.step();
    expect(seen()).toEqual(['Run', 3, 1]);
    sim.poke('go_i', 1);
    sim.step();
    expect(seen()).toEqual(['Drain', 3, 1]);
    sim.poke('pick_i', 2);
    expect(nameOf(sim.peek('next_o'))).toBe('Stop');
    sim.poke('pick_i', 0);
    expect(sim.peek('next_o')).toBe(0);
    sim.poke('stop_i', code('Idle'));
    sim.step();
    expect(seen()).toEqual(['Idle', 1, 1]);
    // An encoding that names no member.
    sim.poke('stop_i', 2 ** State.width - 1);
    expect(sim.peek('count_o')).toBe(5);
  });

  it('print their encodings', () => {
    const text = printDesign(build(machine('one-hot').Machine, {}), { command: 'test' })
      .map((file) => file.text)
      .join('');
    expect(text).toContain(`  typedef enum logic [4:0] {
    IDLE  = 5'd1,
    LOAD  = 5'd2,
    RUN   = 5'd4,
    DRAIN = 5'd8,
    STOP  = 5'd16
  } state_e;`);
    expect(literal(machine('gray').State, 'Stop').width).toBe(3);
  });
});
