import { ts } from 'ts-morph';
import type { Rule } from '../rule.js';

/** CW-L006: `sig ?? x` and `sig?.y` where the signal is always there. */
export const missing: Rule = (node, { types, report }) => {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    if (kind !== ts.SyntaxKind.QuestionQuestionToken && kind !== ts.SyntaxKind.QuestionQuestionEqualsToken)
      return;
  } else if (!ts.isPropertyAccessExpression(node) || node.questionDotToken === undefined) return;
  const signal = ts.isBinaryExpression(node) ? node.left : node.expression;
  if (types.kindOf(signal) === undefined || types.mayBeMissing(signal)) return;
  report(signal, {
    code: 'CW-L006',
    message: `\`${ts.isBinaryExpression(node) ? node.operatorToken.getText() : '?.'}\` asks whether a signal is there, and it always is`,
    expected: 'a signal that may be undefined',
    actual: types.text(signal),
    hint: 'to choose by the value of the signal, write `mux`; else leave it out',
  });
};
