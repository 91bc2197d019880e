import type { Assertion, ClockDomain, SourceRef } from '../ir/index.js';
import { bitwiseNode, notNode } from '../nodes/arithmetic-nodes.js';
import type { Bool } from '../values/bool.js';
import { conditionOf } from '../values/functions.js';
import { report } from './report.js';
import { conjunction, type StatementScope } from './statement-scope.js';

/** An assertion that holds where the present block is active; none after the module's end. Reports CW-E005 for a name
 *  that is not in UpperCamelCase. */
export function makeAssertion(
  scope: StatementScope,
  clock: ClockDomain,
  name: string,
  condition: Bool,
  message: string,
  source: SourceRef,
): Assertion | undefined {
  if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) {
    report({
      code: 'CW-E005',
      message: `\`${name}\` is no name for an assertion`,
      expected: 'UpperCamelCase, such as `CountStaysInRange`',
      actual: `\`${name}\``,
      hint: 'name the rule that must hold',
      source,
    });
  }
  if (scope.refuses(source)) return undefined;
  const active = conjunction(scope.guards);
  const rule = conditionOf(condition);
  const whole = active === undefined ? rule : bitwiseNode('or', notNode(active), rule);
  return Object.freeze({ name, condition: whole, message, clock, source });
}
