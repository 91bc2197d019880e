import { describe, expect, it } from 'vitest';
import type { MixedSignalArrayConfig } from '../../../config/mixed-signal-array.js';
import { generateMixedSignalArray } from '../../../generators/mixed-signal/index.js';
import type { Module, Statement } from '../../../hdl-dsl/index.js';
import { stuckAt, withFault } from '../support/fault.js';
import { DrivenArray } from './drive-array.js';
import { plainMacro } from './plain-macro.js';

const ramp: MixedSignalArrayConfig = {
  system: 'mixed-signal-array',
  name: 'arr',
  style: 'resistive-ramp',
  rows: 4,
  columns: 5,
  weightBits: 3,
  inputBits: 2,
  adcs: 2,
  adcBits: 3,
  adcStep: 1,
};
const capacitors: MixedSignalArrayConfig = { ...ramp, style: 'multibit-capacitor' };

type Assignment = Statement & { kind: 'assign' };
interface Fault {
  readonly assertion: string;
  readonly config: MixedSignalArrayConfig;
  readonly module: string;
  change(assignment: Assignment): Statement | undefined;
}

const names = (a: Assignment, kind: Assignment['target']['kind'], name: string) =>
  a.target.kind === kind && a.target.name === name;
const isZero = (a: Assignment) => a.value.kind === 'literal' && a.value.value === 0n;

const faults: readonly Fault[] = [
  {
    assertion: 'AnswersFollowComparisons',
    config: ramp,
    module: 'arr_sequencer',
    change: (a) => (names(a, 'port', 'compare') ? stuckAt(a, 0n) : a),
  },
  {
    assertion: 'CodesFollowConversions',
    config: capacitors,
    module: 'arr_pipeline',
    change: (a) => (names(a, 'register', 'code_valid') ? stuckAt(a, 0n) : a),
  },
  {
    assertion: 'NothingInFlightWhenIdle',
    config: ramp,
    module: 'arr_pipeline',
    change: (a) => (names(a, 'port', 'in_flight') ? stuckAt(a, 0n) : a),
  },
  {
    assertion: 'DoneOnlyWhenIdle',
    config: ramp,
    module: 'arr_sequencer',
    change: (a) => (names(a, 'register', 'done') && isZero(a) ? undefined : a),
  },
  {
    assertion: 'RampsBelongToRuns',
    config: ramp,
    module: 'arr_sequencer',
    change: (a) => (names(a, 'wire', 'compare') ? stuckAt(a, 1n) : a),
  },
  {
    assertion: 'GroupsBeginAtTheFirst',
    // With one step the counter is not needed again within the run.
    config: { ...ramp, inputBits: 1 },
    module: 'arr_sequencer',
    change: (a) => (names(a, 'register', 'group') && isZero(a) ? undefined : a),
  },
  {
    assertion: 'ThresholdsAreReachedInOrder',
    config: ramp,
    module: 'arr_ramp_code',
    change: (a) => (names(a, 'register', 'running') ? stuckAt(a, 1n) : a),
  },
];

/** Runs large and small products in turn; the assertion that fails, if any. */
function failure(config: MixedSignalArrayConfig, change: (top: Module) => Module): string | undefined {
  const top = change(generateMixedSignalArray(config).top);
  const driven = new DrivenArray(config, top, plainMacro(config));
  driven.program(Array.from({ length: config.rows * config.columns }, (_, k) => (k % 8) - 4));
  try {
    for (let run = 0; run < 6; run++) driven.run(new Array(config.rows).fill(run % 2 ** config.inputBits));
  } catch (error) {
    return /assertion (\w+) failed/.exec((error as Error).message)?.[1] ?? String(error);
  }
  return undefined;
}

describe('assertions of the mixed-signal arrays', () => {
  it.each(faults)('$assertion fails where it is broken', ({ assertion, config, module, change }) => {
    expect(failure(config, (top) => withFault(top, module, change))).toBe(assertion);
  });

  it('hold otherwise, and each is broken above', () => {
    for (const config of [ramp, capacitors]) expect(failure(config, (top) => top)).toBeUndefined();
    const shared = [
      'DriversAreOneStepAhead',
      'DriversLoadOrRest',
      'InputSumNeverOverflows',
      'AccumulatorNeverOverflows',
    ];
    const found = new Set<string>();
    const visit = (module: Module): void => {
      for (const assertion of module.assertions) found.add(assertion.name);
      for (const { of } of module.instances) if (of.kind === 'module') visit(of);
    };
    for (const config of [ramp, capacitors]) visit(generateMixedSignalArray(config).top);
    expect([...found].sort()).toEqual([...shared, ...faults.map((fault) => fault.assertion)].sort());
  });
});
