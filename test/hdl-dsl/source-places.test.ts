import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { bool, input, module, output, uint } from '../../hdl-dsl/index.js';
import { resolveStack } from '../../hdl-dsl/source/resolve-stack.js';
import { queue } from '../../hdl-dsl/std/index.js';
import { construct } from './support/unit.js';

const folder = mkdtempSync(join(tmpdir(), 'crossweave-places-'));
afterAll(() => rmSync(folder, { recursive: true }));

const source = [
  'interface Unused {',
  '  readonly nothing: string;',
  '}',
  'const { m } = { m: { regs(_: object) {} } };',
  'm.regs({',
  '  first: 1,',
  '  second: 2,',
  '});',
  '',
];

describe('source places', () => {
  it('are relative to the package and point at the key of a declaration', () => {
    const top = construct({ a: input(bool), y: output(uint(2)) }, (m, _p, io) => {
      const { one, two } = m.regs({
        one: uint(2),
        two: uint(2),
      });
      one.next(two);
      two.next(one);
      io.y.drive(one);
    });
    const places = [...top.registers, ...top.body].map((x) => x.source.resolve());
    const [first] = places;
    expect(new Set(places.map((p) => p?.file))).toEqual(new Set(['test/hdl-dsl/source-places.test.ts']));
    const line = first?.line ?? 0;
    expect(places.map((p) => (p?.line ?? 0) - line)).toEqual([0, 1, 3, 4, 5]);
    expect(first?.column).toBe(9);
  });

  it('of ports point at the key in `ports`, not at a parameter of the same name', () => {
    const definition = module({
      name: 'two_names',
      ports: () => ({
        name: input(bool),
      }),
      build() {},
    });
    const place = construct(
      {},
      (m) => void m.instance('x', definition, {}),
    ).instances[0]?.of.ports[0]?.source.resolve();
    expect((place?.line ?? 0) - (definition.source.resolve()?.line ?? 0)).toBe(3);
  });

  it('are known behind a definition that the build makes when it runs first', () => {
    const top = construct({ y: output(uint(7)) }, (m, _p, io) => {
      const inner = m.instance('inner', queue(uint(7)), { depth: 2 });
      inner.in.valid.drive(true);
      inner.in.data.drive(1);
      inner.out.ready.drive(true);
      io.y.drive(inner.out.data);
    });
    const places = top.body.map((statement) => statement.source.resolve());
    expect(places).toHaveLength(4);
    for (const place of places) expect(place?.file).toBe('test/hdl-dsl/source-places.test.ts');
    expect(new Set(places.map((place) => place?.line)).size).toBe(4);
  });

  it('are mapped from compiled code by its source map', () => {
    const compiled = ts.transpileModule(source.join('\n'), {
      fileName: 'made.ts',
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022, sourceMap: true },
    });
    const js = join(folder, 'made.js');
    writeFileSync(join(folder, 'made.ts'), source.join('\n'));
    writeFileSync(js, compiled.outputText);
    writeFileSync(`${js}.map`, compiled.sourceMapText ?? '');
    const row = compiled.outputText.split('\n').findIndex((line) => line.startsWith('m.regs')) + 1;
    const library = fileURLToPath(new URL('../../hdl-dsl/build/module-builder.ts', import.meta.url));
    const stack = `Error\n    at ModuleBuilder.regs (${library}:1:1)\n    at Object.build (file://${js}:${row}:3)`;
    expect(row).not.toBe(5);
    expect(resolveStack(stack, [])).toEqual({ file: join(folder, 'made.ts'), line: 5, column: 3 });
    expect(resolveStack(stack, ['second'])).toEqual({ file: join(folder, 'made.ts'), line: 7, column: 3 });
    expect(resolveStack(stack, ['missing'])).toEqual({ file: join(folder, 'made.ts'), line: 5, column: 3 });
    expect(resolveStack(`Error\n    at f (${library}:1:1)\n    at node:internal/x:1:1`, [])).toBeUndefined();
  });
});
