import { z } from 'zod';
import { operations } from '../../../config/raella/configuration-map.js';
import { all, any, bool, input, module, output, uint } from '../../../hdl-dsl/index.js';
import { anyOf } from '../../common/any-of.js';
import { layerInputs } from './layer-registers.js';

/** Runs a layer.
 *
 *  matrix: a window is gathered, run on the crossbars, and joined; the next one is gathered while this one is joined.
 *  max-pool: windows flow through the pool unit. A layer without elements, windows or outputs ends at once. */
export const LayerControl = module({
  name: (p) => `${p.unit}_layer_control`,
  comment: 'Runs a layer: windows are gathered, run, and joined while the next is gathered.',
  params: z.object({ unit: z.string() }),
  ports: () => ({
    ...layerInputs(
      'operation',
      'inChannels',
      'kernelHeight',
      'kernelWidth',
      'outHeight',
      'outWidth',
      'outputs',
    ),
    start: input(bool, 'taken while no layer runs'),
    running: output(bool),
    clocks: output(uint(32), 'of the layer under way, or of the last'),
    pools: output(bool),
    begin: output(bool, 'a layer begins'),
    stepsReady: input(bool, 'the distances are multiplied out'),
    walk: output(bool, 'the first window may be walked'),
    element: input(bool, 'there is an element'),
    ends: input(bool, 'it is the last of its window'),
    last: input(bool, 'its window is the last'),
    take: output(bool, 'it is taken'),
    inFlight: input(bool, 'elements have not reached the crossbars'),
    run: output(bool, 'the crossbars start'),
    busy: input(bool, 'they run'),
    join: output(bool, 'their results are joined'),
    joinLast: output(bool, 'those of the last window'),
    joining: input(bool),
    room: input(bool, 'an output may be issued'),
    issue: output(bool, 'one of the pool unit is'),
    empty: input(bool, 'no output is on its way'),
  }),
  build(m, _p, io) {
    const { lastWindow, clocks } = m.regs({
      lastWindow: bool({ reset: false, comment: 'the window gathered is the last' }),
      clocks: uint(32, { reset: 0 }),
    });
    const sizes = [io.inChannels, io.kernelHeight, io.kernelWidth, io.outHeight, io.outWidth, io.outputs];
    const { pools, hollow, begins, take, runs, joins, walks } = m.wires({
      pools: io.operation.eq(operations.maxPool),
      hollow: anyOf(sizes.map((size) => size.eq(0))),
      begins: bool({ default: false }),
      take: bool({ default: false }),
      runs: bool({ default: false }),
      joins: bool({ default: false }),
      walks: bool({ default: false }),
    });
    const { taken } = m.wires({ taken: all(io.element, take) });

    const control = m.machine('layer', {
      initial: 'Idle',
      states: {
        Idle: (s) => {
          m.when(io.start, () => {
            begins.drive(true);
            s.goto('Prepare');
          });
        },
        Prepare: (s) => {
          m.when(hollow, () => s.goto('Finish')).elseWhen(io.stepsReady, () => {
            walks.drive(true);
            m.when(pools, () => s.goto('Pool')).otherwise(() => s.goto('Gather'));
          });
        },
        Gather: (s) => {
          take.drive(true);
          m.when(all(taken, io.ends), () => {
            lastWindow.next(io.last);
            s.goto('Start');
          });
        },
        Start: (s) => {
          m.when(any(io.inFlight, io.joining).not(), () => {
            runs.drive(true);
            s.goto('Run');
          });
        },
        Run: (s) => {
          m.when(io.busy.not(), () => {
            joins.drive(true);
            m.when(lastWindow, () => s.goto('Finish')).otherwise(() => s.goto('Gather'));
          });
        },
        Pool: (s) => {
          take.drive(any(io.room, io.ends.not()));
          m.when(all(taken, io.ends, io.last), () => s.goto('Finish'));
        },
        Finish: (s) => {
          m.when(all(io.joining.not(), io.empty), () => s.goto('Idle'));
        },
      },
    });
    const { running } = m.wires({ running: control.is('Idle').not() });
    m.when(begins, () => clocks.next(0)).elseWhen(running, () => clocks.next(clocks.addWrap(1)));
    io.running.drive(running);
    io.clocks.drive(clocks);
    io.pools.drive(pools);
    io.begin.drive(begins);
    io.walk.drive(walks);
    io.take.drive(take);
    io.run.drive(runs);
    io.join.drive(joins);
    io.joinLast.drive(lastWindow);
    io.issue.drive(all(control.is('Pool'), taken, io.ends));
    m.assert(
      'CrossbarsRestBetweenRuns',
      any(io.busy.not(), control.is('Run')),
      'the crossbars run in one state',
    );
    m.assert(
      'NothingOnItsWayWhenIdle',
      any(running, all(io.joining.not(), io.empty, io.element.not(), io.inFlight.not())),
      'a layer ends when its last output has gone',
    );
  },
});
