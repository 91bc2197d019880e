// Counts the pulses, and tells the other side when it sees that the count has changed; its lowest bit tells that.
module pulse_synchroniser_reference (
  input logic clk_source_i, input logic rst_source_ni, input logic clk_destination_i, input logic rst_destination_ni,
  input logic pulse_i, output logic arrived_o
);
  logic [3:0] pulses;
  logic [2:0] row;
  assign arrived_o = row[1] != row[2];
  always_ff @(posedge clk_source_i or negedge rst_source_ni) begin
    if (!rst_source_ni) pulses <= 0;
    else if (pulse_i) pulses <= pulses + 1;
  end
  always_ff @(posedge clk_destination_i or negedge rst_destination_ni) begin
    if (!rst_destination_ni) row <= 0;
    else row <= {row, pulses[0]};
  end
endmodule
