// Two inputs and three outputs. Each output serves the two in turn, and keeps a word until it is taken.
module crossbar_switch_reference (
  input  logic clk_i, input logic rst_ni,
  input  logic in_0_valid_i, output logic in_0_ready_o, input logic [`W-1:0] in_0_data_i,
  input  logic in_1_valid_i, output logic in_1_ready_o, input logic [`W-1:0] in_1_data_i,
  input  logic [1:0] to_0_i, input logic [1:0] to_1_i,
  output logic out_0_valid_o, input logic out_0_ready_i, output logic [`W-1:0] out_0_data_o,
  output logic out_1_valid_o, input logic out_1_ready_i, output logic [`W-1:0] out_1_data_o,
  output logic out_2_valid_o, input logic out_2_ready_i, output logic [`W-1:0] out_2_data_o,
  output logic from_0_o, output logic from_1_o, output logic from_2_o
);
  logic [2:0] ready, valid, from, keeps, kept, turn;
  logic [2:0] want0, want1;
  assign ready = {out_2_ready_i, out_1_ready_i, out_0_ready_i};
  assign want0 = in_0_valid_i ? 3'b001 << to_0_i : 3'b000;
  assign want1 = in_1_valid_i ? 3'b001 << to_1_i : 3'b000;
  assign valid = want0 | want1;
  // Of two that want an output the one whose turn it is; a kept choice stays.
  assign from = (keeps & kept) | (~keeps & want1 & (~want0 | turn));
  assign in_0_ready_o = |(want0 & ~from & ready);
  assign in_1_ready_o = |(want1 & from & ready);
  assign {out_2_valid_o, out_1_valid_o, out_0_valid_o} = valid;
  assign out_0_data_o = from[0] ? in_1_data_i : in_0_data_i;
  assign out_1_data_o = from[1] ? in_1_data_i : in_0_data_i;
  assign out_2_data_o = from[2] ? in_1_data_i : in_0_data_i;
  assign {from_2_o, from_1_o, from_0_o} = from;
  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      keeps <= 0;
      kept <= 0;
      turn <= 0;
    end else begin
      keeps <= valid & ~ready;
      kept <= from;
      turn <= (valid & ~from) | (~valid & turn);
    end
  end
endmodule
