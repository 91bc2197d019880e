// One of three outputs, chosen by its number.
module stream_demux_reference (
  input logic clk_i, input logic rst_ni,
  input  logic in_valid_i, output logic in_ready_o, input logic [`W-1:0] in_data_i, input logic [1:0] to_i,
  output logic out_0_valid_o, input logic out_0_ready_i, output logic [`W-1:0] out_0_data_o,
  output logic out_1_valid_o, input logic out_1_ready_i, output logic [`W-1:0] out_1_data_o,
  output logic out_2_valid_o, input logic out_2_ready_i, output logic [`W-1:0] out_2_data_o
);
  assign {out_2_data_o, out_1_data_o, out_0_data_o} = {3{in_data_i}};
  always_comb begin
    {out_0_valid_o, out_1_valid_o, out_2_valid_o, in_ready_o} = 4'b0000;
    case (to_i)
      0: begin out_0_valid_o = in_valid_i; in_ready_o = out_0_ready_i; end
      1: begin out_1_valid_o = in_valid_i; in_ready_o = out_1_ready_i; end
      2: begin out_2_valid_o = in_valid_i; in_ready_o = out_2_ready_i; end
      default: ;
    endcase
  end
endmodule
