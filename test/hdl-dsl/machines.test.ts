import { describe, expect, it } from 'vitest';
import {
  bool,
  build,
  clock,
  elaborate,
  input,
  type MachineHandle,
  type ModuleBuilder,
  mermaidOf,
  module,
  output,
  printDesign,
  uint,
} from '../../hdl-dsl/index.js';
import { Simulator } from '../../hdl-dsl/sim/simulator.js';
import { codesOf } from './support/findings.js';
import { checked } from './support/unit.js';

/** Counts three cycles after `go`, and stops for good at `stop`. */
const Control = module({
  name: 'control_unit',
  ports: () => ({
    go: input(bool),
    stop: input(bool),
    busy: output(bool),
    begins: output(bool),
    ends: output(bool),
  }),
  build(m, _p, io) {
    const { left } = m.regs({ left: uint(2, { reset: 0 }) });
    const control = m.machine('control', {
      initial: 'Idle',
      states: {
        Idle: (s) => {
          m.when(io.go, () => {
            left.next(2);
            s.goto('Run');
          });
        },
        Run: (s) => {
          left.next(left.subWrap(1));
          m.when(left.eq(0), () => s.goto('Idle'));
          m.when(io.stop, () => s.goto('Done'));
        },
        Done: (s) => s.stay('the end of the sequence'),
      },
    });
    io.busy.drive(control.is('Run'));
    io.begins.drive(control.isNext('Run').and(control.state.ne('Run')));
    io.ends.drive(control.isNext('Done').and(control.is('Done').not()));
  },
});

describe('state machines', () => {
  it('run as their states say, and tell the state that comes next', () => {
    const simulator = new Simulator(build(Control, {}));
    const cycle = (go: number, stop = 0): string => {
      simulator.poke('go_i', go);
      simulator.poke('stop_i', stop);
      const seen = ['busy_o', 'begins_o', 'ends_o'].map((pin) => simulator.peek(pin)).join('');
      simulator.step();
      return seen;
    };
    const seen = [
      cycle(0),
      cycle(1),
      cycle(0),
      cycle(1),
      cycle(0),
      cycle(1),
      cycle(0, 1),
      cycle(1),
      cycle(1),
    ];
    expect(seen).toEqual(['000', '010', '100', '100', '100', '010', '101', '000', '000']);
  });

  it('are a register of an enumeration and a switch, with their moves in the intermediate form', () => {
    const top = build(Control, {});
    const [machine] = top.machines ?? [];
    expect(top.registers.map((r) => [r.name, r.reset])).toEqual([
      ['left', 0n],
      ['control', 0n],
    ]);
    expect(machine?.state.type.enumeration?.members.map((m) => m.name)).toEqual(['Idle', 'Run', 'Done']);
    expect(machine?.transitions.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'Idle Run',
      'Run Idle',
      'Run Done',
    ]);
    expect(machine?.final).toEqual([{ state: 'Done', reason: 'the end of the sequence' }]);
    expect(machine?.transitions[0]?.source.resolve()?.file).toBe('test/hdl-dsl/machines.test.ts');
    expect(machine && mermaidOf(machine)).toBe(
      'stateDiagram-v2\n  Idle\n  Run\n  Done\n  [*] --> Idle\n  Idle --> Run\n  Run --> Idle\n  Run --> Done\n',
    );
  });

  it('have no wire for the next state unless it is asked for, encodings and domains as told', () => {
    const top = elaborate(
      module({
        name: 'two',
        clocks: { a: clock(), b: clock() },
        ports: () => ({}),
        build(m) {
          const states = { One: (s: { goto(state: 'Two'): void }) => s.goto('Two'), Two: () => {} };
          const options = { clock: m.clocks.b };
          m.machine('hot', { initial: 'Two', encoding: 'one-hot', reset: false, states }, options);
        },
      }),
      {},
    );
    expect(top.wires).toEqual([]);
    const [hot] = top.registers;
    expect([hot?.type.width, hot?.reset, hot?.clock.name]).toEqual([2, undefined, 'b']);
    expect(top.machines?.[0]?.initial).toBe('Two');
  });

  it('are checked by the editor', () => {
    const use = (m: ModuleBuilder): MachineHandle<'Idle' | 'Run'> => {
      const made = m.machine('typed', {
        initial: 'Idle',
        states: {
          // @ts-expect-error no such state
          Idle: (s) => s.goto('Rum'),
          Run: (s) => s.goto('Idle'),
        },
      });
      // @ts-expect-error no such state
      made.is('Stop');
      // @ts-expect-error no such state
      m.machine('other', { initial: 'Stop', states: { Idle: () => {} } });
      return made;
    };
    expect(codesOf(() => checked({}, (m) => void use(m)))).toContain('CW-E040');
  });

  const run = (states: (m: ModuleBuilder) => MachineHandle<string>) => {
    const found: string[] = [];
    const top = module({
      name: 'unit',
      ports: () => ({ y: output(bool) }),
      build: (m, _p, io) => io.y.drive(states(m).state.eq('Idle')),
    });
    build(top, {}, { onWarning: (d) => found.push(`${d.severity} ${d.code} ${d.message}`) });
    return found;
  };

  it('warn of states that are never reached or never left', () => {
    const machine = (late: 'Run' | 'Late') =>
      run((m) =>
        m.machine('control', {
          initial: 'Idle',
          states: {
            Idle: (s) => s.goto('Run'),
            Run: (s) => s.goto(late),
            Late: (s) => s.goto('Last'),
            Last: (s) => s.goto('Last'),
          },
        }),
      );
    expect(machine('Late')).toEqual(['warning CW-E042 state `Last` of machine `control` is never left']);
    expect(machine('Run')).toEqual([
      'warning CW-E041 state `Late` of machine `control` is never reached',
      'warning CW-E041 state `Last` of machine `control` is never reached',
      'warning CW-E042 state `Run` of machine `control` is never left',
      'warning CW-E042 state `Last` of machine `control` is never left',
    ]);
    expect(
      run((m) => m.machine('single', { initial: 'Idle', states: { Idle: (s) => s.goto('Idle') } })),
    ).toEqual([]);
  });

  it('may share the names of states in one module', () => {
    const top = build(
      module({
        name: 'pair',
        ports: () => ({ go: input(bool), busy: output(bool) }),
        build(m, _p, io) {
          const two = ['left', 'right'].map((name) =>
            m.machine(name, {
              initial: 'Idle',
              states: {
                Idle: (s) => void m.when(io.go, () => s.goto(name === 'left' ? 'Run' : 'Idle')),
                Run: (s) => s.goto('Idle'),
              },
            }),
          );
          io.busy.drive(two[0]!.is('Run').and(two[1]!.is('Run')));
        },
      }),
      {},
    );
    const [file] = printDesign(top, { command: 'test' });
    expect(file?.text).toMatch(/LEFT_IDLE += 1'(d|b)0,\n +LEFT_RUN += 1'(d|b)1\n {2}} left_e;/);
    expect(file?.text).toMatch(/RIGHT_IDLE += 1'(d|b)0,\n +RIGHT_RUN += 1'(d|b)1\n {2}} right_e;/);
    expect(file?.text).toContain('assign busy_o = left_q == LEFT_RUN && right_q == RIGHT_RUN;');
  });
});
