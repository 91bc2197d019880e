import { ts } from 'ts-morph';
import type { Rule, RuleContext } from '../rule.js';

const methods: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.EqualsEqualsToken]: 'eq',
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: 'eq',
  [ts.SyntaxKind.ExclamationEqualsToken]: 'ne',
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: 'ne',
};

/** Methods of arrays that look for the same object. */
const searches = new Set(['includes', 'indexOf', 'lastIndexOf']);

/** CW-L003: signals compared as objects. Asking whether an optional signal is there is fine. */
export const equality: Rule = (node, context) => {
  if (ts.isBinaryExpression(node)) {
    const method = methods[node.operatorToken.kind];
    if (method === undefined) return;
    const { left, right } = node;
    const { types } = context;
    const kinds = [types.kindOf(left), types.kindOf(right)];
    if (kinds[0] === undefined && kinds[1] === undefined) return;
    if (types.isMissing(left) || types.isMissing(right)) return;
    report(node, kinds[0] === undefined ? right : left, node.operatorToken.getText(), method, context);
  } else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const [wanted] = node.arguments;
    const { name, expression } = node.expression;
    if (wanted === undefined || !searches.has(name.text) || !context.types.isArray(expression)) return;
    if (context.types.kindOf(wanted) !== undefined) report(wanted, wanted, name.text, 'eq', context);
  }
};

function report(
  node: ts.Node,
  signal: ts.Expression,
  operator: string,
  method: string,
  { types, report: tell }: RuleContext,
): void {
  tell(node, {
    code: 'CW-L003',
    message: `a signal is compared by \`${operator}\``,
    expected: `\`${method}\`, the method of the signal`,
    actual: `${types.text(signal)}, compared as an object while the circuit is built`,
    hint: `write \`a.${method}(b)\`, which is a \`bool\` of the circuit`,
  });
}
