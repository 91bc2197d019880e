// Counts 0 .. VALUES - 1 in the direction that `up` says.
module counter_reference (
  input logic clk_i, input logic rst_ni, input logic enable_i, input logic clear_i,
`ifdef BOTH
  input logic up_i,
`endif
  output logic [`BITS-1:0] count_o, output logic at_end_o
);
  logic up;
`ifdef BOTH
  assign up = up_i;
`else
  assign up = `UP;
`endif
  logic [`BITS-1:0] count_q;
  assign count_o = count_q;
  assign at_end_o = count_q == (up ? `VALUES - 1 : 0);
  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) count_q <= `INITIAL;
    else if (clear_i) count_q <= `INITIAL;
    else if (enable_i) begin
      if (at_end_o) count_q <= `SATURATE ? count_q : up ? 0 : `VALUES - 1;
      else if (up) count_q <= count_q + 1;
      else count_q <= count_q - 1;
    end
  end
endmodule
