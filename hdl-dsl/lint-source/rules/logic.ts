import { ts } from 'ts-morph';
import type { Rule, RuleContext } from '../rule.js';

const methods: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.AmpersandAmpersandToken]: 'and',
  [ts.SyntaxKind.BarBarToken]: 'or',
  [ts.SyntaxKind.AmpersandAmpersandEqualsToken]: 'and',
  [ts.SyntaxKind.BarBarEqualsToken]: 'or',
};

/** CW-L002: `!sig`, `sig && x`, `sig || x`. What stands on the right is not converted, so only the left is looked at. */
export const logic: Rule = (node, context) => {
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    check(node.operand, '!', 'not', 'a.not()', context);
  } else if (ts.isBinaryExpression(node)) {
    const method = methods[node.operatorToken.kind];
    if (method !== undefined)
      check(node.left, node.operatorToken.getText(), method, `a.${method}(b)`, context);
  }
};

function check(
  operand: ts.Expression,
  operator: string,
  method: string,
  instead: string,
  context: RuleContext,
): void {
  const { types } = context;
  if (types.kindOf(operand) === undefined) return;
  const optional = types.mayBeMissing(operand);
  context.report(operand, {
    code: 'CW-L002',
    message: `a signal is the operand of \`${operator}\``,
    expected: `\`${method}\`, the method of the signal`,
    actual: `${types.text(operand)}, ${optional ? 'true for every signal that is there' : 'which JavaScript takes for true'}`,
    hint: optional
      ? `to ask whether it is there, write \`!== undefined\`; else \`${instead}\``
      : `write \`${instead}\``,
  });
}
