import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../config/index.js';
import type { PumaTileConfig } from '../../../../config/puma-machine.js';
import { generateMachine } from '../../../../generators/puma/machine.js';
import { ConfigurationPort } from '../../../../generators/puma/tile/configuration-port.js';
import { MemoryBank } from '../../../../generators/puma/tile/memory-bank.js';
import { RunMonitor } from '../../../../generators/puma/tile/run-monitor.js';
import { SharedMemory } from '../../../../generators/puma/tile/shared-memory.js';
import { TileControl } from '../../../../generators/puma/tile/tile-control.js';
import { TileProgram } from '../../../../generators/puma/tile/tile-program.js';
import { TileSpaces } from '../../../../generators/puma/tile/tile-spaces.js';
import { build, type Module } from '../../../../hdl-dsl/index.js';
import { Simulator } from '../../../../hdl-dsl/sim/simulator.js';
import { stuckAt, withFault } from '../../support/fault.js';

const config = loadConfig('puma-tile-small').config as PumaTileConfig;
const bank = () => build(MemoryBank, { unit: 'm', rows: 2, countBits: 2 });
const memory = () => build(SharedMemory, { unit: 'm', clients: 2, words: 32, countBits: 2 });
const control = () => build(TileControl, config);
/** A wire of a module always at a value. */
const broken = (top: Module, module: string, wire: string, value: bigint): Module =>
  withFault(top, module, (a) => (a.target.name === wire ? stuckAt(a, value) : a));

type Pins = Readonly<Record<string, number>>;
const idle: Pins = {};
const request: Pins = { in_0_valid_i: 1 };
const cleared = [idle, idle, idle];
const started = [...Array.from({ length: config.tile.instructions }, () => idle), { run_i: 1 }, idle];
const reads = Array.from({ length: 6 }, (): Pins => ({ request_valid_i: 1 }));

/** Assertion, module, and pins that are not 0, cycle by cycle. */
const failures: readonly (readonly [string, () => Module, readonly Pins[]])[] = [
  ['OneChange', bank, [{ replace_i: 1, consume_i: 1 }]],
  ['OnlyValidIsConsumed', bank, [{ consume_i: 1 }]],
  [
    'CountOnlyFalls',
    () => broken(bank(), 'm_memory_bank', 'consumed_count', 3n),
    [{ look_i: 1 }, { replace_i: 1, new_valid_i: 1, new_count_i: 2 }, { look_i: 1 }, { consume_i: 1 }],
  ],
  ['BlockInMemory', memory, [...cleared, { ...request, in_0_address_i: 31, in_0_width_i: 1 }]],
  ['RequestStays', memory, [...cleared, request, idle]],
  ['SleepersStand', memory, [...cleared, request, request, idle]],
  ['QuietWhileCleared', memory, [request]],
  [
    'OneUseAtATime',
    () => broken(memory(), 'm_shared_memory', 'accessed', 1n),
    [...cleared, { ...request, access_write_i: 1 }, request],
  ],
  ['OneAccess', () => build(TileProgram, { unit: 'm', instructions: 2 }), [{ read_i: 1, write_i: 1 }]],
  ['WordsAreOffered', control, [{ mem_resp_valid_i: 1 }]],
  ['ProgramOnlyWhenIdle', control, [...started, { commands_program_read_i: 1 }]],
  ['AnswerWasAsked0', () => build(ConfigurationPort, { unit: 'm', cores: 1 }), [{ in_0_valid_i: 1 }]],
  ['AnswerWasAsked1', () => build(ConfigurationPort, { unit: 'm', cores: 1 }), [{ in_1_valid_i: 1 }]],
  [
    'AnswersHaveRoom',
    () => broken(build(TileSpaces, config), `${config.name}_tile_spaces`, 'room', 1n),
    reads,
  ],
  [
    'EndedDoesNotRun',
    () => build(RunMonitor, { unit: 'm', units: 2, watchdog: 9 }),
    [{ running_i: 2, ended_i: 2 }],
  ],
];

describe('assertions of the tile', () => {
  it.each(failures)('%s fails where its rule is broken, and only there', (name, top, cycles) => {
    const sim = new Simulator(top());
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
      // The library's and the core's are tried in their own tests.
      const isOurs = module.name.startsWith(config.name);
      if (isOurs) for (const assertion of module.assertions) names.add(assertion.name.replace(/\d+$/, ''));
      for (const { of } of module.instances)
        if (of.kind === 'module' && of.name !== `${config.name}_core`) visit(of);
    };
    visit(generateMachine(config).top);
    const tried = new Set(failures.map(([name]) => name.replace(/\d+$/, '')));
    expect([...names].sort()).toEqual([...tried].sort());
  });
});
