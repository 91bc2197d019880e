import type { Expression } from './expressions.js';

/** The operands of a node, in order of evaluation as written. */
export function operandsOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'literal':
    case 'signal':
    case 'memory-contents':
      return [];
    case 'memory-read':
      return [node.address];
    case 'unary':
    case 'shift':
    case 'slice':
    case 'extend':
    case 'recast':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'shift-dynamic':
      return [node.operand, node.amount];
    case 'concat':
      return node.parts;
    case 'part-select':
      return [node.operand, node.index];
    case 'mux':
      return [node.condition, node.whenTrue, node.whenFalse];
  }
}

/** Visits every node below `root`, itself included, once each; nodes in `seen` are skipped and added. */
export function forEachNode(
  root: Expression,
  visit: (node: Expression) => void,
  seen: Set<Expression> = new Set(),
): void {
  if (seen.has(root)) return;
  seen.add(root);
  visit(root);
  for (const operand of operandsOf(root)) forEachNode(operand, visit, seen);
}
