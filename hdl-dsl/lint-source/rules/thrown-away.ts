import { ts } from 'ts-morph';
import type { Rule, RuleContext } from '../rule.js';

/** CW-L007: a signal that is computed and used nowhere, as a statement or as the result of a branch's body. Calls of other functions
 *  than the language's are left alone: they may do something besides. */
export const thrownAway: Rule = (node, context) => {
  if (ts.isExpressionStatement(node)) check(node.expression, context);
  else if (ts.isVoidExpression(node)) check(node.expression, context);
  else if (ts.isArrowFunction(node) && !ts.isBlock(node.body) && context.types.resultIsDropped(node)) {
    check(node.body, context);
  }
};

function check(whole: ts.Expression, context: RuleContext): void {
  for (const expression of results(whole)) {
    if (!context.types.isSignal(expression) || !isPure(expression, context)) continue;
    context.report(expression, {
      code: 'CW-L007',
      message: 'a signal is computed and thrown away',
      expected: 'an assignment, a declaration or an operand',
      actual: `a statement of ${context.types.text(expression)}, which builds nothing`,
      hint: 'drive a target with it (`out.drive(...)`, `reg.next(...)`), or take it away',
    });
  }
}

/** The expressions whose values an expression may have. */
function results(expression: ts.Expression): ts.Expression[] {
  if (ts.isParenthesizedExpression(expression)) return results(expression.expression);
  if (ts.isConditionalExpression(expression))
    return [...results(expression.whenTrue), ...results(expression.whenFalse)];
  if (ts.isBinaryExpression(expression)) {
    switch (expression.operatorToken.kind) {
      case ts.SyntaxKind.CommaToken:
        return [...results(expression.left), ...results(expression.right)];
      case ts.SyntaxKind.AmpersandAmpersandToken:
      case ts.SyntaxKind.BarBarToken:
      case ts.SyntaxKind.QuestionQuestionToken:
        return results(expression.right);
    }
    return [];
  }
  return [expression];
}

function isPure(expression: ts.Expression, { types }: RuleContext): boolean {
  if (ts.isCallExpression(expression)) return types.languageCall(expression) !== undefined;
  return (
    ts.isIdentifier(expression) ||
    ts.isPropertyAccessExpression(expression) ||
    ts.isElementAccessExpression(expression)
  );
}
