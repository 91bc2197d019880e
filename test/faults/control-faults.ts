import { differs, fails, hangs } from './expectations.js';
import type { Fault } from './fault.js';

/** Wrong order, time, place or tag. */
export const controlFaults: readonly Fault[] = [
  {
    name: 'an off-by-one column address of the ADCs',
    module: 'sequencer',
    edits: [["column_q + 2'd2", "column_q + 2'd1"]],
    expected: differs('code', { column: 2 }),
  },
  {
    name: 'a stuck start',
    module: 'sequencer',
    edits: [['if (start_i) begin', "if (start_i && 1'b0) begin"]],
    expected: hangs(0),
  },
  {
    name: 'a start that works once',
    long: true,
    module: 'sequencer',
    edits: [['if (start_i) begin', 'if (start_i && !done_q) begin']],
    // `done` stays from the first run, so the second seems to end at once, with the old outputs.
    expected: differs('code', { vector: 1 }, 'missing'),
  },
  {
    name: 'a run that never drains',
    module: 'sequencer',
    edits: [['if (!in_flight_i) begin', "if (!in_flight_i && 1'b0) begin"]],
    expected: hangs(0),
  },
  {
    name: 'a wrong reset: the column address starts at 1',
    module: 'sequencer',
    edits: [["column_q <= '0;", "column_q <= 2'd1;"]],
    expected: differs('code', { column: 0 }),
  },
  {
    name: 'a dropped last row',
    module: 'input_registers',
    edits: [
      ["if (row_i < 2'd3) begin plane_0_q[row_i]", "if (row_i < 2'd2) begin plane_0_q[row_i]"],
      ["if (row_i < 2'd3) begin plane_1_q[row_i]", "if (row_i < 2'd2) begin plane_1_q[row_i]"],
      ["if (row_i < 2'd3) begin plane_2_q[row_i]", "if (row_i < 2'd2) begin plane_2_q[row_i]"],
      ["if (row_i < 2'd3) begin plane_3_q[row_i]", "if (row_i < 2'd2) begin plane_3_q[row_i]"],
    ],
    expected: differs('code'),
  },
  {
    name: 'a bit plane driven twice',
    long: true,
    module: 'input_registers',
    edits: [["2'd2: driver_d = plane_2_q", "2'd2: driver_d = plane_1_q"]],
    expected: differs('code', { step: 2 }),
  },
  {
    name: 'two slices programmed at once',
    module: '',
    edits: [["xbar_1_prog_en = write_cells && prog_slice_i == 2'd1", 'xbar_1_prog_en = write_cells']],
    expected: differs('code', { slice: 1 }),
  },
  {
    name: 'inputs refused after the first run',
    long: true,
    module: '',
    edits: [['in_valid_i && in_ready_o', 'in_valid_i && in_ready_o && !done_o']],
    // Inputs of the second vector come while `done` still stands.
    expected: differs('code', { vector: 1 }),
  },
  {
    name: 'a wrong step tag on the trace',
    module: 'pipeline',
    edits: [['assign code_step_o = code_step_q;', "assign code_step_o = code_step_q ^ 2'd1;"]],
    expected: differs('code', { vector: 0, step: 0, column: 0, slice: 0 }, 'order'),
  },
  {
    name: 'a wrong column tag on the trace',
    long: true,
    module: '',
    edits: [[/assign trace_sum_column_o = [^;]*;/, "assign trace_sum_column_o = '0;"]],
    expected: differs('sum', { vector: 0, step: 0, column: 2 }, 'order'),
  },
  {
    name: 'an event too many',
    long: true,
    module: '',
    edits: [
      [/assign trace_sum_valid_o = ([^;]*);/, 'assign trace_sum_valid_o = $1 || pipeline_result_valid;'],
    ],
    expected: differs('sum', { vector: 1, step: 0, column: 0 }, 'order'),
  },
  {
    name: 'events that do not come',
    module: '',
    edits: [
      [/assign trace_sum_valid_o = ([^;]*);/, 'assign trace_sum_valid_o = $1 && sequencer_operation == 0;'],
    ],
    expected: differs('sum', { vector: 1, step: 0, column: 0 }, 'missing'),
  },
  {
    name: 'the read-out of the first group only',
    long: true,
    module: '',
    edits: [[/assign out_group = [^;]*;/, "assign out_group = 1'b0;"]],
    expected: differs('out', { column: 2 }),
  },
  {
    name: 'done too early',
    module: 'sequencer',
    edits: [['if (!in_flight_i) begin', "if (1'b1) begin"]],
    expected: fails('NothingInFlightWhenIdle'),
  },
  {
    name: 'done that stays in the next run',
    module: 'sequencer',
    edits: [["state_d = LOAD; done_d = 1'b0;", 'state_d = LOAD;']],
    expected: fails('DoneOnlyWhenIdle'),
  },
  {
    name: 'a step sampled too early',
    module: 'sequencer',
    edits: [['assign held_step_d = driven_step_q', 'assign held_step_d = load_step']],
    expected: fails('DriversAreOneStepAhead'),
  },
  {
    name: 'a wrong reset: the group starts at 1',
    module: 'sequencer',
    edits: [["group_q <= 1'b0;", "group_q <= 1'b1;"]],
    expected: fails('GroupsBeginAtTheFirst'),
  },
  {
    name: 'drivers loaded and put to rest at once',
    module: 'sequencer',
    edits: [["assign rest = sample && driven_step_q == 2'd3", 'assign rest = sample']],
    expected: fails('DriversLoadOrRest'),
  },
  {
    name: 'codes taken a cycle late',
    module: 'pipeline',
    edits: [['assign code_valid_d = convert_i', 'assign code_valid_d = sum_valid_q']],
    expected: fails('CodesFollowConversions'),
  },
];
