// Three streams in turn; whoever was chosen keeps the output until its word, or with PACKET its packet, has been taken.
module stream_arbiter_reference (
  input  logic clk_i, input logic rst_ni,
  input  logic in_0_valid_i, output logic in_0_ready_o, input logic [`W-1:0] in_0_data_i,
  input  logic in_1_valid_i, output logic in_1_ready_o, input logic [`W-1:0] in_1_data_i,
  input  logic in_2_valid_i, output logic in_2_ready_o, input logic [`W-1:0] in_2_data_i,
`ifdef PACKET
  input  logic [2:0] last_i,
`endif
  output logic out_valid_o, input logic out_ready_i, output logic [`W-1:0] out_data_o, output logic [1:0] chosen_o
);
`ifndef PACKET
  logic [2:0] last_i;
  assign last_i = 3'b111;
`endif
  logic [2:0] valid;
  logic owned;
  logic [1:0] owner, previous, now;
  integer i;
  logic any;
  assign valid = {in_2_valid_i, in_1_valid_i, in_0_valid_i};
  always_comb begin
    now = 0;
    any = 0;
    for (i = 3; i >= 1; i = i - 1) begin
      if (valid[(previous + i) % 3]) begin
        now = (previous + i) % 3;
        any = 1;
      end
    end
    if (owned) begin
      now = owner;
      any = 1;
    end
  end
  assign out_valid_o = any && valid[now];
  assign out_data_o = now == 0 ? in_0_data_i : now == 1 ? in_1_data_i : in_2_data_i;
  assign chosen_o = now;
  assign in_0_ready_o = any && now == 0 && out_ready_i;
  assign in_1_ready_o = any && now == 1 && out_ready_i;
  assign in_2_ready_o = any && now == 2 && out_ready_i;
  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      owned <= 0;
      owner <= 0;
      previous <= 2;
    end else if (out_valid_o) begin
      owned <= !(out_ready_i && last_i[now]);
      owner <= now;
      previous <= now;
    end
  end
endmodule
