import { ts } from 'ts-morph';
import type { Rule, RuleContext } from '../rule.js';

/** Methods of arrays whose function answers with a JavaScript boolean. */
const predicates = new Set(['filter', 'some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex']);

/** CW-L001: `if (sig)`, loops, `sig ? a : b`, `Boolean(sig)`, `list.filter((sig) => sig)`. */
export const conditions: Rule = (node, context) => {
  if (ts.isIfStatement(node)) {
    check(node.expression, 'if', 'write `m.when(signal, () => { ... })`', context);
  } else if (ts.isWhileStatement(node) || ts.isDoStatement(node)) {
    check(node.expression, 'while', loopHint, context);
  } else if (ts.isForStatement(node) && node.condition !== undefined) {
    check(node.condition, 'for', loopHint, context);
  } else if (ts.isConditionalExpression(node)) {
    check(node.condition, '?:', 'write `mux(signal, whenTrue, whenFalse)`', context);
  } else if (ts.isCallExpression(node)) {
    checkCall(node, context);
  }
};

const loopHint = 'a loop runs while the circuit is built; count with a number, or keep a state in a register';

function checkCall(node: ts.CallExpression, context: RuleContext): void {
  const [argument] = node.arguments;
  if (argument === undefined) return;
  const callee = node.expression;
  if (ts.isIdentifier(callee) && callee.text === 'Boolean') {
    check(argument, 'Boolean', 'keep the signal; a comparison such as `eq` gives a `bool`', context);
    return;
  }
  if (!ts.isPropertyAccessExpression(callee) || !predicates.has(callee.name.text)) return;
  if (!context.types.isArray(callee.expression) || !context.types.returnsSignal(argument)) return;
  context.report(argument, {
    code: 'CW-L001',
    message: `a signal decides in \`${callee.name.text}\``,
    expected: 'a function that gives a JavaScript boolean',
    actual: 'one that gives a signal, which counts as true',
    hint: 'choose in the circuit: `any`, `all`, `mux`',
  });
}

function check(condition: ts.Expression, what: string, hint: string, context: RuleContext): void {
  const { types } = context;
  const kind = types.kindOf(condition);
  if (kind === undefined) return;
  const optional = types.mayBeMissing(condition);
  context.report(condition, {
    code: 'CW-L001',
    message: `a signal is the condition of \`${what}\``,
    expected: 'a JavaScript boolean',
    actual: `${types.text(condition)}, ${optional ? 'true for every signal that is there' : 'always true'}`,
    hint: optional ? `to ask whether it is there, write \`!== undefined\`; else ${hint}` : hint,
  });
}
