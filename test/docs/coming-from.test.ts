import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ModuleBuilder } from '../../hdl-dsl/build/module-builder.js';
import * as hdl from '../../hdl-dsl/index.js';
import * as std from '../../hdl-dsl/std/index.js';
import { root } from '../project/run.js';

/** What stands before a parenthesis in the column `here` of the tables. */
function calledHere(page: string): string[] {
  const cells = readFileSync(join(root, page), 'utf8').matchAll(/^\| .*?(?<!\\) \| (.*?) \| .*\|$/gm);
  const code = [...cells].flatMap(([, here = '']) =>
    [...here.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text),
  );
  return code.flatMap((text) => [...text.matchAll(/(\w+)\(/g)].map(([, name = '']) => name));
}

/** Names that a design can call. */
function known(): Set<string> {
  const types = {
    u: hdl.uint(8),
    s: hdl.sint(8),
    v: hdl.vec(hdl.uint(8), 2),
    r: hdl.struct({ a: hdl.bool }),
  };
  const names = new Set([...Object.keys(hdl), ...Object.keys(std), ...methods(ModuleBuilder.prototype)]);
  hdl.elaborate(
    hdl.module({
      name: 'any',
      ports: () => ({}),
      build(m) {
        const { u, s, v } = m.wires(types);
        const { regs } = m.regs({ regs: hdl.uint(8) });
        for (const value of [u, s, v, regs]) for (const name of methods(value)) names.add(name);
        const chain = m.when(u.eq(0), () => {});
        for (const name of methods(chain)) names.add(name);
        const idle = (state: object): void => {
          for (const name of methods(state)) names.add(name);
        };
        m.machine('control', { initial: 'Idle', states: { Idle: idle } });
      },
    }),
    {},
  );
  return names;
}

function methods(value: object): string[] {
  const names: string[] = [];
  for (let at: object | null = value; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at))
    names.push(...Object.getOwnPropertyNames(at));
  return names;
}

it('docs/coming-from.md calls only what exists', () => {
  const called = calledHere('docs/coming-from.md');
  expect(called.length).toBeGreaterThan(60);
  // Methods of a running simulation, of zod, and what a user defines.
  const others = new Set(['step', 'object', 'int', 'reset', 'ports', 'params']);
  const names = known();
  expect(called.filter((name) => !names.has(name) && !others.has(name))).toEqual([]);
});
