// hierarchy: a module for tests
// Made from test/hdl-dsl/print/example.ts by `crossweave generate`. DO NOT EDIT.
module hierarchy (
  input  logic       clk_i,     // clock
  input  logic       rst_ni,    // asynchronous reset, active low
  input  logic [1:0] column_i,
  input  logic       hold_i,
  input  logic [3:0] spare_i,   // only bit 2 counts
  output logic [6:0] result_o,
  output logic [3:0] seen_o
);
  logic [5:0] array_code;
  logic array_done;
  logic [5:0] twice_x;
  logic twice_zero;

  cell_array #(.Slice(3), .SliceBits(2)) u_array (
    .clk_i,
    .rst_ni,
    .column_i(column_i),
    .code_o(array_code),
    .done_o(array_done)
  );

  doubler u_twice (
    .x_i(twice_x),
    .y_o(result_o),
    .zero_o(twice_zero)
  );

  assign twice_x = hold_i ? 6'd0 : array_code;
  assign seen_o = {array_code[4:2], spare_i[2]};

  // Read by nothing here.
  logic unused_spare_i;
  assign unused_spare_i = ^{spare_i[3], spare_i[1:0]};
  logic unused_array_done;
  assign unused_array_done = array_done;
  logic unused_twice_zero;
  assign unused_twice_zero = twice_zero;
endmodule
