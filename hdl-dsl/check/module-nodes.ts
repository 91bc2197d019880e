import type { Expression, Module, SourceRef, Statement } from '../ir/index.js';

/** Visits a node with the place of the statement or assertion that it first stands in. */
export type NodeVisitor = (node: Expression, source: SourceRef) => void;

interface Nodes {
  readonly nodes: Expression[];
  readonly sources: SourceRef[];
}

const known = new WeakMap<Module, Nodes>();

/** Visits every node of a module's expressions, each once. They are collected once for all passes. */
export function forEachModuleNode(module: Module, visit: NodeVisitor): void {
  let found = known.get(module);
  if (found === undefined) {
    found = collect(module);
    known.set(module, found);
  }
  const { nodes, sources } = found;
  for (let i = 0; i < nodes.length; i++) visit(nodes[i] as Expression, sources[i] as SourceRef);
}

function collect(module: Module): Nodes {
  const nodes: Expression[] = [];
  const sources: SourceRef[] = [];
  const seen = new Set<Expression>();
  // With a stack of its own: expressions can be deeper than the call stack.
  const open: Expression[] = [];
  const add = (root: Expression, source: SourceRef): void => {
    open.push(root);
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      nodes.push(node);
      sources.push(source);
      pushOperands(node, open);
    }
  };
  forEachStatement(module.body, (statement) => {
    const { source } = statement;
    switch (statement.kind) {
      case 'assign':
        add(statement.value, source);
        break;
      case 'memory-write':
        add(statement.address, source);
        add(statement.data, source);
        break;
      case 'when':
        add(statement.condition, source);
        break;
      case 'switch':
        add(statement.subject, source);
        break;
    }
  });
  for (const assertion of module.assertions) add(assertion.condition, assertion.source);
  return { nodes, sources };
}

/** The operands of a node, the last first, so that the first is looked at first. */
function pushOperands(node: Expression, open: Expression[]): void {
  switch (node.kind) {
    case 'literal':
    case 'signal':
    case 'memory-contents':
      return;
    case 'memory-read':
      open.push(node.address);
      return;
    case 'unary':
    case 'shift':
    case 'slice':
    case 'extend':
    case 'recast':
      open.push(node.operand);
      return;
    case 'binary':
      open.push(node.right, node.left);
      return;
    case 'shift-dynamic':
      open.push(node.amount, node.operand);
      return;
    case 'concat':
      for (let i = node.parts.length - 1; i >= 0; i--) open.push(node.parts[i] as Expression);
      return;
    case 'part-select':
      open.push(node.index, node.operand);
      return;
    case 'mux':
      open.push(node.whenFalse, node.whenTrue, node.condition);
      return;
  }
}

/** Visits every statement, those in branches after the one that holds them. */
export function forEachStatement(
  statements: readonly Statement[],
  visit: (statement: Statement) => void,
): void {
  for (const statement of statements) {
    visit(statement);
    if (statement.kind === 'when') {
      forEachStatement(statement.then, visit);
      forEachStatement(statement.otherwise, visit);
    } else if (statement.kind === 'switch') {
      for (const { body } of statement.cases) forEachStatement(body, visit);
      forEachStatement(statement.otherwise, visit);
    }
  }
}
