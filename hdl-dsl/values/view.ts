import { report } from '../build/report.js';
import type { Expression } from '../ir/index.js';
import { bitwiseNode } from '../nodes/arithmetic-nodes.js';
import { sliceNode } from '../nodes/basic-nodes.js';
import { resized } from '../nodes/ground.js';
import type { HdlType } from '../types/aggregate-types.js';
import { maxWidth, vectorType } from '../types/ground-types.js';
import { leavesOf } from '../types/leaves.js';
import type { PackedType } from '../types/packed-types.js';
import { Bits } from './bits.js';
import { Bool } from './bool.js';
import { EnumValue } from './enum-value.js';
import { Fixed } from './fixed.js';
import { bindMakers } from './makers.js';
import type { Handle } from './place.js';
import { SInt } from './sint.js';
import { StructValue } from './struct-value.js';
import { UInt } from './uint.js';
import { Vec } from './vec.js';

/** The value that handles stand for, one handle a leaf of `type`, in order. */
export function viewOf(type: { readonly kind: HdlType['kind'] }, handles: readonly Handle[]): unknown {
  return view(type as HdlType, handles);
}

function view(type: HdlType, handles: readonly Handle[]): unknown {
  switch (type.kind) {
    case 'vec':
      return Object.freeze(new Vec(type, handles));
    case 'struct': {
      let at = 0;
      const fields = Object.entries(type.fields).map(([name, field]) => {
        const count = leavesOf(field).length;
        at += count;
        return [name, view(field, handles.slice(at - count, at))] as const;
      });
      return Object.freeze(new StructValue(Object.fromEntries(fields)));
    }
    case 'stream': {
      const [valid, ready, ...data] = handles;
      if (valid === undefined || ready === undefined) throw new Error('a stream has valid and ready');
      const fire = {
        type: valid.type,
        expression: bitwiseNode('and', valid.expression, ready.expression),
      };
      return Object.freeze({
        valid: scalar(valid),
        ready: scalar(ready),
        data: view(type.payload, data),
        fire: scalar(fire),
      });
    }
    case 'flow': {
      const [valid, ...data] = handles;
      if (valid === undefined) throw new Error('a flow has valid');
      return Object.freeze({ valid: scalar(valid), data: view(type.payload, data) });
    }
    default: {
      const [only] = handles;
      if (only === undefined) throw new Error('a scalar has one handle');
      return scalar(only);
    }
  }
}

function scalar(handle: Handle): unknown {
  switch (handle.type.kind) {
    case 'bool':
      return Object.freeze(new Bool(handle));
    case 'bits':
      return Object.freeze(new Bits(handle));
    case 'uint':
      return Object.freeze(new UInt(handle));
    case 'sint':
      return Object.freeze(new SInt(handle));
    case 'fixed':
      return Object.freeze(new Fixed(handle));
    case 'enum':
      return Object.freeze(new EnumValue(handle));
    case 'vec':
      return Object.freeze(new Vec(handle.type, [handle]));
  }
}

/** Reports CW-E009 for a result too wide to be declared. */
function withinWidth(expression: Expression): Expression {
  const { width } = expression.type;
  if (width <= maxWidth) return expression;
  report({
    code: 'CW-E009',
    message: 'a result is too wide',
    expected: `at most ${maxWidth} bits`,
    actual: `${width} bits`,
    hint: 'narrow the operands first',
  });
  return sliceNode(expression, 0, resized(expression.type, maxWidth));
}

function vectorFor(kind: 'bits' | 'uint' | 'sint', expression: Expression): Handle {
  const checked = withinWidth(expression);
  return { type: vectorType(kind, checked.type.width), expression: checked };
}

const boolType: PackedType = Object.freeze({ kind: 'bool', width: 1, options: {} });

bindMakers({
  bool: (expression) => new Bool({ type: boolType, expression }),
  bits: (expression) => new Bits(vectorFor('bits', expression)),
  uint: (expression) => new UInt(vectorFor('uint', expression)),
  sint: (expression) => new SInt(vectorFor('sint', expression)),
  fixed: (expression, type) => new Fixed({ type, expression: withinWidth(expression) }),
  value: scalar,
});
