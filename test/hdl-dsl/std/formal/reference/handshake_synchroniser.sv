// Counts words sent and taken; each side knows the other's count two of its own cycles late.
module handshake_synchroniser_reference (
  input  logic clk_source_i, input logic rst_source_ni, input logic clk_destination_i, input logic rst_destination_ni,
  input  logic in_valid_i, output logic in_ready_o, input logic [`W-1:0] in_data_i,
  output logic out_valid_o, input logic out_ready_i, output logic [`W-1:0] out_data_o
);
  logic [3:0] sent, taken, sent_1, sent_2, taken_1, taken_2;
  logic [`W-1:0] word;
  assign in_ready_o = taken_2 == sent;
  assign out_valid_o = sent_2 != taken;
  assign out_data_o = word;
  always_ff @(posedge clk_source_i or negedge rst_source_ni) begin
    if (!rst_source_ni) {sent, taken_1, taken_2} <= 0;
    else begin
      sent <= sent + (in_valid_i && in_ready_o);
      {taken_2, taken_1} <= {taken_1, taken};
    end
  end
  always_ff @(posedge clk_source_i) if (in_valid_i && in_ready_o) word <= in_data_i;
  always_ff @(posedge clk_destination_i or negedge rst_destination_ni) begin
    if (!rst_destination_ni) {taken, sent_1, sent_2} <= 0;
    else begin
      taken <= taken + (out_valid_o && out_ready_i);
      {sent_2, sent_1} <= {sent_1, sent};
    end
  end
endmodule
