import { systemVerilogKeywords } from '../../base/systemverilog-keywords.js';
import type { Finding } from '../build/report.js';
import type { BlackBox, Module, SourceRef } from '../ir/index.js';
import { enumerationsOf, memberName, sharedMembers } from '../names/enumeration-members.js';
import { type WantedName, wantedNames } from '../names/wanted-names.js';
import { unknownSource } from '../source/source-ref.js';
import { modulesBelow } from './modules-below.js';

type Claim = Pick<WantedName, 'printed' | 'what' | 'source'>;

/** Characters of a printed name that every tool takes. */
const longest = 200;

/** Within a module no two things whose names may not change are printed under one name, none under a word of
 *  SystemVerilog, and none under too long a name. CW-E006, CW-E007, CW-E046. */
export function checkNames(module: Module): readonly Finding[] {
  const taken = new Map<string, Claim>();
  const findings: Finding[] = [];
  for (const wanted of wantedNames(module)) {
    if (wanted.printed.length > longest && wanted.role !== 'module') findings.push(tooLong(wanted));
    if (!wanted.mayChange) claim(module, wanted, taken, findings);
  }
  for (const member of enumerationClaims(module)) claim(module, member, taken, findings);
  return findings;
}

function claim(module: Module, wanted: Claim, taken: Map<string, Claim>, findings: Finding[]): void {
  const before = taken.get(wanted.printed);
  // The design's own pass looks at names of modules.
  if (systemVerilogKeywords.has(wanted.printed) && wanted.what !== 'the module')
    findings.push(reserved(wanted));
  if (before === undefined) taken.set(wanted.printed, wanted);
  else findings.push(clash(module, before, wanted));
}

/** Module names are distinct in a design, no words of SystemVerilog, and not too long. CW-E007, CW-E008, CW-E046. */
export function checkModuleNames(top: Module): readonly Finding[] {
  const taken = new Map<string, Module | BlackBox>();
  const findings: Finding[] = [];
  const modules = modulesBelow(top);
  const instances = modules.flatMap((m) => m.instances);
  const boxes = instances.flatMap(({ of }) => (of.kind === 'black-box' ? [of] : []));
  // A macro or black box has its place where it is used.
  const sourceOf = (module: Module | BlackBox): SourceRef =>
    module.kind === 'module' && !module.macro
      ? module.source
      : (instances.find(({ of }) => of === module)?.source ?? unknownSource);
  for (const module of [...modules, ...new Set(boxes)]) {
    const own = { printed: module.name, what: 'module', source: sourceOf(module) };
    if (systemVerilogKeywords.has(module.name)) findings.push(reserved(own));
    if (module.name.length > longest) findings.push(tooLong(own));
    const before = taken.get(module.name);
    if (before === undefined) taken.set(module.name, module);
    else if (before !== module) {
      findings.push({
        code: 'CW-E008',
        message: `two different modules are named \`${module.name}\``,
        expected: 'one module a name',
        actual: 'two definitions, or one with different parameters',
        hint: 'make the name depend on the parameters: `name: (p) => nameOf(name, { width: p.width })`',
        source: own.source,
        related: [{ message: 'the other is at', source: sourceOf(before) }],
      });
    }
  }
  return findings;
}

function* enumerationClaims(module: Module): Generator<Claim> {
  const shared = sharedMembers(module);
  for (const [enumeration, source] of enumerationsOf(module)) {
    const { name, members } = enumeration;
    yield { printed: `${name}_e`, what: 'enumeration', source };
    for (const member of members) {
      const printed = memberName(enumeration, member.name, shared);
      yield { printed, what: `member of enumeration ${name}`, source };
    }
  }
}

function clash(module: Module, first: Claim, second: Claim): Finding {
  return {
    code: 'CW-E006',
    subject: second.printed,
    message: `two names in module \`${module.name}\` are printed as \`${second.printed}\``,
    expected: 'distinct names after flattening and suffixing',
    actual: `${first.what} and ${second.what}`,
    hint: "rename one of them, or let it change with `naming: 'renameable'`; ports get `_i` and `_o`, registers `_q` and `_d`, fields are joined with `_`",
    source: second.source,
    related: [{ message: 'the other is declared at', source: first.source }],
  };
}

function reserved(claim: Claim): Finding {
  return {
    code: 'CW-E007',
    subject: claim.printed,
    message: `${claim.what} \`${claim.printed}\` has the name of a SystemVerilog keyword`,
    expected: 'any other name',
    actual: `\`${claim.printed}\``,
    hint: 'rename it',
    source: claim.source,
  };
}

function tooLong({ printed, what, source }: Claim): Finding {
  return {
    code: 'CW-E046',
    message: `the name of ${what} \`${printed.slice(0, 40)}...\` is too long`,
    expected: `at most ${longest} characters`,
    actual: `${printed.length} characters`,
    hint: 'shorten the key that it comes from, or the name of the module',
    source,
  };
}
