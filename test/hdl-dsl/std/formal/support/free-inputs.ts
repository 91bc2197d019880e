import type { Module } from '../../../../../hdl-dsl/index.js';
import { printedPorts } from '../../../../../hdl-dsl/print/index.js';
import type { Source } from './formal-tools.js';

/** A module `free_inputs` that feeds a design with any inputs, under conditions, and begins in reset; its outputs go nowhere. */
export function freeInputs(design: Module, conditions: readonly string[] = []): Source {
  const ports = printedPorts(design);
  const inputs = ports.filter((p) => p.direction === 'input');
  const pins = [...(design.clocks.length > 0 ? ['clk_i', 'rst_ni'] : []), ...inputs.map((p) => p.name)];
  const outputs = ports.filter((p) => p.direction === 'output').map((p) => `.${p.name}()`);
  return {
    path: 'free_inputs.sv',
    text: [
      'module free_inputs (',
      ['clk_i', 'rst_ni', ...inputs.map((p) => `[${p.width - 1}:0] ${p.name}`)]
        .map((p) => `  input logic ${p}`)
        .join(',\n'),
      ');',
      '  reset_first u_reset (.clk_i, .rst_ni);',
      `  ${design.name} u_dut (${[...pins.map((name) => `.${name}`), ...outputs].join(', ')});`,
      '  always_comb begin',
      ...conditions.map((condition) => `    assume (${condition});`),
      '  end',
      'endmodule',
      '',
    ].join('\n'),
  };
}
