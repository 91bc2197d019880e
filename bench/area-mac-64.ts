import { compareArea } from './area.js';
import { macArray } from './designs/mac-array.js';
import type { Measurement } from './measurement.js';

const lanes = 64;

/** Cells of the multiply-accumulate array of 64 lanes; reference: written by hand. A part select of all accumulators in
 *  place of the `case` costs the reference 3 % more cells, so it has the `case`. */
export async function bench(): Promise<Measurement[]> {
  return [await compareArea('area-mac-64', macArray(lanes), byHand())];
}

function byHand(): string {
  const each = Array.from({ length: lanes }, (_, i) => i);
  return `module mac_array_${lanes}_by_hand (
  input  logic               clk_i,
  input  logic               rst_ni,
  input  logic               enable_i,
  input  logic               clear_i,
  input  logic [5:0]         select_i,
${each.map((i) => `  input  logic signed [15:0] a_${i}_i,\n  input  logic signed [15:0] b_${i}_i,`).join('\n')}
  output logic signed [15:0] result_o
);
  localparam int Lanes = ${lanes};
  wire [Lanes*16-1:0] a = {${each
    .map((i) => `a_${i}_i`)
    .reverse()
    .join(', ')}};
  wire [Lanes*16-1:0] b = {${each
    .map((i) => `b_${i}_i`)
    .reverse()
    .join(', ')}};
  logic [Lanes*40-1:0] acc;

  for (genvar i = 0; i < Lanes; i++) begin : gen_lane
    logic signed [15:0] a_q, b_q;
    logic signed [31:0] product;
    logic signed [39:0] acc_q;

    assign product = a_q * b_q;
    assign acc[i*40 +: 40] = acc_q;

    always_ff @(posedge clk_i or negedge rst_ni) begin
      if (!rst_ni) begin
        a_q   <= '0;
        b_q   <= '0;
        acc_q <= '0;
      end else begin
        a_q <= a[i*16 +: 16];
        b_q <= b[i*16 +: 16];
        if (clear_i) acc_q <= '0;
        else if (enable_i) acc_q <= acc_q + 40'(product);
      end
    end
  end

  logic signed [39:0] chosen;
  always_comb begin
    unique case (select_i)
${each
  .slice(0, -1)
  .map((i) => `      ${i}: chosen = acc[${i * 40 + 39}:${i * 40}];`)
  .join('\n')}
      default: chosen = acc[${lanes * 40 - 1}:${lanes * 40 - 40}];
    endcase
  end

  always_comb begin
    if (chosen > 40'sd32767) result_o = 16'sh7fff;
    else if (chosen < -40'sd32768) result_o = 16'sh8000;
    else result_o = chosen[15:0];
  end
endmodule
`;
}
