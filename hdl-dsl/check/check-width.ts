import type { Finding } from '../build/report.js';
import type { Expression, GroundType, Module, SourceRef } from '../ir/index.js';
import { groundRange } from '../nodes/ground.js';
import { bitsToHold, maxWidth } from '../types/ground-types.js';
import { forEachModuleNode, forEachStatement } from './module-nodes.js';
import { labelOf } from './signal-label.js';

/** Every node, assignment and constant keeps the width rules of the intermediate form. What the language builds does;
 *  this is a defence against forms that are made in other ways. CW-E044. */
export function checkWidth(module: Module): readonly Finding[] {
  const findings: Finding[] = [];
  forEachModuleNode(module, (node, source) => {
    const broken = brokenRule(node);
    if (broken !== undefined) findings.push(finding(broken, source));
  });
  forEachStatement(module.body, (statement) => {
    const { source } = statement;
    const broken: (Broken | undefined)[] = [];
    switch (statement.kind) {
      case 'assign': {
        const { target, lsb, width, value } = statement;
        if (value.type.width === width && lsb >= 0 && lsb + width <= target.type.width) return;
        const name = labelOf(target);
        broken.push(unequal(`the value assigned to \`${name}\``, width, value.type.width));
        broken.push(outside(name, target.type.width, lsb, width));
        break;
      }
      case 'memory-write': {
        const { memory, lsb, width, data } = statement;
        broken.push(unequal(`the word written to \`${memory.name}\``, width, data.type.width));
        broken.push(outside(memory.name, memory.word.width, lsb, width));
        break;
      }
      case 'when':
        broken.push(unequal('the condition of a `when`', 1, statement.condition.type.width));
        break;
      case 'switch':
        for (const { match } of statement.cases) {
          const rule = unfit('a case', statement.subject.type, match);
          if (rule !== undefined) broken.push(rule);
        }
        break;
    }
    for (const rule of broken) if (rule !== undefined) findings.push(finding(rule, source));
  });
  for (const { condition, source } of module.assertions) {
    const broken = unequal('an assertion', 1, condition.type.width);
    if (broken !== undefined) findings.push(finding(broken, source));
  }
  for (const signal of [...module.registers, ...module.wires]) {
    const value = signal.kind === 'register' ? signal.reset : signal.default;
    if (value === undefined) continue;
    const what = signal.kind === 'register' ? 'the reset value of' : 'the default of';
    const broken = unfit(`${what} \`${signal.name}\``, signal.type, value);
    if (broken !== undefined) findings.push(finding(broken, signal.source));
  }
  return findings;
}

interface Broken {
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
}

/** The rule that a node breaks; texts are made only where one is broken, as there are many nodes. */
function brokenRule(node: Expression): Broken | undefined {
  const { width } = node.type;
  if (!Number.isInteger(width) || width < 1 || width > maxWidth) {
    return { what: `a ${node.kind} node`, expected: `1 to ${maxWidth} bits`, actual: `${width} bits` };
  }
  switch (node.kind) {
    case 'literal':
      return unfit('a literal', node.type, node.value);
    case 'signal':
      return node.signal.type.width === width
        ? undefined
        : unequal(`a read of \`${labelOf(node.signal)}\``, node.signal.type.width, width);
    case 'memory-read':
      return unequal('a read of a memory', node.memory.word.width, width);
    case 'memory-contents':
      return unequal('the contents of a memory', node.memory.word.width * node.memory.depth, width);
    case 'unary':
      return unequal(node.op, unaryWidth(node), width);
    case 'binary':
      if (node.op !== 'mul' && node.left.type.width !== node.right.type.width) {
        return unequal(`the second operand of ${node.op}`, node.left.type.width, node.right.type.width);
      }
      return unequal(node.op, binaryWidth(node), width);
    case 'shift': {
      const growth = node.direction === 'left' ? node.amount : 0;
      return unequal('a shift', node.operand.type.width + growth, width);
    }
    case 'shift-dynamic':
      return unequal('a shift', node.operand.type.width, width);
    case 'recast':
      return unequal('a recast', node.operand.type.width, width);
    case 'concat': {
      const sum = node.parts.reduce((bits, part) => bits + part.type.width, 0);
      return unequal('a concatenation', sum, width);
    }
    case 'slice':
      return outside('a sliced value', node.operand.type.width, node.lsb, width);
    case 'part-select':
      return outside('a vector', node.operand.type.width, 0, width);
    case 'mux':
      return (
        unequal('the condition of a mux', 1, node.condition.type.width) ??
        unequal('the first branch of a mux', width, node.whenTrue.type.width) ??
        unequal('the second branch of a mux', width, node.whenFalse.type.width)
      );
    case 'extend':
      if (width > node.operand.type.width) return undefined;
      return {
        what: 'an extension',
        expected: `more than ${node.operand.type.width} bits`,
        actual: `${width} bits`,
      };
  }
}

function unaryWidth({ op, operand }: Expression & { kind: 'unary' }): number {
  if (op === 'not') return operand.type.width;
  if (op === 'negate') return operand.type.width + 1;
  return op === 'popcount' ? bitsToHold(operand.type.width) : 1;
}

function binaryWidth({ op, left, right }: Expression & { kind: 'binary' }): number {
  switch (op) {
    case 'mul':
      return left.type.width + right.type.width;
    case 'add':
    case 'sub':
    case 'and':
    case 'or':
    case 'xor':
      return left.type.width;
    default:
      return 1;
  }
}

function unequal(what: string, expected: number, actual: number): Broken | undefined {
  if (expected === actual) return undefined;
  return { what, expected: `${expected} bits`, actual: `${actual} bits` };
}

function outside(name: string, width: number, lsb: number, part: number): Broken | undefined {
  if (lsb >= 0 && lsb + part <= width) return undefined;
  return {
    what: `a part of ${name}`,
    expected: `bits 0 to ${width - 1}`,
    actual: `bits ${lsb} to ${lsb + part - 1}`,
  };
}

function unfit(what: string, type: GroundType, value: bigint): Broken | undefined {
  const { width, signed } = type;
  if (value === (signed ? BigInt.asIntN(width, value) : BigInt.asUintN(width, value))) return undefined;
  const { min, max } = groundRange(type);
  return { what, expected: `${min} to ${max}`, actual: String(value) };
}

function finding({ what, expected, actual }: Broken, source: SourceRef): Finding {
  return {
    code: 'CW-E044',
    message: `${what} breaks a width rule of the intermediate form`,
    expected,
    actual,
    hint: 'whatever made this form must extend and narrow by nodes of their own, as the language does',
    source,
  };
}
