import type { Expression, GroundType } from '../ir/index.js';
import { extendNode, recastNode, sliceNode } from '../nodes/basic-nodes.js';
import { resized, sameGround } from '../nodes/ground.js';

/** Brings an expression to a type after a finding was reported, so that elaboration goes on with its reads intact. */
export function fitTo(expression: Expression, type: GroundType): Expression {
  if (sameGround(expression.type, type)) return expression;
  const { width } = expression.type;
  const sized =
    width < type.width
      ? extendNode(asNumber(expression), type.width)
      : width > type.width
        ? sliceNode(expression, 0, resized(type, type.width))
        : expression;
  return recastNode(sized, type);
}

function asNumber(expression: Expression): Expression {
  const { type } = expression;
  return type.kind === 'sint' ? expression : recastNode(expression, resized(type, type.width));
}
