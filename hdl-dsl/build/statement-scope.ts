import type { Expression, SourceRef, Statement } from '../ir/index.js';
import { bitwiseNode, compareNode, notNode } from '../nodes/arithmetic-nodes.js';
import { literalNode } from '../nodes/basic-nodes.js';
import { captureSource } from '../source/source-ref.js';
import type { Place, StatementSink } from '../values/place.js';
import { assignable } from './assignable.js';
import { report } from './report.js';

/** A statement under construction: `elseWhen` still adds to it. */
type Draft = Exclude<Statement, { kind: 'when' | 'switch' }> | WhenDraft | SwitchDraft | DeferredDraft;

/** A place whose statements are known when the module ends. */
interface DeferredDraft {
  readonly kind: 'deferred';
  readonly fill: () => readonly Statement[];
}

/** One branch around a statement: of which `when` or `switch`, and which block of it. */
export interface Branch {
  readonly of: object;
  readonly block: readonly object[];
  /** The branch around that statement. */
  readonly around: Branch | undefined;
  /** The conditions under which it is active where the branch around it is; made only where they are asked for. */
  readonly guards: () => readonly Expression[];
}

export interface WhenDraft {
  readonly kind: 'when';
  readonly condition: Expression;
  readonly then: Draft[];
  readonly otherwise: Draft[];
  readonly source: SourceRef;
  /** The branch that it stands in. */
  readonly around: Branch | undefined;
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
  #branch: Branch | undefined;
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

  /** Keeps a place in the present block for statements that are decided when the module ends. */
  defer(fill: () => readonly Statement[]): void {
    this.#block.push({ kind: 'deferred', fill });
  }

  /** Opens a `when` in the present block and fills its first branch. */
  when(condition: Expression, then: () => void, source: SourceRef): WhenDraft {
    const around = this.#branch;
    const draft: WhenDraft = { kind: 'when', condition, then: [], otherwise: [], source, around };
    if (!this.refuses(source)) this.#block.push(draft);
    this.#within({ of: draft, block: draft.then, around, guards: () => [condition] }, draft.then, then);
    return draft;
  }

  /** Fills the other branch of a `when` after it. */
  otherwise(draft: WhenDraft, body: () => void): void {
    const { condition, otherwise, around } = draft;
    this.#within(
      { of: draft, block: otherwise, around, guards: () => [notNode(condition)] },
      otherwise,
      body,
    );
  }

  switch(
    subject: Expression,
    cases: readonly { readonly match: bigint; readonly body: () => void }[],
    otherwise: (() => void) | undefined,
    source: SourceRef,
  ): void {
    const draft: SwitchDraft = { kind: 'switch', subject, cases: [], otherwise: [], source };
    if (!this.refuses(source)) this.#block.push(draft);
    const around = this.#branch;
    const isCase = (match: bigint): Expression =>
      compareNode('eq', subject, literalNode(subject.type, match));
    for (const { match, body } of cases) {
      const block: Draft[] = [];
      draft.cases.push({ match, body: block });
      this.#within({ of: draft, block, around, guards: () => [isCase(match)] }, block, body);
    }
    if (otherwise) {
      const guards = () => cases.map((c) => notNode(isCase(c.match)));
      this.#within({ of: draft, block: draft.otherwise, around, guards }, draft.otherwise, otherwise);
    }
  }

  /** The conditions under which the present block is active. */
  get guards(): readonly Expression[] {
    return branchesOf(this.#branch).flatMap((branch) => branch.guards());
  }

  /** The branch that the present block is. */
  get branch(): Branch | undefined {
    return this.#branch;
  }

  /** Ends the module and freezes its statements; `defaults` come before all of them. */
  close(defaults: readonly Statement[]): readonly Statement[] {
    this.#closed = true;
    return Object.freeze([...defaults, ...freezeAll(this.#body)]);
  }

  /** Reports CW-E017 for a statement after the module's end. */
  refuses(source: SourceRef): boolean {
    if (this.#closed) {
      report({
        code: 'CW-E017',
        message: `a statement or declaration for module \`${this.#module}\` after its build had ended`,
        hint: 'drive signals inside the `build` of the module that declares them',
        source,
      });
    }
    return this.#closed;
  }

  #within(branch: Branch, block: Draft[], body: () => void): void {
    const [outerBlock, outerBranch] = [this.#block, this.#branch];
    this.#block = block;
    this.#branch = branch;
    try {
      body();
    } finally {
      this.#block = outerBlock;
      this.#branch = outerBranch;
    }
  }
}

/** A branch and those around it, the outermost first. */
function branchesOf(branch: Branch | undefined): readonly Branch[] {
  const all: Branch[] = [];
  for (let at = branch; at !== undefined; at = at.around) all.unshift(at);
  return all;
}

/** All of `conditions`; none: undefined. */
export function conjunction(conditions: readonly Expression[]): Expression | undefined {
  const [first, ...rest] = conditions;
  return first && rest.reduce((a, b) => bitwiseNode('and', a, b), first);
}

/** Two places of which at most one is active at a time: they stand in different branches of one statement. */
export function areExclusive(a: Branch | undefined, b: Branch | undefined): boolean {
  const [left, right] = [branchesOf(a), branchesOf(b)];
  const apart = left.findIndex((branch, i) => branch.block !== right[i]?.block);
  return apart >= 0 && left[apart]?.of === right[apart]?.of;
}

function freezeAll(drafts: readonly Draft[]): readonly Statement[] {
  const all: Statement[] = [];
  for (const draft of drafts) {
    if (draft.kind === 'deferred') all.push(...draft.fill());
    else all.push(freeze(draft));
  }
  return Object.freeze(all);
}

function freeze(draft: Exclude<Draft, DeferredDraft>): Statement {
  if (draft.kind === 'when') {
    const { kind, condition, source } = draft;
    const [then, otherwise] = [freezeAll(draft.then), freezeAll(draft.otherwise)];
    return Object.freeze({ kind, condition, then, otherwise, source });
  }
  if (draft.kind === 'switch') {
    const { kind, subject, source } = draft;
    const cases = draft.cases.map(({ match, body }) => Object.freeze({ match, body: freezeAll(body) }));
    const otherwise = freezeAll(draft.otherwise);
    return Object.freeze({ kind, subject, cases: Object.freeze(cases), otherwise, source });
  }
  return draft;
}
