import type { Diagnostic } from '../../base/diagnostic.js';
import { parseNumber } from './exact-number.js';
import { Scanner, SyntaxFault } from './scanner.js';
import type { Bank, Expression, Name, Operand, RegisterOperand, Statement } from './syntax.js';

const label = /[A-Za-z_]\w*(?=[ \t]*:)/y;
const head = /\.?[A-Za-z_]\w*(?:[-.]\w+)*/y;
const symbol = /[A-Za-z_]\w*/y;
/** Everything that begins as a number: what of it is none is told as a whole. */
const numeral = /\d[\w.]*/y;
const numberForm = /^(?:0x[0-9a-fA-F]+|0b[01]+|\d+(?:\.\d+)?)$/;
const register = /(?:xin|xout)(?:\d+(?=[ \t]*\.)|(?=[ \t]*\())|r(?:\d+\b|(?=[ \t]*\())/y;

/** A line whose statement goes on in the next one. */
const continued = /,[ \t]*(?:[;#].*)?$/;

/** Reads an assembly text into statements. Nothing is looked up. */
export function parseSource(
  text: string,
  file: string,
): { readonly statements: readonly Statement[]; readonly findings: readonly Diagnostic[] } {
  const scanner = new Scanner(text, file);
  const statements: Statement[] = [];
  const findings: Diagnostic[] = [];
  for (; !scanner.atEnd; scanner.nextLine()) {
    const labels: Name[] = [];
    const line = scanner.lineText;
    let name: Name | undefined;
    let operands: Operand[] = [];
    try {
      takeLabels(scanner, labels);
      if (!scanner.atLineEnd) {
        const place = scanner.place();
        const taken = scanner.take(head);
        if (taken === undefined) {
          throw scanner.fault('a statement begins with a name', 'a label, an instruction or a directive');
        }
        name = { text: taken, place };
        operands = taken === '.const' ? takeDefinition(scanner) : takeOperands(scanner);
      }
    } catch (fault) {
      if (!(fault instanceof SyntaxFault)) throw fault;
      findings.push(fault.diagnostic);
      // The name alone would give a second finding, on its operands.
      name = undefined;
      while (continued.test(scanner.lineText)) scanner.nextLine();
    }
    if (labels.length > 0 || name !== undefined) {
      statements.push({ labels, ...(name === undefined ? {} : { head: name }), operands, text: line });
    }
  }
  return { statements, findings };
}

function takeLabels(scanner: Scanner, labels: Name[]): void {
  for (;;) {
    const place = scanner.place();
    const text = scanner.take(label);
    if (text === undefined) return;
    scanner.take(/:/y);
    labels.push({ text, place });
  }
}

/** A name and its value; no comma between them, so that `.const N -3` is no difference. */
function takeDefinition(scanner: Scanner): Operand[] {
  const place = scanner.place();
  const name = scanner.take(symbol);
  if (name === undefined) throw scanner.fault('the constant has no name', 'a name');
  const named: Operand = { kind: 'expression', expression: { kind: 'symbol', name, place }, place };
  const start = scanner.place();
  const value: Operand = { kind: 'expression', expression: takeSum(scanner), place: start };
  if (!scanner.atLineEnd) throw scanner.fault('the constant has a value and no more', 'the end of the line');
  return [named, value];
}

/** Operands up to the end of the line; one that ends in a comma goes on in the next. */
function takeOperands(scanner: Scanner): Operand[] {
  const operands: Operand[] = [];
  if (scanner.atLineEnd) return operands;
  for (;;) {
    operands.push(takeOperand(scanner));
    if (scanner.atLineEnd) return operands;
    if (scanner.take(/,/y) === undefined) throw scanner.fault('operands are separated by commas', '","');
    skipToOperand(scanner);
  }
}

function skipToOperand(scanner: Scanner): void {
  if (!scanner.atLineEnd) return;
  const fault = scanner.fault('an operand is missing', 'an operand after the comma');
  while (scanner.atLineEnd) {
    scanner.nextLine();
    if (scanner.atEnd) throw fault;
  }
}

function takeOperand(scanner: Scanner): Operand {
  const place = scanner.place();
  if (scanner.take(/\[/y) !== undefined) {
    const inner = takeRegister(scanner);
    if (inner === undefined)
      throw scanner.fault('brackets hold an address register', 'a register such as r5');
    if (scanner.take(/\]/y) === undefined) throw scanner.fault('a bracket is not closed', '"]"');
    return { kind: 'address', register: inner, place };
  }
  const text = scanner.take(/"[^"]*"/y);
  if (text !== undefined) return { kind: 'text', text: text.slice(1, -1), place };
  const found = takeRegister(scanner);
  if (found !== undefined) return found;
  return { kind: 'expression', expression: takeSum(scanner), place };
}

function takeRegister(scanner: Scanner): RegisterOperand | undefined {
  const place = scanner.place();
  const text = scanner.take(register);
  if (text === undefined) return undefined;
  const bank = (/^[a-z]+/.exec(text)?.[0] ?? 'r') as Bank;
  const digits = text.slice(bank.length);
  const number = (): Expression => {
    if (digits === '') return takeGroup(scanner);
    const column = place.column + bank.length;
    return { kind: 'number', value: parseNumber(digits), place: { ...place, column } };
  };
  if (bank === 'r') return { kind: 'register', bank, index: number(), place };
  const mvmu = number();
  if (scanner.take(/\./y) === undefined) {
    throw scanner.fault(`${bank} takes the number of an MVMU, a point, and a register`, '"."');
  }
  const start = scanner.place();
  const index = scanner.take(/\d+(?![\w.])/y);
  if (index !== undefined) {
    const value = parseNumber(index);
    return { kind: 'register', bank, mvmu, index: { kind: 'number', value, place: start }, place };
  }
  return { kind: 'register', bank, mvmu, index: takeGroup(scanner), place };
}

/** An expression in parentheses. */
function takeGroup(scanner: Scanner): Expression {
  if (scanner.take(/\(/y) === undefined) {
    throw scanner.fault('the number of a register is missing', 'digits, or an expression in parentheses');
  }
  const inner = takeSum(scanner);
  if (scanner.take(/\)/y) === undefined) throw scanner.fault('a parenthesis is not closed', '")"');
  return inner;
}

function takeSum(scanner: Scanner): Expression {
  return takeChain(scanner, /[+-]/y, () => takeChain(scanner, /[*/]/y, () => takeFactor(scanner)));
}

/** Operands of operators of one rank, left to right. */
function takeChain(scanner: Scanner, operators: RegExp, takeOne: () => Expression): Expression {
  let left = takeOne();
  for (;;) {
    const place = scanner.place();
    const operator = scanner.take(operators) as '+' | '-' | '*' | '/' | undefined;
    if (operator === undefined) return left;
    left = { kind: 'operation', operator, left, right: takeOne(), place };
  }
}

function takeFactor(scanner: Scanner): Expression {
  const place = scanner.place();
  const sign = scanner.take(/[+-]/y);
  if (sign === '-') return { kind: 'negation', operand: takeFactor(scanner), place };
  if (sign === '+') return takeFactor(scanner);
  if (scanner.take(/\(/y) !== undefined) {
    const inner = takeSum(scanner);
    if (scanner.take(/\)/y) === undefined) throw scanner.fault('a parenthesis is not closed', '")"');
    return inner;
  }
  const digits = scanner.take(numeral);
  if (digits !== undefined) {
    if (numberForm.test(digits)) return { kind: 'number', value: parseNumber(digits), place };
    const expected =
      'decimal digits with or without a point, 0x and hexadecimal digits, or 0b and binary digits';
    throw new SyntaxFault(place, 'this is no number', expected, JSON.stringify(digits));
  }
  const name = scanner.take(symbol);
  if (name === undefined) throw scanner.fault('an operand is missing', 'a number, a symbol or a register');
  return { kind: 'symbol', name, place };
}
