import { describe, expect, it } from 'vitest';
import type { Module, Statement } from '../../hdl-dsl/ir/index.js';
import { judge } from '../../systems/judge.js';
import { BuiltinEngine } from '../../verilator-harness/builtin/builtin-engine.js';
import { configurations } from '../conformance/configurations.js';
import { stuckAt, withFault } from '../generators/support/fault.js';
import { prepareBench } from '../support/run-cosim.js';
import { faultWorkload, type UnitName, units } from './fault.js';
import { faults } from './fault-list.js';

type Assignment = Statement & { kind: 'assign' };

const isLow = ({ value }: Assignment) => value.kind === 'literal' && value.value === 0n;

/** Ties what is assigned to a register, wire or port of that name to a constant. */
const tied =
  (kind: 'register' | 'wire' | 'port', name: string, value: bigint) =>
  (a: Assignment): Statement =>
    a.target.name === name && a.target.kind === kind ? stuckAt(a, value) : a;
/** Leaves assignments out. */
const without =
  (name: string, which: (a: Assignment) => boolean = () => true) =>
  (a: Assignment): Statement | undefined =>
    a.target.name === name && which(a) ? undefined : a;

/** Of four ADCs, 18 bits each. */
const largestTerms = [0n, 18n, 36n, 54n].reduce((terms, lsb) => terms | (0x1ffffn << lsb), 0n);

const inUnits: readonly (readonly [
  UnitName,
  assertion: string,
  module: string,
  (a: Assignment) => Statement | undefined,
])[] = [
  ['unit', 'DoneOnlyWhenIdle', 'unit_sequencer', without('done', isLow)],
  ['unit', 'DriversAreOneStepAhead', 'unit_sequencer', without('held_step')],
  ['unit', 'GroupsBeginAtTheFirst', 'unit_sequencer', without('group', isLow)],
  ['unit', 'DriversLoadOrRest', 'unit_sequencer', tied('port', 'load', 1n)],
  ['unit', 'NothingInFlightWhenIdle', 'unit_pipeline', tied('port', 'in_flight', 0n)],
  ['unit', 'CodesFollowConversions', 'unit_pipeline', tied('register', 'code_valid', 0n)],
  ['unit', 'AccumulatorNeverOverflows', 'unit_pipeline', tied('port', 'sum_first', 0n)],
  ['unit', 'InputSumNeverOverflows', 'unit_input_sum', tied('register', 'first', 0n)],
  ['array', 'DoneOnlyWhenIdle', 'array_sequencer', without('done', isLow)],
  ['array', 'DriversAreOneStepAhead', 'array_sequencer', tied('register', 'held_step', 1n)],
  ['array', 'GroupsBeginAtTheFirst', 'array_sequencer', without('group', isLow)],
  ['array', 'DriversLoadOrRest', 'array_sequencer', tied('port', 'load', 1n)],
  ['array', 'NothingInFlightWhenIdle', 'array_sequencer', tied('port', 'busy', 0n)],
  ['array', 'CodesFollowConversions', 'array', tied('register', 'code_valid', 0n)],
  ['spec', 'DoneOnlyWhenIdle', 'spec_sequencer', without('done', isLow)],
  ['spec', 'GroupsBeginAtTheFirst', 'spec_sequencer', without('group', isLow)],
  ['spec', 'NothingInFlightWhenIdle', 'spec_sequencer', tied('port', 'busy', 0n)],
  ['spec', 'CodesFollowConversions', 'spec', tied('register', 'code_valid', 0n)],
  ['spec', 'LayerFits', 'spec_layer_table', tied('register', 'slices', 1n)],
  ['spec', 'DriversLoadOrRest', 'spec_sequencer', tied('port', 'load', 1n)],
  [
    'spec',
    'InputHasMagnitude',
    'spec',
    (a) => {
      const { target } = a;
      const isInput = target.kind === 'instance-port' && target.instance === 'input_registers';
      return isInput && target.name === 'data' ? stuckAt(a, -256n) : a;
    },
  ],
  ['spec', 'InputSumNeverOverflows', 'spec_input_registers', tied('register', 'sum', 2097151n)],
  ['spec', 'SilentUnlessEnabled', 'spec', tied('register', 'code_enabled', 0n)],
  ['spec', 'RunningValueIsExact', 'spec_psum_buffer', tied('register', 'terms', largestTerms)],
  ['ramp', 'AnswersFollowComparisons', 'ramp_sequencer', tied('port', 'compare', 0n)],
  ['ramp', 'RampsBelongToRuns', 'ramp_sequencer', tied('wire', 'compare', 1n)],
  ['noisy_ramp', 'ThresholdsAreReachedInOrder', 'noisy_ramp_ramp_code', tied('register', 'running', 1n)],
];

/** Runs a workload that tells, on a design with a fault; the judgement of it. */
async function judgeFault(name: UnitName, module: string, change: (typeof inUnits)[number][3]) {
  const bench = await prepareBench(units[name]);
  const { builtin } = bench.sim;
  if (builtin === undefined) throw new Error('no modules for the built-in engine');
  const faulty = { ...builtin, module: withFault(builtin.module, module, change) };
  const { weights, inputs } = faultWorkload(units[name]);
  const { result, diff } = await bench.compare(
    {
      ...new BuiltinEngine(),
      name: 'builtin',
      independent: ['digital'],
      run: (job) => new BuiltinEngine().run({ ...job, design: { ...job.design, builtin: faulty } }),
    },
    { weights: Int32Array.from(weights.flat()), inputs: Int32Array.from(inputs.flat()) },
  );
  return judge(result.end, diff);
}

function assertionsOf(module: Module): string[] {
  const own = module.assertions.map(({ name }) => name);
  return [...own, ...module.instances.flatMap(({ of }) => (of.kind === 'module' ? assertionsOf(of) : []))];
}

describe('assertions', () => {
  it.each(inUnits)(
    'of %s: %s fails on a fault in %s in the built-in engine',
    async (name, assertion, module, change) => {
      const judgement = await judgeFault(name, module, change);
      expect(judgement).toMatchObject({ verdict: 'mismatch', reason: 'assertion' });
      expect(judgement.message).toMatch(new RegExp(`^assertion ${assertion} of ${name}`));
    },
  );

  it('are each seen to fail in both engines', async () => {
    const generated = new Set<string>();
    for (const config of configurations) {
      const { design } = await prepareBench(config);
      for (const name of assertionsOf(design.unit.top)) generated.add(name);
    }
    const inVerilator = Object.values(faults)
      .flat()
      .filter(({ long, expected }) => long === undefined && expected.reason === 'assertion')
      .flatMap(({ expected }) =>
        'message' in expected ? (/assertion (\w+)/.exec(expected.message.source)?.[1] ?? []) : [],
      );
    const inBuiltin = inUnits.map(([, assertion]) => assertion);
    expect(generated.size).toBeGreaterThanOrEqual(8);
    expect([...generated].filter((name) => !inVerilator.includes(name))).toEqual([]);
    expect([...generated].filter((name) => !inBuiltin.includes(name))).toEqual([]);
  });
});
