import type { Module } from '../../../../../hdl-dsl/index.js';
import { printedPorts } from '../../../../../hdl-dsl/print/index.js';
import type { Source } from './formal-tools.js';

/** What a comparison of two modules with equal ports leaves open. */
export interface Comparison {
  /** Outputs that need to agree only under a condition on the outputs of the design. */
  readonly when?: Readonly<Record<string, string>>;
  /** Streams whose words stay until they are taken, and the other pins that stay with them. */
  readonly held?: Readonly<Record<string, readonly string[]>>;
  /** Conditions on inputs. */
  readonly assume?: readonly string[];
}

/** A module that feeds design and reference with the same inputs and asserts equal outputs, `Same<output>`. It begins in reset, which
 *  every clock sees. */
export function equivalenceModule(design: Module, reference: string, comparison: Comparison = {}): Source {
  const { when = {}, held = {}, assume = [] } = comparison;
  const ports = printedPorts(design);
  const inputs = ports.filter((p) => p.direction === 'input');
  const outputs = ports.filter((p) => p.direction === 'output');
  const clocks = design.clocks.map(({ name }) => (name === 'main' ? '' : `_${name}`));
  const pins = clocks.flatMap((c) => [`clk${c}_i`, `rst${c}_ni`]);
  const range = (width: number): string => (width === 1 ? '' : `[${width - 1}:0] `);
  const connect = (prefix: string): string =>
    [...pins, ...inputs.map((p) => p.name)]
      .map((name) => `.${name}`)
      .concat(outputs.map((p) => `.${p.name}(${prefix}_${p.name})`))
      .join(', ');
  const resets = clocks.map((c) => `rst${c}_ni`);
  const streams = Object.entries(held).flatMap(([stream, others]) => {
    const own = inputs.map((p) => p.name).filter((n) => n.startsWith(`${stream}_`));
    return [...own, ...others].map((name) => ({ stream, name }));
  });
  return {
    path: 'equivalence.sv',
    text: [
      'module equivalence (',
      [...pins, ...inputs.map((p) => `${range(p.width)}${p.name}`)]
        .map((p) => `  input logic ${p}`)
        .join(',\n'),
      ');',
      ...outputs.flatMap((p) => [
        `  logic ${range(p.width)}design_${p.name};`,
        `  logic ${range(p.width)}reference_${p.name};`,
      ]),
      `  ${design.name} u_design (${connect('design')});`,
      `  ${reference} u_reference (${connect('reference')});`,
      '  (* gclk *) logic every;',
      "  logic started = 1'b0;",
      `  logic [${Math.max(0, resets.length - 1)}:0] ran = '0;`,
      '  always_ff @(posedge every) begin',
      "    started <= 1'b1;",
      ...resets.map((reset, i) => `    ran[${i}] <= ${reset};`),
      ...(clocks.length > 1
        ? [`    if (!started) assume (${clocks.map((c) => `clk${c}_i`).join(' && ')});`]
        : []),
      ...resets.flatMap((reset, i) => [
        `    if (!started) assume (!${reset});`,
        `    if (ran[${i}]) assume (${reset});`,
      ]),
      '  end',
      '  always_comb begin',
      ...assume.map((condition) => `    assume (${condition});`),
      ...outputs.map((p) => {
        const equal = `design_${p.name} == reference_${p.name}`;
        const guard = when[p.name];
        const label = `Same${p.name.replace(/(?:^|_)([a-z0-9])/g, (_, c: string) => c.toUpperCase())}`;
        return `    if (started) ${label}: assert (${guard === undefined ? equal : `!(${guard}) || ${equal}`});`;
      }),
      '  end',
      ...Object.keys(held).map((stream) => `  logic waits_${stream} = 1'b0;`),
      ...streams.map(({ stream, name }) => {
        const width = inputs.find((p) => p.name === name)?.width ?? 1;
        return `  logic ${range(width)}before_${stream}_${name};`;
      }),
      '  always_ff @(posedge every) begin',
      ...Object.keys(held).map(
        (stream) => `    waits_${stream} <= rst_ni && ${stream}_valid_i && !design_${stream}_ready_o;`,
      ),
      ...streams.flatMap(({ stream, name }) => [
        `    before_${stream}_${name} <= ${name};`,
        `    if (waits_${stream}) assume (${name} == before_${stream}_${name});`,
      ]),
      '  end',
      'endmodule',
      '',
    ].join('\n'),
  };
}
