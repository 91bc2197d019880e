import type { Expression, Memory, SourceRef, Statement } from '../ir/index.js';
import { bitwiseNode, compareNode, notNode } from '../nodes/arithmetic-nodes.js';
import { literalNode } from '../nodes/basic-nodes.js';
import { captureSource } from '../source/source-ref.js';
import type { Place, StatementSink } from '../values/place.js';
import { assignable } from './assignable.js';
import { report } from './report.js';

/** A statement under construction: `elseWhen` still adds to it. */
type Draft = Exclude<Statement, { kind: 'when' | 'switch' }> | WhenDraft | SwitchDraft;

export interface WhenDraft {
  readonly kind: 'when';
  readonly condition: Expression;
  readonly then: Draft[];
  readonly otherwise: Draft[];
  readonly source: SourceRef;
}

interface SwitchDraft {
  readonly kind: 'switch';
  readonly subject: Expression;
  readonly cases: { readonly match: bigint; readonly body: Draft[] }[];
  readonly otherwise: Draft[];
  readonly source: SourceRef;
}

/** Collects the statements of one module, in the block that is open at the time. */
export class StatementScope implements StatementSink {
  readonly #module: string;
  readonly #body: Draft[] = [];
  #block: Draft[] = this.#body;
  #guards: readonly Expression[] = [];
  #closed = false;

  constructor(module: string) {
    this.#module = module;
  }

  assign(place: Place, value: Expression): void {
    const source = captureSource();
    if (this.refuses(source)) return;
    this.#block.push(
      Object.freeze({
        kind: 'assign',
        target: place.signal,
        lsb: place.lsb,
        width: place.width,
        value: assignable(place, value, source),
        source,
      }),
    );
  }

  write(memory: Memory, address: Expression, data: Expression, source: SourceRef): void {
    if (this.refuses(source)) return;
    this.#block.push(
      Object.freeze({
        kind: 'memory-write',
        memory,
        address,
        lsb: 0,
        width: memory.word.width,
        data,
        source,
      }),
    );
  }

  /** Opens a `when` in the present block and fills its first branch. */
  when(condition: Expression, then: () => void, source: SourceRef): WhenDraft {
    const draft: WhenDraft = { kind: 'when', condition, then: [], otherwise: [], source };
    if (!this.refuses(source)) this.#block.push(draft);
    this.within(draft.then, [condition], then);
    return draft;
  }

  /** Fills the other branch of a `when` after it. `before` are the conditions of all branches before. */
  otherwise(draft: WhenDraft, before: readonly Expression[], body: () => void): void {
    this.within(draft.otherwise, before.map(notNode), body);
  }

  switch(
    subject: Expression,
    cases: readonly { readonly match: bigint; readonly body: () => void }[],
    otherwise: (() => void) | undefined,
    source: SourceRef,
  ): void {
    const draft: SwitchDraft = { kind: 'switch', subject, cases: [], otherwise: [], source };
    if (!this.refuses(source)) this.#block.push(draft);
    const isCase = (match: bigint): Expression =>
      compareNode('eq', subject, literalNode(subject.type, match));
    for (const { match, body } of cases) {
      const filled: Draft[] = [];
      draft.cases.push({ match, body: filled });
      this.within(filled, [isCase(match)], body);
    }
    if (otherwise) {
      this.within(
        draft.otherwise,
        cases.map((c) => notNode(isCase(c.match))),
        otherwise,
      );
    }
  }

  /** The conditions under which the present block is active. */
  get guards(): readonly Expression[] {
    return this.#guards;
  }

  /** Ends the module and freezes its statements; `defaults` come before all of them. */
  close(defaults: readonly Statement[]): readonly Statement[] {
    this.#closed = true;
    return Object.freeze([...defaults, ...this.#body.map(freeze)]);
  }

  /** Reports CW-E017 for a statement after the module's end. */
  refuses(source: SourceRef): boolean {
    if (this.#closed) {
      report({
        code: 'CW-E017',
        message: `a statement for module \`${this.#module}\` after its build had ended`,
        hint: 'drive signals inside the `build` of the module that declares them',
        source,
      });
    }
    return this.#closed;
  }

  within(block: Draft[], guards: readonly Expression[], body: () => void): void {
    const outer = this.#block;
    const outerGuards = this.#guards;
    this.#block = block;
    this.#guards = [...outerGuards, ...guards];
    try {
      body();
    } finally {
      this.#block = outer;
      this.#guards = outerGuards;
    }
  }
}

/** All of `conditions`; none: undefined. */
export function conjunction(conditions: readonly Expression[]): Expression | undefined {
  const [first, ...rest] = conditions;
  return first && rest.reduce((a, b) => bitwiseNode('and', a, b), first);
}

function freeze(draft: Draft): Statement {
  if (draft.kind === 'when') {
    return Object.freeze({
      ...draft,
      then: Object.freeze(draft.then.map(freeze)),
      otherwise: Object.freeze(draft.otherwise.map(freeze)),
    });
  }
  if (draft.kind === 'switch') {
    const cases = draft.cases.map((c) =>
      Object.freeze({ match: c.match, body: Object.freeze(c.body.map(freeze)) }),
    );
    return Object.freeze({
      ...draft,
      cases: Object.freeze(cases),
      otherwise: Object.freeze(draft.otherwise.map(freeze)),
    });
  }
  return draft;
}
