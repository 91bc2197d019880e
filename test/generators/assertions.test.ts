import { describe, expect, it } from 'vitest';
import { encodeCells } from '../../compiler/cell-image.js';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import { generatePumaMvmu } from '../../generators/puma/mvmu/index.js';
import type { Statement } from '../../hdl-dsl/index.js';
import { Simulator } from '../../hdl-dsl/sim/simulator.js';
import { DrivenUnit } from './support/drive-unit.js';
import { stuckAt, withFault } from './support/fault.js';
import { plainCrossbar } from './support/plain-crossbar.js';

const config: PumaMvmuConfig = {
  system: 'puma-mvmu',
  name: 'unit',
  rows: 4,
  columns: 5,
  weightBits: 4,
  cellBits: 2,
  inputBits: 3,
  signedInputs: false,
  dacBits: 1,
  adcs: 2,
  adcBits: 6,
  adcOverflow: 'saturate',
  encoding: 'offset',
  output: { bits: 16, fraction: 0, rounding: 'truncate', overflow: 'wrap' },
};

type Assignment = Statement & { kind: 'assign' };
const faults: readonly [string, string, (assignment: Assignment) => Statement | undefined][] = [
  ['DoneOnlyWhenIdle', 'unit_sequencer', (a) => (a.target.name === 'done' && isFalse(a) ? undefined : a)],
  ['DriversAreOneStepAhead', 'unit_sequencer', (a) => (a.target.name === 'held_step' ? undefined : a)],
  [
    'GroupsBeginAtTheFirst',
    'unit_sequencer',
    (a) => (a.target.name === 'group' && isFalse(a) ? undefined : a),
  ],
  ['DriversLoadOrRest', 'unit_sequencer', (a) => (isPort(a, 'load') ? stuckAt(a, 1n) : a)],
  ['NothingInFlightWhenIdle', 'unit_pipeline', (a) => (isPort(a, 'in_flight') ? stuckAt(a, 0n) : a)],
  ['CodesFollowConversions', 'unit_pipeline', (a) => (a.target.name === 'code_valid' ? stuckAt(a, 0n) : a)],
  ['AccumulatorNeverOverflows', 'unit_pipeline', (a) => (isPort(a, 'sum_first') ? stuckAt(a, 0n) : a)],
  ['InputSumNeverOverflows', 'unit_input_sum', (a) => (a.target.name === 'first' ? stuckAt(a, 0n) : a)],
];

function isFalse(a: Assignment): boolean {
  return a.value.kind === 'literal' && a.value.value === 0n;
}

function isPort(a: Assignment, name: string): boolean {
  return a.target.kind === 'port' && a.target.name === name;
}

/** Runs the largest weights and inputs several times; the assertion that fails, if any. */
function failure(fault?: (typeof faults)[number]): string | undefined {
  const unit = generatePumaMvmu(config);
  const top = fault === undefined ? unit.top : withFault(unit.top, fault[1], fault[2]);
  const image = encodeCells(config, new Int32Array(config.rows * config.columns).fill(7));
  const driven = new DrivenUnit(config, { ...unit, top }, image.slices.length, () => 63n);
  driven.program(image);
  try {
    for (let run = 0; run < 20; run++) driven.run([7, 7, 7, 7]);
  } catch (error) {
    if (driven.sim.failedAssertion === undefined) throw error;
    return driven.sim.failedAssertion.name;
  }
  return undefined;
}

describe('assertions of the matrix-vector unit', () => {
  it('hold without a fault', () => {
    expect(failure()).toBeUndefined();
  });

  it.each(faults)('%s fails on a fault in %s', (...fault) => {
    expect(failure(fault)).toBe(fault[0]);
  });

  it('are all seen to fail', () => {
    const names = new Set<string>();
    const visit = (module: ReturnType<typeof generatePumaMvmu>['top']): void => {
      for (const assertion of module.assertions) names.add(assertion.name);
      for (const { of } of module.instances) if (of.kind === 'module') visit(of);
    };
    visit(generatePumaMvmu(config).top);
    expect([...names].sort()).toEqual(faults.map(([name]) => name).sort());
  });

  it('notice a macro that answers late', () => {
    const model = plainCrossbar(config);
    const sim = new Simulator(generatePumaMvmu(config).top, {
      models: {
        unit_xbar: {
          create(instance) {
            const macro = model.create(instance);
            return {
              reset: () => macro.reset(),
              clock: (pins, edges) => ({ ...macro.clock(pins, edges), done_o: 0 }),
            };
          },
        },
      },
    });
    sim.reset();
    sim.poke('start_i', 1);
    for (let k = 0; k < 20 && sim.failedAssertion === undefined; k++) sim.step();
    expect(sim.failedAssertion).toMatchObject({ name: 'CodesFollowConversions' });
  });
});
