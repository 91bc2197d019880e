import { ts } from 'ts-morph';
import type { Rule } from '../rule.js';

/** CW-L004: `switch (sig)` and `case sig:`. */
export const switches: Rule = (node, { types, report }) => {
  const signal = ts.isSwitchStatement(node) || ts.isCaseClause(node) ? node.expression : undefined;
  if (signal === undefined || types.kindOf(signal) === undefined) return;
  report(signal, {
    code: 'CW-L004',
    message: `a signal is the ${ts.isCaseClause(node) ? 'value of a `case`' : 'subject of a `switch`'}`,
    expected: 'a JavaScript value',
    actual: `${types.text(signal)}, which equals nothing but itself`,
    hint: 'write `m.switch(signal, { Idle: () => { ... }, 3: () => { ... } })`',
  });
};
