// follower: a module for tests
// Made from test/hdl-dsl/print/example.ts by `crossweave generate`. DO NOT EDIT.
module follower (
  input  logic clk_i,   // clock
  input  logic rst_ni,  // asynchronous reset, active low
  input  logic x_i,
  output logic y_o
);
  logic q_q, q_d;

  assign y_o = q_q;
  assign q_d = x_i;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      q_q <= 1'b1;
    end else begin
      q_q <= q_d;
    end
  end
endmodule
