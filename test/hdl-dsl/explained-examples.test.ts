import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { languageCodes } from '../../base/codes/language.js';
import { structureCodes } from '../../base/codes/structure.js';
import { CrossweaveError } from '../../base/crossweave-error.js';
import * as hdl from '../../hdl-dsl/index.js';
import { boolGround, sintGround, uintGround } from '../../hdl-dsl/nodes/ground.js';
import { unknownSource } from '../../hdl-dsl/source/source-ref.js';
import { codesOf } from './support/findings.js';

/** The program around an example: what it needs is declared before it. */
type Around = (example: string) => string;

/** Statements of a `build`, over ports and declarations that are told. */
const inBuild =
  (ports: string, before = '', more = ''): Around =>
  (example) =>
    `build(module({ name: 'example', ports: () => ({ ${ports} }), ${more}
      build(m, p, io) { ${before}\n ${example}\n } }), {});`;
const asIs: Around = (example) => example;
const ofModule =
  (more = ''): Around =>
  (example) =>
    `build(module({ name: 'example', ${more} ${example}\n }), {});`;
const inMachine: Around = (example) =>
  inBuild('')(`m.machine('control', { initial: 'Idle', ${example}\n });`).replace(
    '}), {});',
    '}), {}, { warningsAsErrors: true });',
  );
/** A node between inputs of ground types, in a module of the intermediate form. */
const inForm =
  (a: string, b: string): Around =>
  (example) =>
    `{
    const { uint, sint, bool } = ground;
    const [a, b] = [${a}, ${b}].map((type) => ({ kind: 'literal', type, value: 1n }));
    findingsOf(${example}); }`;

const around: Record<string, Around> = {
  'CW-E001': inBuild('', 'const { acc } = m.regs({ acc: uint(8) });'),
  'CW-E002': inBuild(''),
  'CW-E003': inBuild(''),
  'CW-E004': (example) =>
    `const ShiftAdd = module({ name: 'shift_add', params: z.object({ adcBits: z.int().min(1), sumBits: z.int(),
      maxShift: z.int() }), ports: () => ({}), build() {} }); ${example}`,
  'CW-E005': inBuild('row: input(uint(4))', 'const row = io.row; const n = 3;'),
  'CW-E006': inBuild('a: input(bool), b: input(bool)', 'const { a, b } = io;'),
  'CW-E007': inBuild('a: input(uint(3)), b: input(uint(3))', 'const { a, b } = io;'),
  'CW-E008': (example) =>
    `const Lane = module({ name: 'lane', params: z.object({ bits: z.int() }),
      ports: (p) => ({ y: output(uint(p.bits)) }), build: (m, p, io) => io.y.drive(0) });
     ${inBuild('')(example)}`,
  'CW-E009': (example) => `const columns = 1; ${example}`,
  'CW-E010': inBuild('x: input(bits(8))', 'const { x } = io;'),
  'CW-E011': inBuild(
    'code: input(uint(4)), offset: input(sint(4)), sum: output(sint(6))',
    'const { code, offset, sum } = io;',
  ),
  'CW-E012': inBuild('flip: input(bool), value: input(uint(8))', 'const { flip, value } = io;'),
  'CW-E013': inBuild('sum: input(uint(9))', 'const { sum } = io;'),
  'CW-E014': inBuild(
    'term: input(uint(8))',
    'const { term } = io; const { acc } = m.regs({ acc: uint(8) });',
  ),
  'CW-E015': inBuild('clear: input(bool)'),
  'CW-E016': (example) => `
    let wireOfTheParent;
    const Child = module({ name: 'child', ports: () => ({ out: output(bool) }), ${example} });
    ${inBuild('a: input(bool)', 'wireOfTheParent = io.a;')("m.instance('child', Child, {});")}`,
  'CW-E017': (example) => `
    let later;
    const Child = module({ name: 'child', ports: () => ({}), build(m) { const { acc } = m.regs({ acc: uint(8) });
      ${example}\n } });
    ${inBuild('')("m.instance('child', Child, {}); later();")}`,
  'CW-E018': (example) => `
    const Tree = module({ name: 'tree', params: z.object({ size: z.int() }), ports: () => ({}), ${example}\n });
    elaborate(Tree, { size: 4 });`,
  'CW-E019': inBuild("state: input(enumOf('state', ['Idle', 'Running']))", 'const { state } = io;'),
  'CW-E020': ofModule(),
  'CW-E021': inBuild(
    'start: input(bool)',
    'const { start } = io; const { grant } = m.wires({ grant: bool });',
  ),
  'CW-E022': inBuild('a: input(bool), b: input(bool), sum: output(bool)', 'const { a, b, sum } = io;'),
  'CW-E023': inBuild('', 'const { a, b } = m.wires({ a: bool, b: bool });'),
  'CW-E024': ofModule(),
  'CW-E025': inBuild(''),
  'CW-E033': ofModule('clocks: { write: clock() }, build() {},'),
  'CW-E034': (example) => `
    const AsyncFifo = module({ name: 'async_fifo', params: z.object({ depth: z.int() }),
      clocks: { write: clock(), read: clock() }, ports: () => ({}), build() {} });
    ${inBuild('', '', 'clocks: { rx: clock(), tx: clock() },')(example)}`,
  'CW-E035': inBuild(
    "full: input(bool, { clock: 'write' })",
    'const { flag } = m.regs({ flag: bool({ reset: false }) }, { clock: m.clocks.read });',
    'clocks: { write: clock(), read: clock() },',
  ),
  'CW-E036': inBuild('flag: input(bool)'),
  'CW-E037': (example) => inBuild('', '')(`${example}\n m.when(busy, () => busy.next(false));`),
  'CW-E038': inBuild('a: input(uint(6)), b: input(uint(6))', 'const { a, b } = io;'),
  'CW-E039': asIs,
  'CW-E040': inBuild(''),
  'CW-E041': inMachine,
  'CW-E042': inMachine,
  'CW-E043': (example) =>
    inBuild(
      'go: input(bool), y: output(uint(2))',
      'io.y.drive(1);',
    )(example).replace('}), {});', '}), {}, { warningsAsErrors: true });'),
  'CW-E044': inForm('uint(8)', 'uint(8)'),
  'CW-E045': inForm('sint(8)', 'uint(8)'),
  'CW-E046': inBuild('a: input(bool)'),
  'CW-E047': (example) => `const Top = module({ name: 'top', ports: () => ({}), build() {} }); ${example}`,
  'CW-E048': inBuild(''),
};

/** Checks a module of the intermediate form whose output is driven by a node. */
function findingsOf(value: hdl.Expression): void {
  const target: hdl.Port = {
    kind: 'port',
    name: 'y',
    direction: 'output',
    type: value.type,
    clock: 'asynchronous',
    source: unknownSource,
  };
  const top = hdl.elaborate(hdl.module({ name: 'form', ports: () => ({}), build() {} }), {});
  const assign = {
    kind: 'assign',
    target,
    lsb: 0,
    width: value.type.width,
    value,
    source: unknownSource,
  } as const;
  throw new CrossweaveError(hdl.checkDesign({ ...top, ports: [target], body: [assign] }));
}

const ground = { uint: uintGround, sint: sintGround, bool: boolGround };

/** Runs a program with everything that the package exports. */
function run(program: string): void {
  const known: Readonly<Record<string, unknown>> = { ...hdl, z, ground, findingsOf };
  const js = ts.transpileModule(program, { compilerOptions: { target: ts.ScriptTarget.ES2022 } }).outputText;
  new Function(...Object.keys(known), js)(...Object.values(known));
}

describe('the examples of `crossweave explain`', () => {
  const codes = [...languageCodes, ...structureCodes];

  it('each have a program around them', () => {
    expect(Object.keys(around)).toEqual(codes.map(({ code }) => code));
  });

  it.each(codes)('$code is what its example gives', ({ code, example }) => {
    const program = around[code]?.(example) ?? '';
    expect(program).toContain(example);
    expect(codesOf(() => run(program))).toContain(code);
  });
});
