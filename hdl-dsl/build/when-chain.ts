import { captureSource } from '../source/source-ref.js';
import type { Bool } from '../values/bool.js';
import { conditionOf } from '../values/functions.js';
import type { StatementScope, WhenDraft } from './statement-scope.js';

/** What follows a `when`. */
export class WhenChain {
  readonly #scope: StatementScope;
  readonly #last: WhenDraft;

  constructor(scope: StatementScope, last: WhenDraft) {
    this.#scope = scope;
    this.#last = last;
    Object.freeze(this);
  }

  /** Runs where no condition before held and this one does. */
  elseWhen(condition: Bool, then: () => void): WhenChain {
    const expression = conditionOf(condition);
    const source = captureSource();
    const made: { draft?: WhenDraft } = {};
    this.#scope.otherwise(this.#last, () => {
      made.draft = this.#scope.when(expression, then, source);
    });
    return new WhenChain(this.#scope, made.draft ?? this.#last);
  }

  /** Runs where no condition held. */
  otherwise(body: () => void): void {
    this.#scope.otherwise(this.#last, body);
  }
}
