import { ts } from 'ts-morph';
import type { Rule, RuleContext } from '../rule.js';

/** Methods whose functions hold statements of the circuit. */
const takers = new Set(['when', 'elseWhen', 'otherwise', 'switch', 'within']);
const chained = new Set(['when', 'elseWhen', 'otherwise']);

/** CW-L008: a branch at the end of its chain with no statements, or one whose statements come too late. */
export const bodies: Rule = (node, context) => {
  if (!ts.isCallExpression(node)) return;
  const { expression: callee } = node;
  if (!ts.isPropertyAccessExpression(callee) || !takers.has(callee.name.text)) return;
  const method = context.types.languageCall(node);
  if (method === undefined) return;
  for (const body of functionsIn(node.arguments)) {
    if (isLate(body)) {
      context.report(body, {
        code: 'CW-L008',
        message: `the body of \`${method}\` runs too late`,
        expected: 'a plain function, which ends before the branch does',
        actual: `${body.asteriskToken === undefined ? 'an async function' : 'a generator'}, whose statements miss the branch`,
        hint: 'take `async`, `await` and `*` away; statements of a circuit are all concurrent',
      });
    } else if (chained.has(method) && isEmpty(body) && !isContinued(node)) {
      tellEmpty(body, method, context);
    }
  }
};

type FunctionNode = ts.ArrowFunction | ts.FunctionExpression | ts.MethodDeclaration;

function functionsIn(nodes: readonly ts.Expression[]): FunctionNode[] {
  return nodes.flatMap((argument): FunctionNode[] => {
    if (ts.isArrowFunction(argument) || ts.isFunctionExpression(argument)) return [argument];
    if (!ts.isObjectLiteralExpression(argument)) return [];
    return argument.properties.flatMap((property) => {
      if (ts.isMethodDeclaration(property)) return [property];
      return ts.isPropertyAssignment(property) ? functionsIn([property.initializer]) : [];
    });
  });
}

function isLate(body: FunctionNode): boolean {
  return (
    body.asteriskToken !== undefined ||
    (body.modifiers ?? []).some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)
  );
}

function isEmpty({ body }: FunctionNode): boolean {
  return body !== undefined && ts.isBlock(body) && body.statements.length === 0;
}

/** Whether more of the chain follows, for which an empty branch stands in front. */
function isContinued(call: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(call.parent) && chained.has(call.parent.name.text);
}

function tellEmpty(body: FunctionNode, method: string, { report }: RuleContext): void {
  report(body, {
    code: 'CW-L008',
    message: `the body of \`${method}\` is empty`,
    expected: 'statements',
    actual: 'a branch that does nothing, at the end of its chain',
    hint: 'write its statements, or take the branch away',
  });
}
