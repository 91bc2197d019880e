// Three signed numbers of 3 bits times 7, -12 and 5, LATENCY cycles late.
module shift_add_tree_reference (
`ifdef LATENCY
  input logic clk_i, input logic rst_ni,
`endif
  input logic [8:0] terms_i, input logic valid_i, output logic [`SUM-1:0] sum_o, output logic sum_valid_o
);
  logic signed [15:0] a, b, c;
  logic [`SUM-1:0] sum;
  assign a = $signed(terms_i[2:0]);
  assign b = $signed(terms_i[5:3]);
  assign c = $signed(terms_i[8:6]);
  assign sum = a * 7 - b * 12 + c * 5;
`ifdef LATENCY
  logic [`LATENCY-1:0] valids;
  logic [`SUM-1:0] sums [`LATENCY];
  integer i;
  assign sum_o = sums[`LATENCY-1];
  assign sum_valid_o = valids[`LATENCY-1];
  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) valids <= 0;
    else valids <= {valids, valid_i};
  end
  always_ff @(posedge clk_i) begin
    sums[0] <= sum;
    for (i = 1; i < `LATENCY; i = i + 1) sums[i] <= sums[i - 1];
  end
`else
  assign sum_o = sum;
  assign sum_valid_o = valid_i;
`endif
endmodule
