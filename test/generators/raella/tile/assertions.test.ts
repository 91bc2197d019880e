import { describe, expect, it } from 'vitest';
import type { RaellaTileConfig } from '../../../../config/raella-machine.js';
import { RaellaIma } from '../../../../generators/raella/ima/index.js';
import { ActivationBuffer } from '../../../../generators/raella/tile/activation-buffer.js';
import { ConfigurationPort } from '../../../../generators/raella/tile/configuration-port.js';
import { generateTile } from '../../../../generators/raella/tile/index.js';
import { Join } from '../../../../generators/raella/tile/join.js';
import { LayerControl } from '../../../../generators/raella/tile/layer-control.js';
import { OutputPort } from '../../../../generators/raella/tile/output-port.js';
import { Quantiser } from '../../../../generators/raella/tile/quantiser.js';
import { build, type Module } from '../../../../hdl-dsl/index.js';
import type { BlackBoxModel } from '../../../../hdl-dsl/sim/black-box-model.js';
import { Simulator } from '../../../../hdl-dsl/sim/simulator.js';
import { stuckAt, withFault } from '../../support/fault.js';

const config: RaellaTileConfig = {
  system: 'raella-tile',
  name: 'tiny',
  rows: 4,
  columns: 4,
  cellBits: 4,
  dacBits: 4,
  adcs: 4,
  adcBits: 7,
  speculation: [4, 4],
  crossbars: 1,
  imas: 1,
  activationBytes: 256,
  channels: 1,
};
const unit = 'tiny';
/** A crossbar that answers, with codes of 0. */
const silent: BlackBoxModel = {
  create: () => ({
    reset: () => ({ code_o: 0n, done_o: 0 }),
    clock: ({ convert_i }) => ({ done_o: Number(convert_i) }),
  }),
};
/** A signal of a module always at a value. */
const broken = (top: Module, module: string, signal: string, value: bigint): Module =>
  withFault(top, module, (a) => (a.target.name === signal ? stuckAt(a, value) : a));
const port = () => build(ConfigurationPort, { unit, activationBytes: 256 });
const buffer = () => build(ActivationBuffer, { unit, bytes: 256 });
const control = () => build(LayerControl, { unit });
const join = () => build(Join, { unit, imas: 1, crossbars: 1, sumBits: 32, channels: 1 });
const output = () => build(OutputPort, { unit });
const ima = () => build(RaellaIma, { config, traced: false });
const tile = () => generateTile(config).top;

type Pins = Readonly<Record<string, number>>;
const idle: Pins = {};
const reads = Array.from({ length: 6 }, (): Pins => ({ cfg_valid_i: 1 }));
const issue: Pins = { issue_i: 1 };
const code: Pins = { in_valid_i: 1 };
const full = (pins: Pins): Pins[] => [...new Array<Pins>(8).fill(pins), pins];
/** Two slices for the crossbar, then a run of it. */
const runs: readonly Pins[] = [
  { layer_valid_i: 1, layer_crossbars_i: 1, layer_data_i: 2 },
  { used_i: 1, start_i: 1 },
  idle,
];
const request = (space: number, index: number, data: number): Pins => ({
  cfg_valid_i: 1,
  cfg_write_i: 1,
  cfg_address_i: space * 2 ** 20 + index,
  cfg_data_i: data,
});
/** A layer of one window that has begun its run. */
const layerRuns: readonly Pins[] = [
  ...[2, 3, 4, 5, 6, 12, 13, 14].map((register) => request(1, register, 1)),
  request(1, 20, 2),
  request(2, 0, 1),
  request(0, 0, 1),
  ...new Array<Pins>(12).fill(idle),
];

/** Assertion, module, and pins that are not 0, cycle by cycle. */
const failures: readonly (readonly [string, () => Module, readonly Pins[]])[] = [
  ['RepliesHaveRoom', () => broken(port(), `${unit}_configuration_port`, 'room', 1n), reads],
  ['OnePortAtATime', buffer, [idle, { running_i: 1, access_i: 1 }]],
  ['OutputsOnlyOfLayers', buffer, [{ running_i: 1, out_valid_i: 1 }, { out_valid_i: 1 }]],
  ['OutputsOnlyOfLayers', buffer, [{ running_i: 1, layer_read_i: 1 }, { layer_read_i: 1 }]],
  ['CrossbarsRestBetweenRuns', control, [{ empty_i: 1 }, { empty_i: 1, busy_i: 1 }]],
  ['NothingOnItsWayWhenIdle', control, [{ empty_i: 1 }, { empty_i: 1, joining_i: 1 }]],
  ['NothingOnItsWayWhenIdle', control, [{ empty_i: 1 }, idle]],
  ['NothingOnItsWayWhenIdle', control, [{ empty_i: 1 }, { empty_i: 1, element_i: 1 }]],
  ['NothingOnItsWayWhenIdle', control, [{ empty_i: 1 }, { empty_i: 1, in_flight_i: 1 }]],
  ['AnswersFollowReads', join, [idle, { answer_i: 1 }]],
  ['AnswersFollowReads', join, [{ begin_i: 1 }, { room_i: 1 }, idle, idle]],
  ['OneWindowAtATime', join, [{ begin_i: 1 }, { begin_i: 1 }]],
  [
    'ScaleIsLegal',
    () => build(Quantiser, { unit }),
    [{ scale_i: 0x8000 }, { in_valid_i: 1, scale_i: 0x8000 }],
  ],
  ['IssueHasRoom', output, full({ ...issue, to_router_i: 1 })],
  ['OutputsHaveRoom', output, full({ ...code, to_router_i: 1 })],
  ['IssuedBefore', output, [code, idle]],
  ['NoReadWhileBusy', ima, [...runs, { read_i: 1 }]],
  ['TakesWhenNotBusy0', () => broken(ima(), `${unit}_ima`, 'busy', 0n), [...runs, { prog_valid_i: 1 }]],
  [
    'ImaTakes0',
    () =>
      withFault(tile(), `${unit}_configuration_port`, (a) =>
        a.target.name === 'cfg_ready' ? stuckAt(a, 1n) : a,
      ),
    [...layerRuns, request(5, 0, 1)],
  ],
  [
    'OneOperationAtATime',
    () =>
      broken(broken(tile(), `${unit}_pool_unit`, 'code_valid', 1n), `${unit}_quantiser`, 'code_valid', 1n),
    [idle, idle],
  ],
];

describe('assertions of the tile', () => {
  it.each(failures)('%s fails where its rule is broken, and only there', (name, top, cycles) => {
    const sim = new Simulator(top(), { models: { [`${unit}_crossbar_xbar`]: silent } });
    sim.reset();
    const failed: (string | undefined)[] = [];
    for (const pins of cycles) {
      for (const [pin, value] of Object.entries(pins)) sim.poke(pin, value);
      sim.step();
      for (const pin of Object.keys(pins)) sim.poke(pin, 0);
      failed.push(sim.failedAssertion?.name);
    }
    expect(failed.at(-1)).toBe(name);
    expect(failed.slice(0, -1).every((one) => one === undefined)).toBe(true);
  });

  it('are all seen to fail', () => {
    const names = new Set<string>();
    const visit = (module: Module): void => {
      // The library's and the crossbar's are tried in their own tests.
      if (module.name.startsWith(`${unit}_crossbar_`) || module.name === `${unit}_crossbar`)
        if (module.name !== `${unit}_crossbar_loader`) return;
      if (module.name.startsWith(unit)) for (const assertion of module.assertions) names.add(assertion.name);
      for (const { of } of module.instances) if (of.kind === 'module') visit(of);
    };
    visit(tile());
    expect([...names].sort()).toEqual([...new Set(failures.map(([name]) => name))].sort());
  });
});
