// tables: a module for tests
// Made from test/hdl-dsl/print/example.ts by `crossweave generate`. DO NOT EDIT.
module tables (
  input  logic        clk_i,      // clock
  input  logic        rst_ni,     // asynchronous reset, active low
  input  logic [2:0]  address_i,
  input  logic [7:0]  data_i,
  input  logic [1:0]  mask_i,     // one bit for each half of the word
  output logic [7:0]  fetched_o,
  output logic [7:0]  word_o,
  output logic [5:0]  part_o,
  output logic [15:0] all_o
);
  logic [7:0] masked_read_q, masked_read_d;  // read synchronously, the old word
  logic [7:0] masked_q [6];  // halves by mask
  logic [7:0] rom_q [5];
  logic [29:0] flat_q;
  logic [15:0] table_q;

  initial begin
    masked_q[0] = 8'd1;
    masked_q[1] = 8'd2;
    masked_q[2] = 8'd3;
    for (int i = 3; i < 6; i++) masked_q[i] = '0;
  end

  initial begin
    rom_q[0] = 8'd10;
    rom_q[1] = 8'd20;
    rom_q[2] = 8'd30;
    for (int i = 3; i < 5; i++) rom_q[i] = '0;
  end

  initial begin
    flat_q = '0;
    flat_q[11:6] = 6'd7;
    flat_q[17:12] = 6'd63;
  end

  initial begin
    table_q = '0;
    table_q[3:0] = 4'd3;
    table_q[7:4] = 4'd1;
    table_q[15:12] = 4'd2;
  end

  assign fetched_o = masked_read_q;
  assign word_o = address_i < 3'd5 ? rom_q[address_i] : 8'd0;
  assign part_o = address_i < 3'd5 ? flat_q[5'(address_i) * 5'd6 +: 6] : 6'd0;
  assign all_o = table_q;
  assign masked_read_d = address_i < 3'd6 ? masked_q[address_i] : 8'd0;

  always_ff @(posedge clk_i) begin
    if (mask_i[0]) begin
      if (address_i < 3'd6) begin
        masked_q[address_i][3:0] <= data_i[3:0];
      end
    end
    if (mask_i[1]) begin
      if (address_i < 3'd6) begin
        masked_q[address_i][7:4] <= data_i[7:4];
      end
    end
  end

  always_ff @(posedge clk_i) begin
    if (address_i < 3'd5) begin
      flat_q[5'(address_i) * 5'd6 + 5'd2 +: 3] <= data_i[4:2];
    end
  end

  always_ff @(posedge clk_i) begin
    masked_read_q <= masked_read_d;
  end

  // Read by nothing here.
  logic unused_rst_ni;
  assign unused_rst_ni = rst_ni;
endmodule
