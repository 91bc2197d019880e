import type { Memory, Module, Register, Signal, Statement } from '../ir/index.js';
import { forEachLeaf } from '../ir/statement-walk.js';

/** The statements of one module sorted by what they assign or write. */
export interface ModuleDrives {
  readonly of: ReadonlyMap<Signal | Memory, readonly Statement[]>;
  /** Where registers that are assigned piece by piece can be cut into registers of their own: the lowest bits of the
   *  pieces, rising, 0 first. */
  readonly cuts: ReadonlyMap<Signal, readonly number[]>;
}

const known = new WeakMap<Module, ModuleDrives>();

/** More pieces than this cost more to put together than they save. */
const mostPieces = 256;

export function moduleDrives(module: Module): ModuleDrives {
  let drives = known.get(module);
  if (drives === undefined) {
    const cuts = new Map(module.registers.map((r) => [r, new Set([0])]));
    forEachLeaf(module.body, (leaf) => {
      if (leaf.kind !== 'assign') return;
      for (const at of [leaf.lsb, leaf.lsb + leaf.width]) cuts.get(leaf.target as Register)?.add(at);
    });
    drives = {
      of: sortByTarget(module.body),
      cuts: new Map([...cuts].map(([r, at]) => [r, pieces(r, at)])),
    };
    known.set(module, drives);
  }
  return drives;
}

function pieces(register: Register, cuts: ReadonlySet<number>): readonly number[] {
  const { width } = register.type;
  const sorted = [...cuts].filter((at) => at < width).sort((a, b) => a - b);
  return sorted.length > mostPieces || (width > 52 && sorted.length > width / 4) ? [0] : sorted;
}

function sortByTarget(statements: readonly Statement[]): Map<Signal | Memory, Statement[]> {
  const sorted = new Map<Signal | Memory, Statement[]>();
  const put = (target: Signal | Memory, statement: Statement): void => {
    const list = sorted.get(target);
    if (list === undefined) sorted.set(target, [statement]);
    else list.push(statement);
  };
  for (const statement of statements) {
    switch (statement.kind) {
      case 'assign':
        put(statement.target, statement);
        break;
      case 'memory-write':
        put(statement.memory, statement);
        break;
      case 'when': {
        const then = sortByTarget(statement.then);
        const otherwise = sortByTarget(statement.otherwise);
        for (const target of new Set([...then.keys(), ...otherwise.keys()])) {
          const own = { then: then.get(target) ?? [], otherwise: otherwise.get(target) ?? [] };
          put(target, { ...statement, ...own });
        }
        break;
      }
      case 'switch': {
        const cases = statement.cases.map(({ body }) => sortByTarget(body));
        const otherwise = sortByTarget(statement.otherwise);
        for (const target of new Set([...cases, otherwise].flatMap((m) => [...m.keys()]))) {
          const own = statement.cases.map(({ match }, i) => ({ match, body: cases[i]?.get(target) ?? [] }));
          put(target, { ...statement, cases: own, otherwise: otherwise.get(target) ?? [] });
        }
        break;
      }
    }
  }
  return sorted;
}
