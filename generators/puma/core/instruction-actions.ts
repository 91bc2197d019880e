import type { MemberOf } from './member-of.js';
import type {
  InstructionClass,
  LaneOperation,
  LookupOperation,
  ScalarOperation,
  Unit,
} from './operations.js';

/** What the core does for an instruction. */
export interface InstructionAction {
  readonly unit: MemberOf<typeof Unit>;
  readonly class: MemberOf<typeof InstructionClass>;
  readonly lane?: MemberOf<typeof LaneOperation>;
  readonly scalar?: MemberOf<typeof ScalarOperation>;
  readonly lookup?: MemberOf<typeof LookupOperation>;
  /** Beats have one element instead of one for each lane. */
  readonly single?: true;
  /** The first source moves by the amount from element to element. */
  readonly strided?: true;
}

/** Actions by the names of `instructionVariants`. */
const actions: Readonly<Record<string, InstructionAction>> = {
  mvm: { unit: 'Matrix', class: 'Mvm' },
  'alu add': lane('Add'),
  'alu sub': lane('Sub'),
  'alu mul': lane('Mul'),
  'alu div': { unit: 'Divide', class: 'Vector' },
  'alu shl': lane('Shl'),
  'alu shr': lane('Shr'),
  'alu and': lane('And'),
  'alu or': lane('Or'),
  'alu not': lane('Not'),
  'alu relu': lane('Relu'),
  'alu sigmoid': lookup('Sigmoid'),
  'alu tanh': lookup('Tanh'),
  'alu log': lookup('Log'),
  'alu exp': lookup('Exp'),
  'alu rand': { unit: 'Random', class: 'Vector' },
  'alu subsample': { ...lane('First'), single: true, strided: true },
  'alu min': lane('Min'),
  'alu max': lane('Max'),
  'alui add': lane('Add'),
  'alui sub': lane('Sub'),
  'alui mul': lane('Mul'),
  'alui div': { unit: 'Divide', class: 'Vector' },
  'alu-int add': scalar('Add'),
  'alu-int sub': scalar('Sub'),
  'alu-int eq': scalar('Eq'),
  'alu-int gt': scalar('Gt'),
  'alu-int ne': scalar('Ne'),
  set: { ...lane('Second'), class: 'Move' },
  copy: { ...lane('First'), class: 'Move' },
  load: { unit: 'Load', class: 'Load' },
  store: { unit: 'Store', class: 'Store' },
  jmp: branch('Always'),
  'brn eq': branch('Eq'),
  'brn ne': branch('Ne'),
  'brn lt': branch('Lt'),
  'brn le': branch('Le'),
  'brn gt': branch('Gt'),
  'brn ge': branch('Ge'),
  hlt: { unit: 'Halt', class: 'Control' },
};

/** @throws {Error} the table of the encoding has an instruction that the core does not know */
export function actionOf(variant: string): InstructionAction {
  const action = actions[variant];
  if (action === undefined) throw new Error(`no action for ${variant}`);
  return action;
}

function lane(operation: MemberOf<typeof LaneOperation>): InstructionAction {
  return { unit: 'Vector', class: 'Vector', lane: operation };
}

function lookup(operation: MemberOf<typeof LookupOperation>): InstructionAction {
  return { unit: 'Lookup', class: 'Lookup', lookup: operation, single: true };
}

function scalar(operation: MemberOf<typeof ScalarOperation>): InstructionAction {
  return { unit: 'Scalar', class: 'Scalar', scalar: operation };
}

function branch(operation: MemberOf<typeof ScalarOperation>): InstructionAction {
  return { unit: 'Branch', class: 'Control', scalar: operation };
}
