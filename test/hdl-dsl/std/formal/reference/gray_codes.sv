// Both directions of the code; back from it by adding up the bits from the top.
module gray_codes_reference (
  input logic [`BITS-1:0] number_i, input logic [`BITS-1:0] code_i,
  output logic [`BITS-1:0] gray_o, output logic [`BITS-1:0] back_o
);
  integer i;
  always_comb begin
    gray_o[`BITS-1] = number_i[`BITS-1];
    back_o[`BITS-1] = code_i[`BITS-1];
    for (i = `BITS - 2; i >= 0; i = i - 1) begin
      gray_o[i] = number_i[i] != number_i[i + 1];
      back_o[i] = code_i[i] != back_o[i + 1];
    end
  end
endmodule
