// doubler: twice the input, without a clock.
// Made from test/hdl-dsl/print/example.ts by `crossweave generate`. DO NOT EDIT.
module doubler (
  input  logic [5:0] x_i,
  output logic [6:0] y_o,
  output logic       zero_o
);
  assign y_o = {x_i, 1'b0};
  assign zero_o = x_i == 6'd0;
endmodule
