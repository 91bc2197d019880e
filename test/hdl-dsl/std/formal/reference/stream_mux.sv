// One of three streams, chosen by its number.
module stream_mux_reference (
  input logic clk_i, input logic rst_ni,
  input  logic in_0_valid_i, output logic in_0_ready_o, input logic [`W-1:0] in_0_data_i,
  input  logic in_1_valid_i, output logic in_1_ready_o, input logic [`W-1:0] in_1_data_i,
  input  logic in_2_valid_i, output logic in_2_ready_o, input logic [`W-1:0] in_2_data_i,
  input  logic [1:0] from_i,
  output logic out_valid_o, input logic out_ready_i, output logic [`W-1:0] out_data_o
);
  always_comb begin
    {in_0_ready_o, in_1_ready_o, in_2_ready_o, out_valid_o} = 4'b0000;
    out_data_o = in_2_data_i;
    case (from_i)
      0: begin out_valid_o = in_0_valid_i; in_0_ready_o = out_ready_i; out_data_o = in_0_data_i; end
      1: begin out_valid_o = in_1_valid_i; in_1_ready_o = out_ready_i; out_data_o = in_1_data_i; end
      2: begin out_valid_o = in_2_valid_i; in_2_ready_o = out_ready_i; end
      default: ;
    endcase
  end
endmodule
