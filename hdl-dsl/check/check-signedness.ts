import type { Finding } from '../build/report.js';
import type { Expression, GroundType, Module, SourceRef } from '../ir/index.js';
import { forEachModuleNode, forEachStatement } from './module-nodes.js';

/** Signed and unsigned operands never meet, conditions are bools, and indices, addresses and amounts are unsigned: no
 *  printer and no simulator has to guess. What the language builds keeps this; this is a defence against forms that
 *  are made in other ways. CW-E045. */
export function checkSignedness(module: Module): readonly Finding[] {
  const findings: Finding[] = [];
  const need = (
    isKept: boolean,
    what: string,
    expected: string,
    actual: GroundType,
    source: SourceRef,
  ): void => {
    if (!isKept) findings.push(finding(what, expected, actual, source));
  };
  forEachModuleNode(module, (node, source) => checkNode(node, source, need));
  forEachStatement(module.body, (statement) => {
    const { source } = statement;
    if (statement.kind === 'when') {
      const { type } = statement.condition;
      need(type.kind === 'bool', 'the condition of a `when`', 'bool', type, source);
    } else if (statement.kind === 'memory-write') {
      const { type } = statement.address;
      need(!type.signed, 'a memory address', 'unsigned', type, source);
    }
  });
  for (const { condition, source } of module.assertions) {
    need(condition.type.kind === 'bool', 'an assertion', 'bool', condition.type, source);
  }
  const signals = [...module.ports, ...module.wires, ...module.registers];
  for (const { name, type, source } of signals) {
    const isSigned = type.kind === 'sint';
    if (type.signed !== isSigned) need(false, `\`${name}\``, signName(isSigned), type, source);
  }
  return findings;
}

type Need = (isKept: boolean, what: string, expected: string, actual: GroundType, source: SourceRef) => void;

function checkNode(node: Expression, source: SourceRef, need: Need): void {
  const { type } = node;
  const like = (operand: Expression, what: string): void => {
    if (operand.type.signed !== type.signed) need(false, what, signName(type.signed), operand.type, source);
  };
  switch (node.kind) {
    case 'literal':
    case 'memory-contents':
    case 'concat':
    case 'slice':
    case 'recast':
      return;
    case 'signal':
      need(type.signed === node.signal.type.signed, 'a read', signName(!type.signed), type, source);
      return;
    case 'memory-read':
      need(!node.address.type.signed, 'a memory address', 'unsigned', node.address.type, source);
      return;
    case 'unary':
      if (node.op === 'not' || node.op === 'negate') like(node.operand, node.op);
      else need(!type.signed, node.op, 'unsigned', type, source);
      return;
    case 'binary': {
      const { op, left, right } = node;
      need(left.type.signed === right.type.signed, op, signName(left.type.signed), right.type, source);
      if (isComparison(op)) need(type.kind === 'bool', op, 'bool', type, source);
      else like(left, op);
      return;
    }
    case 'shift':
      like(node.operand, 'a shift');
      return;
    case 'extend':
      like(node.operand, 'an extension');
      return;
    case 'shift-dynamic':
      like(node.operand, 'a shift');
      need(!node.amount.type.signed, 'a shift amount', 'unsigned', node.amount.type, source);
      return;
    case 'part-select':
      need(!node.index.type.signed, 'an index', 'unsigned', node.index.type, source);
      return;
    case 'mux':
      need(
        node.condition.type.kind === 'bool',
        'the condition of a mux',
        'bool',
        node.condition.type,
        source,
      );
      like(node.whenTrue, 'the first branch of a mux');
      like(node.whenFalse, 'the second branch of a mux');
      return;
  }
}

const comparisons: ReadonlySet<string> = new Set(['eq', 'ne', 'lt', 'le', 'gt', 'ge']);

function isComparison(op: string): boolean {
  return comparisons.has(op);
}

function signName(signed: boolean): string {
  return signed ? 'signed' : 'unsigned';
}

function finding(what: string, expected: string, actual: GroundType, source: SourceRef): Finding {
  return {
    code: 'CW-E045',
    message: `${what} breaks a sign rule of the intermediate form`,
    expected,
    actual: `${signName(actual.signed)} (${actual.kind})`,
    hint: 'whatever made this form must recast by nodes of their own, as the language does',
    source,
  };
}
