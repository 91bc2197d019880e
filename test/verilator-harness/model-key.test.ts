import { describe, expect, it } from 'vitest';
import type { SimDesign } from '../../verilator-harness/engine.js';
import { modelKey } from '../../verilator-harness/verilator/build-model.js';
import type { Toolchain } from '../../verilator-harness/verilator/toolchain.js';

const port = { name: 'a_i', direction: 'input', width: 4, signed: false } as const;
const design: SimDesign = {
  top: 'x',
  ports: [port],
  sources: [{ path: 'rtl/x.sv', text: 'module x; endmodule' }],
  dpi: [{ path: 'analog/x.cpp', text: 'int x;' }],
};
const tools: Toolchain = {
  verilator: 'verilator',
  compiler: 'g++',
  identity: ['5.006', '12.2', 'flags: avx2'],
};

describe('the key of a build', () => {
  it('is the same for the same design, wherever the tools lie', () => {
    const key = modelKey(design, tools, false);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(modelKey(structuredClone(design), { ...tools, verilator: '/opt/verilator' }, false)).toBe(key);
  });

  it.each<[string, Partial<SimDesign>, Partial<Toolchain>, boolean]>([
    ['a source', { sources: [{ path: 'rtl/x.sv', text: 'module x; endmodule ' }] }, {}, false],
    ['the name of a source', { sources: [{ path: 'rtl/y.sv', text: 'module x; endmodule' }] }, {}, false],
    ['a C source', { dpi: [{ path: 'analog/x.cpp', text: 'int y;' }] }, {}, false],
    ['a source that became a C source', { sources: [], dpi: [...design.sources, ...design.dpi] }, {}, false],
    ['the top module', { top: 'y' }, {}, false],
    ['the width of a pin', { ports: [{ ...port, width: 5 }] }, {}, false],
    ['the sign of a pin', { ports: [{ ...port, signed: true }] }, {}, false],
    ['Verilator', {}, { identity: ['5.010', '12.2', 'flags: avx2'] }, false],
    ['the compiler', {}, { identity: ['5.006', '13.1', 'flags: avx2'] }, false],
    ['the processor', {}, { identity: ['5.006', '12.2', 'flags: avx512'] }, false],
    ['the blocks', { blocks: ['x'] }, {}, false],
    ['the waveform', {}, {}, true],
  ])('changes with %s', (_, change, otherTools, waveform) => {
    const changed = modelKey({ ...design, ...change }, { ...tools, ...otherTools }, waveform);
    expect(changed).not.toBe(modelKey(design, tools, false));
  });
});
