import { ts } from 'ts-morph';
import type { Rule, RuleContext } from '../rule.js';

/** What to write in place of an operator. */
const methods: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.PlusToken]: 'a.add(b)',
  [ts.SyntaxKind.MinusToken]: 'a.sub(b)',
  [ts.SyntaxKind.AsteriskToken]: 'a.mul(b)',
  [ts.SyntaxKind.AsteriskAsteriskToken]: 'a.mul(a)',
  [ts.SyntaxKind.SlashToken]: 'a.divideBy(constant)',
  [ts.SyntaxKind.PercentToken]: 'a.modulo(constant)',
  [ts.SyntaxKind.LessThanToken]: 'a.lt(b)',
  [ts.SyntaxKind.LessThanEqualsToken]: 'a.le(b)',
  [ts.SyntaxKind.GreaterThanToken]: 'a.gt(b)',
  [ts.SyntaxKind.GreaterThanEqualsToken]: 'a.ge(b)',
  [ts.SyntaxKind.LessThanLessThanToken]: 'a.shiftLeft(n)',
  [ts.SyntaxKind.GreaterThanGreaterThanToken]: 'a.shiftRight(n)',
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken]: 'a.shiftRight(n)',
  [ts.SyntaxKind.AmpersandToken]: 'a.and(b)',
  [ts.SyntaxKind.BarToken]: 'a.or(b)',
  [ts.SyntaxKind.CaretToken]: 'a.xor(b)',
  [ts.SyntaxKind.TildeToken]: 'a.not()',
};

const assigning: Readonly<Partial<Record<ts.SyntaxKind, ts.SyntaxKind>>> = {
  [ts.SyntaxKind.PlusEqualsToken]: ts.SyntaxKind.PlusToken,
  [ts.SyntaxKind.MinusEqualsToken]: ts.SyntaxKind.MinusToken,
  [ts.SyntaxKind.AsteriskEqualsToken]: ts.SyntaxKind.AsteriskToken,
  [ts.SyntaxKind.AsteriskAsteriskEqualsToken]: ts.SyntaxKind.AsteriskAsteriskToken,
  [ts.SyntaxKind.SlashEqualsToken]: ts.SyntaxKind.SlashToken,
  [ts.SyntaxKind.PercentEqualsToken]: ts.SyntaxKind.PercentToken,
  [ts.SyntaxKind.LessThanLessThanEqualsToken]: ts.SyntaxKind.LessThanLessThanToken,
  [ts.SyntaxKind.GreaterThanGreaterThanEqualsToken]: ts.SyntaxKind.GreaterThanGreaterThanToken,
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanEqualsToken]:
    ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken,
  [ts.SyntaxKind.AmpersandEqualsToken]: ts.SyntaxKind.AmpersandToken,
  [ts.SyntaxKind.BarEqualsToken]: ts.SyntaxKind.BarToken,
  [ts.SyntaxKind.CaretEqualsToken]: ts.SyntaxKind.CaretToken,
};

const prefixes: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.TildeToken]: 'a.not()',
  [ts.SyntaxKind.MinusToken]: 'a.negate()',
  [ts.SyntaxKind.PlusToken]: 'a',
  [ts.SyntaxKind.PlusPlusToken]: 'a.addWrap(1)',
  [ts.SyntaxKind.MinusMinusToken]: 'a.subWrap(1)',
};

const conversions = new Set(['Number', 'String', 'BigInt', 'parseInt', 'parseFloat']);

/** CW-L005: what throws CW-E001 when it runs, found before: operators, template strings, `Number(sig)`, `list[sig]`. */
export const operators: Rule = (node, context) => {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    const instead = methods[assigning[kind] ?? kind];
    if (instead === undefined) return;
    const signal = [node.left, node.right].find((side) => context.types.kindOf(side) !== undefined);
    if (signal !== undefined) tell(node, signal, node.operatorToken.getText(), instead, context);
  } else if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const instead = prefixes[node.operator];
    if (instead !== undefined && context.types.kindOf(node.operand) !== undefined)
      tell(node, node.operand, ts.tokenToString(node.operator) ?? '', instead, context);
  } else if (ts.isTemplateSpan(node)) {
    if (context.types.kindOf(node.expression) === undefined || inTaggedTemplate(node)) return;
    tellText(node.expression, 'a template string', context);
  } else if (ts.isElementAccessExpression(node)) {
    if (!context.types.isSignal(node.argumentExpression)) return;
    context.report(node.argumentExpression, {
      code: 'CW-L005',
      message: 'a signal is the index of an array',
      expected: 'a number or a name',
      actual: context.types.text(node.argumentExpression),
      hint: 'make the array a `vec` and write `vector.at(index)`',
    });
  } else if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    const [argument] = node.arguments;
    if (argument === undefined || !conversions.has(node.expression.text)) return;
    if (context.types.kindOf(argument) !== undefined)
      tellText(argument, `\`${node.expression.text}\``, context);
  }
};

function inTaggedTemplate(span: ts.TemplateSpan): boolean {
  return ts.isTaggedTemplateExpression(span.parent.parent);
}

function tell(
  node: ts.Node,
  signal: ts.Expression,
  operator: string,
  instead: string,
  { types, report }: RuleContext,
): void {
  report(node, {
    code: 'CW-L005',
    message: `a signal is the operand of \`${operator}\``,
    expected: 'a method of the signal',
    actual: `${types.text(signal)} in an operator, which computes while the circuit is built`,
    hint: `write \`${instead}\``,
  });
}

function tellText(signal: ts.Expression, what: string, { types, report }: RuleContext): void {
  report(signal, {
    code: 'CW-L005',
    message: `a signal is put into ${what}`,
    expected: 'a JavaScript value',
    actual: `${types.text(signal)}, which has no value while the circuit is built`,
    hint: 'use its name or `width`; its value is there in simulation',
  });
}
