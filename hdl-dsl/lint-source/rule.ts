import type { ts } from 'ts-morph';
import type { Code } from '../../base/diagnostic.js';
import type { SignalTypes } from './signal-types.js';

/** What a rule found at a node. */
export interface SourceFinding {
  readonly code: Code;
  readonly message: string;
  readonly expected: string;
  readonly actual: string;
  readonly hint: string;
}

/** What a rule works with. */
export interface RuleContext {
  readonly types: SignalTypes;
  report(node: ts.Node, finding: SourceFinding): void;
}

/** Looks at one node, whatever its kind; called for every node of a file. */
export type Rule = (node: ts.Node, context: RuleContext) => void;
