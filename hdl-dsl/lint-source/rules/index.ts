import type { Rule } from '../rule.js';
import { bodies } from './bodies.js';
import { conditions } from './conditions.js';
import { equality } from './equality.js';
import { logic } from './logic.js';
import { missing } from './missing.js';
import { operators } from './operators.js';
import { switches } from './switches.js';
import { thrownAway } from './thrown-away.js';

/** Every rule, in the order of its code. */
export const rules: readonly Rule[] = [
  conditions,
  logic,
  equality,
  switches,
  operators,
  missing,
  thrownAway,
  bodies,
];
