import type { ExpectedDivergence, Fault, UnitName } from './fault.js';

const differs = (
  kind: ExpectedDivergence['kind'],
  position: ExpectedDivergence['position'] = {},
  nature: ExpectedDivergence['nature'] = 'value',
): ExpectedDivergence => ({ reason: 'divergence', kind, position, nature });

const fails = (assertion: string) =>
  ({ reason: 'assertion', message: new RegExp(`assertion ${assertion} of`) }) as const;

const hangs = (vector: number) =>
  ({ reason: 'hang', message: new RegExp(`hangs in vector ${vector}: \`done_o\` did not come`) }) as const;

/** Faults by the unit that they are made in. Of the vectors 1 drives the least and 2 the largest input. */
export const faults: Readonly<Record<UnitName, readonly Fault[]>> = {
  unit: [
    {
      name: 'a flipped sign: the top input bit counts positively',
      module: 'pipeline',
      edits: [[/assign sum_negative_d = [^;]*;/, "assign sum_negative_d = 1'b0;"]],
      expected: differs('out', { vector: 0 }),
    },
    {
      name: 'a lost carry between slices',
      module: 'shift_add',
      edits: [[/8'\(value_0\) \+/, "8'(value_0) ^"]],
      expected: differs('sum'),
    },
    {
      name: 'a lost carry in the rounding',
      long: true,
      module: 'accumulator',
      edits: [[/\$signed\(result_difference\[12:2\]\)\) \+/, '$signed(result_difference[12:2])) |']],
      expected: differs('out'),
    },
    {
      name: 'an off-by-one column address of the ADCs',
      module: 'sequencer',
      edits: [["column_q + 2'd2", "column_q + 2'd1"]],
      expected: differs('code', { column: 2 }),
    },
    {
      name: 'swapped slices',
      module: '',
      edits: [
        [
          'assign shift_add_0_codes = {xbar_2_code[3:0], xbar_1_code[3:0], xbar_0_code[3:0]}',
          'assign shift_add_0_codes = {xbar_2_code[3:0], xbar_0_code[3:0], xbar_1_code[3:0]}',
        ],
      ],
      expected: differs('sum'),
    },
    {
      name: 'swapped ADCs',
      long: true,
      module: '',
      edits: [['.sum_i(shift_add_1_sum)', '.sum_i(shift_add_0_sum)']],
      expected: differs('out', { column: 1 }),
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
      name: 'a wrong step weight',
      module: 'pipeline',
      edits: [['assign sum_shift_d = code_step_q', 'assign sum_shift_d = code_step_q & {2{!sum_last_d}}']],
      expected: differs('out', { vector: 0 }),
    },
    {
      name: 'a step that is added twice',
      long: true,
      module: 'accumulator',
      edits: [['assign total_d = sum_now', 'assign total_d = sum_now + term']],
      expected: differs('out', { vector: 0 }),
    },
    {
      name: 'a missing offset correction',
      module: 'accumulator',
      edits: [[/assign result_difference = (\d+'\(total_q\)) - [^;]*;/, 'assign result_difference = $1;']],
      expected: differs('out', { vector: 0, column: 0 }),
    },
    {
      name: 'ties rounded up',
      module: 'accumulator',
      edits: [
        ['result_difference[1] && (result_difference[0] || result_difference[2])', 'result_difference[1]'],
      ],
      expected: differs('out'),
    },
    {
      name: 'an upper bound off by one',
      module: 'accumulator',
      edits: [["6'sd31", "6'sd30"]],
      expected: differs('out'),
    },
    {
      name: 'a lower bound off by one',
      long: true,
      module: 'accumulator',
      edits: [["6'sh20", "6'sh21"]],
      expected: differs('out'),
    },
    {
      name: 'a narrowing that does not saturate',
      module: 'accumulator',
      edits: [[/assign result = [^;]*;/, 'assign result = $signed(result_sum[5:0]);']],
      expected: differs('out'),
    },
    {
      name: 'a narrowing at the wrong bit',
      module: 'accumulator',
      edits: [['$signed(result_difference[12:2])', '$signed(result_difference[13:3])']],
      expected: differs('out', { vector: 0 }),
    },
    {
      name: 'results of the last group never stored',
      long: true,
      module: 'accumulator',
      edits: [['if (store_i) begin', 'if (store_i && !store_group_i) begin']],
      expected: differs('out', { column: 2 }),
    },
    {
      name: 'partial sums of all groups in one register',
      module: 'accumulator',
      edits: [
        ['partials_q[group_i] <= sum_now', "partials_q[1'b0] <= sum_now"],
        ["13'sd0 : partials_q[group_i]", "13'sd0 : partials_q[1'b0]"],
      ],
      expected: differs('out', { vector: 0 }),
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
      name: 'an accumulator that keeps the run before',
      module: 'accumulator',
      edits: [["first_i ? 13'sd0 : partials_q[group_i]", 'partials_q[group_i]']],
      expected: fails('AccumulatorNeverOverflows'),
    },
    {
      name: 'an input sum that keeps the run before',
      module: 'input_sum',
      edits: [["first_q ? 6'sd0 : input_sum_q", 'input_sum_q']],
      expected: fails('InputSumNeverOverflows'),
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
  ],
  flip: [
    {
      name: 'flip flags ignored',
      module: 'shift_add',
      edits: [
        ['flips_i[0] ?', "flips_i[0] && 1'b0 ?"],
        ['flips_i[1] ?', "flips_i[1] && 1'b0 ?"],
      ],
      expected: differs('sum'),
    },
    {
      name: 'flip flags of a slice never written',
      long: true,
      module: 'flip_flags',
      edits: [['flags_q[slice_i] <=', "flags_q[slice_i & 2'd2] <="]],
      expected: differs('sum'),
    },
    {
      name: 'a flipped column restored with the sum of the next step',
      module: 'input_sum',
      edits: [['assign code_row_sum_d = row_sum_q', 'assign code_row_sum_d = row_sum_d']],
      expected: differs('sum'),
    },
    {
      name: 'a plane missing in the sum of the driven codes',
      long: true,
      module: 'input_sum',
      edits: [[/\{1'b0, \{row_sum_count_2, 1'b0\}\}/, "{2'b0, row_sum_count_2}"]],
      expected: differs('sum'),
    },
    {
      name: 'drop-low codes shifted back too little',
      module: 'shift_add',
      edits: [["- $signed({4'(codes_i[2:0]), 3'd0})", "- $signed({5'(codes_i[2:0]), 2'd0})"]],
      expected: differs('sum'),
    },
    {
      name: 'a second pass that counts positively',
      module: 'pipeline',
      edits: [[/assign sum_negative_d = [^;]*;/, "assign sum_negative_d = 1'b0;"]],
      expected: differs('out', { vector: 0 }),
    },
    {
      name: 'passes exchanged',
      long: true,
      module: 'input_registers',
      edits: [["load_step_i >= 2'd2 ? sign_q : ~sign_q", "load_step_i >= 2'd2 ? ~sign_q : sign_q"]],
      expected: differs('code', { vector: 0 }),
    },
    {
      name: 'magnitudes without the carry of a negation',
      module: 'input_registers',
      edits: [["data_i[3] ? -(5'($signed(data_i)))", "data_i[3] ? ~(5'($signed(data_i)))"]],
      expected: differs('sum', { vector: 0 }),
    },
    {
      name: 'planes exchanged within a step',
      long: true,
      module: 'input_registers',
      edits: [
        [
          '{plane_2_q & driver_choice, plane_1_q & driver_choice, plane_0_q',
          '{plane_1_q & driver_choice, plane_2_q & driver_choice, plane_0_q',
        ],
      ],
      // The ADC drops the bits that differ; the sum of the driven codes, which restores flipped columns, does not.
      expected: differs('sum'),
    },
  ],
  pair: [
    {
      name: 'signed codes extended with zeros',
      module: 'shift_add',
      edits: [["8'(value_0)", "8'($unsigned(value_0))"]],
      expected: differs('sum'),
    },
    {
      name: 'an offset taken off where there is none',
      module: 'accumulator',
      edits: [['assign total_d = sum_now', "assign total_d = sum_now - 13'd16"]],
      expected: differs('out', { vector: 0, column: 0 }),
    },
  ],
  plane: [
    {
      name: 'steps rounded half up',
      module: 'accumulator',
      edits: [['term_difference[1] && (term_difference[0] || !term_difference[9])', 'term_difference[1]']],
      expected: differs('out'),
    },
    {
      name: 'steps rounded after they are shifted',
      long: true,
      module: 'accumulator',
      edits: [[/\(\$signed\(term_difference\[9:2\]\) \+/, '($signed(term_difference[8:1]) +']],
      expected: differs('out', { vector: 0 }),
    },
  ],
  array: [
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
        [
          'assign code_valid_d = sequencer_convert',
          'assign code_valid_d = sequencer_convert && !code_valid_q',
        ],
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
  ],
  noisy: [
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
  ],
};
