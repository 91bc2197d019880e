import { differs, fails, hangs } from './expectations.js';
import type { Fault } from './fault.js';

/** In a signed array. */
export const arrayFaults: readonly Fault[] = [
  {
    name: 'codes of the wrong ADC stored',
    module: '',
    edits: [['.code_i(xbar_0_code[7:4])', '.code_i(xbar_0_code[3:0])']],
    expected: differs('out', { column: 1 }),
  },
  {
    name: 'saturation told at one end only',
    module: '',
    edits: [["out_code == 4'sd7 || out_code == 4'sh8", "out_code == 4'sd7"]],
    expected: differs('saturated'),
  },
  {
    name: 'the upper bound of saturation off by one',
    long: true,
    module: '',
    edits: [["out_code == 4'sd7 ||", "out_code == 4'sd6 ||"]],
    expected: differs('saturated'),
  },
  {
    name: 'a stale code of the last group',
    long: true,
    module: 'code_bank',
    edits: [['if (store_i) begin', 'if (store_i && !store_group_i) begin']],
    expected: differs('out', { column: 2 }),
  },
  {
    name: 'a stuck start',
    long: true,
    module: 'sequencer',
    edits: [['LOAD: state_d = SAMPLE', 'LOAD: state_d = LOAD']],
    expected: hangs(0),
  },
  {
    name: 'codes taken a cycle late',
    module: '',
    edits: [
      ['assign code_valid_d = sequencer_convert', 'assign code_valid_d = sequencer_convert && !code_valid_q'],
    ],
    expected: fails('CodesFollowConversions'),
  },
  {
    name: 'a run that ends before its last code',
    module: 'sequencer',
    edits: [
      [
        "if (step_ends && held_step_q == 1'b0) begin state_d = DRAIN;",
        "if (step_ends && held_step_q == 1'b0) begin state_d = IDLE; done_d = 1'b1;",
      ],
    ],
    expected: fails('NothingInFlightWhenIdle'),
  },
  {
    name: 'done that stays in the next run',
    long: true,
    module: 'sequencer',
    edits: [["state_d = LOAD; done_d = 1'b0;", 'state_d = LOAD;']],
    expected: fails('DoneOnlyWhenIdle'),
  },
  {
    name: 'a step that is held too long',
    long: true,
    module: 'sequencer',
    edits: [['assign held_step_d = driven_step_q', 'assign held_step_d = !driven_step_q']],
    expected: fails('DriversAreOneStepAhead'),
  },
  {
    name: 'a wrong reset: the group starts at 1',
    long: true,
    module: 'sequencer',
    edits: [["group_q <= 1'b0;", "group_q <= 1'b1;"]],
    expected: fails('GroupsBeginAtTheFirst'),
  },
  {
    name: 'drivers loaded and put to rest at once',
    long: true,
    module: 'sequencer',
    edits: [["assign rest = sample && driven_step_q == 1'b0", 'assign rest = load || sample']],
    expected: fails('DriversLoadOrRest'),
  },
];

/** In the addresses of the noise. */
export const noiseFaults: readonly Fault[] = [
  {
    name: 'a wrong reset: operations counted from 1',
    module: 'sequencer',
    edits: [["operation_q <= '0;", "operation_q <= 32'd1;"]],
    expected: differs('code', { vector: 0 }),
  },
  {
    name: 'operations that are not counted',
    long: true,
    module: 'sequencer',
    edits: [["operation_d = operation_q + 32'd1", 'operation_d = operation_q']],
    expected: differs('code', { vector: 1 }),
  },
];
