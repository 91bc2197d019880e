import type { Finding } from '../build/report.js';
import type { Expression, Module, Register, Signal, SourceRef, Statement } from '../ir/index.js';
import { forEachNode } from '../ir/operands.js';
import { forEachLeaf } from '../ir/statement-walk.js';
import { forEachModuleNode, forEachStatement } from './module-nodes.js';
import { labelOf } from './signal-label.js';

/** A register that decides what happens starts from a known value: one that is read in a condition, of a `when`, a
 *  `switch` or (of a flag) a mux, or that drives valid or ready of a stream, has a reset. Data may do without. CW-E037. */
export function checkResets(module: Module): readonly Finding[] {
  const ignored = new Set<Signal>(module.ignored?.map((i) => i.signal));
  const fromMemory = registersOfMemories(module);
  const open = module.registers.filter((r) => r.reset === undefined && !ignored.has(r) && !fromMemory.has(r));
  if (open.length === 0) return [];
  const uses = usesOf(module, new Set(open));
  return open.flatMap((register) => {
    const use = uses.get(register);
    return use === undefined ? [] : [finding(register, use)];
  });
}

interface Use {
  readonly what: string;
  readonly source: SourceRef;
}

/** Where each of `registers` first decides something. */
function usesOf(module: Module, registers: ReadonlySet<Register>): ReadonlyMap<Register, Use> {
  const uses = new Map<Register, Use>();
  const behind = registersBehind(module, registers);
  const note = (
    expression: Expression,
    use: Use,
    keep: (register: Register) => boolean = () => true,
  ): void => {
    for (const register of behind(expression)) {
      if (keep(register) && !uses.has(register)) uses.set(register, use);
    }
  };
  forEachStatement(module.body, (statement) => {
    const { source } = statement;
    if (statement.kind === 'when') {
      note(statement.condition, { what: 'read in the condition of a `when`', source });
    } else if (statement.kind === 'switch') {
      note(statement.subject, { what: 'read as the subject of a `switch`', source });
    } else if (statement.kind === 'assign' && isHandshake(statement)) {
      note(statement.value, { what: `drives \`${labelOf(statement.target)}\``, source });
    }
  });
  forEachModuleNode(module, (node, source) => {
    // Selects that come from numbers belong to arithmetic, such as saturation.
    if (node.kind === 'mux') note(node.condition, { what: 'selects in a `mux`', source }, isFlag);
  });
  return uses;
}

/** The registers that an expression follows in the same cycle, through the wires of the module. */
function registersBehind(
  module: Module,
  registers: ReadonlySet<Register>,
): (expression: Expression) => ReadonlySet<Register> {
  const drives = new Map<Signal, Expression[]>();
  forEachLeaf(module.body, (leaf) => {
    if (leaf.kind !== 'assign' || leaf.target.kind !== 'wire') return;
    const known = drives.get(leaf.target);
    if (known === undefined) drives.set(leaf.target, [leaf.value]);
    else known.push(leaf.value);
  });
  const known = new Map<Expression, ReadonlySet<Register>>();
  return (expression) => {
    let found = known.get(expression);
    if (found === undefined) {
      const all = new Set<Register>();
      const wires = new Set<Signal>();
      const seen = new Set<Expression>();
      const open = [expression];
      for (let at = open.pop(); at !== undefined; at = open.pop()) {
        forEachNode(
          at,
          (node) => {
            if (node.kind !== 'signal') return;
            const { signal } = node;
            if (signal.kind === 'register' && registers.has(signal)) all.add(signal);
            if (signal.kind !== 'wire' || wires.has(signal)) return;
            wires.add(signal);
            open.push(...(drives.get(signal) ?? []));
          },
          seen,
        );
      }
      found = all;
      known.set(expression, found);
    }
    return found;
  };
}

/** The output register of a memory has no reset: it belongs to the memory. */
function registersOfMemories(module: Module): ReadonlySet<Signal> {
  const found = new Set<Signal>();
  if (module.memories.length === 0) return found;
  forEachLeaf(module.body, (leaf) => {
    if (leaf.kind === 'assign' && leaf.target.kind === 'register' && readsMemory(leaf.value))
      found.add(leaf.target);
  });
  return found;
}

function readsMemory(value: Expression): boolean {
  let reads = false;
  forEachNode(value, (node) => {
    reads ||= node.kind === 'memory-read';
  });
  return reads;
}

function isHandshake({ target }: Statement & { kind: 'assign' }): boolean {
  const isDriven = target.kind === 'port' || target.kind === 'instance-port';
  return isDriven && target.type.kind === 'bool' && /_(?:valid|ready)$/.test(target.name);
}

function isFlag({ type }: Register): boolean {
  return type.kind === 'bool' || type.kind === 'enum';
}

function finding(register: Register, { what, source }: Use): Finding {
  return {
    code: 'CW-E037',
    subject: register.name,
    message: `control register \`${register.name}\` has no reset`,
    expected: 'a `reset` in the options of its type',
    actual: `none, though it ${what.startsWith('read') ? `is ${what}` : what}`,
    hint: 'give it a reset value; if it cannot matter before it is first written, say so with `m.ignore(register, reason)`',
    source: register.source,
    related: [{ message: 'it decides at', source }],
  };
}
