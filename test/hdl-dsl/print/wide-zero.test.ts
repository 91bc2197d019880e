import { expect, test } from 'vitest';
import { printDesign } from '../../../hdl-dsl/print/index.js';
import * as ir from './support/ir.js';

test("zeros are filled as '0 as far as Verilator takes that for no mistake", () => {
  const resets = [2, 8192, 8193].map((width) => {
    const q = ir.register(`q${width}`, ir.bits(width), 0n);
    const d = ir.input(`d${width}`, ir.bits(width));
    const y = ir.output(`y${width}`, ir.bits(width));
    const parts = { ports: [d, y], registers: [q] };
    const body = [ir.assign(q, ir.read(d)), ir.assign(y, ir.read(q))];
    const [file] = printDesign(ir.module('unit', { ...parts, body }), { command: 'crossweave generate' });
    return /if \(!rst_ni\) begin\s+q\d+_q <= (.*);/.exec(file!.text)?.[1];
  });
  expect(resets).toEqual(["'0", "'0", "8193'd0"]);
});
