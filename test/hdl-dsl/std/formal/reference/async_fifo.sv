// Counts words put and got, in binary; each side knows the other's count two of its own cycles late.
module async_fifo_reference (
  input  logic clk_write_i, input logic rst_write_ni, input logic clk_read_i, input logic rst_read_ni,
  input  logic in_valid_i, output logic in_ready_o, input logic [`W-1:0] in_data_i,
  output logic out_valid_o, input logic out_ready_i, output logic [`W-1:0] out_data_o,
  output logic [$clog2(`DEPTH + 1)-1:0] written_o, output logic [$clog2(`DEPTH + 1)-1:0] held_o
);
  logic [2:0] put, got, put_1, put_2, got_1, got_2;
  // More places than words.
  logic [`W-1:0] word [8];
  assign written_o = put - got_2;
  assign held_o = put_2 - got;
  assign in_ready_o = written_o != `DEPTH;
  assign out_valid_o = held_o != 0;
  assign out_data_o = word[got];
  always_ff @(posedge clk_write_i or negedge rst_write_ni) begin
    if (!rst_write_ni) {put, got_1, got_2} <= 0;
    else begin
      put <= put + (in_valid_i && in_ready_o);
      {got_2, got_1} <= {got_1, got};
    end
  end
  always_ff @(posedge clk_write_i) if (in_valid_i && in_ready_o) word[put] <= in_data_i;
  always_ff @(posedge clk_read_i or negedge rst_read_ni) begin
    if (!rst_read_ni) {got, put_1, put_2} <= 0;
    else begin
      got <= got + (out_valid_o && out_ready_i);
      {put_2, put_1} <= {put_1, put};
    end
  end
endmodule
