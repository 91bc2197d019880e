import { systemVerilogKeywords } from '../../base/systemverilog-keywords.js';
import type { Finding } from '../build/report.js';
import type { BlackBox, Enumeration, Module, SourceRef } from '../ir/index.js';
import { upperSnake } from '../names/identifiers.js';
import { unknownSource } from '../source/source-ref.js';
import { modulesBelow } from './modules-below.js';

interface Claim {
  readonly printed: string;
  readonly what: string;
  readonly source: SourceRef;
}

/** Within a module no two things are printed under one name, and none under a word of SystemVerilog. CW-E006, CW-E007. */
export function checkNames(module: Module): readonly Finding[] {
  const taken = new Map<string, Claim>();
  const findings: Finding[] = [];
  for (const claim of claimsOf(module)) {
    const before = taken.get(claim.printed);
    if (systemVerilogKeywords.has(claim.printed)) findings.push(reserved(claim));
    if (before === undefined) taken.set(claim.printed, claim);
    else findings.push(clash(module, before, claim));
  }
  return findings;
}

/** Module names are distinct in a design, and no words of SystemVerilog. CW-E007, CW-E008. */
export function checkModuleNames(top: Module): readonly Finding[] {
  const taken = new Map<string, Module | BlackBox>();
  const findings: Finding[] = [];
  const modules = modulesBelow(top);
  const boxes = modules.flatMap((m) => m.instances.flatMap((i) => (i.of.kind === 'black-box' ? [i.of] : [])));
  for (const module of [...modules, ...new Set(boxes)]) {
    const source = sourceOf(module);
    if (systemVerilogKeywords.has(module.name)) {
      findings.push(reserved({ printed: module.name, what: 'module', source }));
    }
    const before = taken.get(module.name);
    if (before === undefined) taken.set(module.name, module);
    else if (before !== module) {
      findings.push({
        code: 'CW-E008',
        message: `two different modules are named \`${module.name}\``,
        expected: 'one module a name',
        actual: 'two definitions, or one with different parameters',
        hint: 'make the name depend on the parameters: `name: (p) => ...`',
        source,
        related: [{ message: 'the other is defined at', source: sourceOf(before) }],
      });
    }
  }
  return findings;
}

function* claimsOf(module: Module): Generator<Claim> {
  const { source } = module;
  if (module.clocks.length > 0) {
    yield { printed: 'clk_i', what: 'the clock', source };
    yield { printed: 'rst_ni', what: 'the reset', source };
  }
  for (const port of module.ports) {
    yield {
      printed: `${port.name}_${port.direction === 'input' ? 'i' : 'o'}`,
      what: port.direction,
      source: port.source,
    };
  }
  for (const register of module.registers) {
    yield { printed: `${register.name}_q`, what: 'register', source: register.source };
    yield { printed: `${register.name}_d`, what: 'next value of a register', source: register.source };
  }
  for (const memory of module.memories) {
    yield { printed: `${memory.name}_q`, what: 'memory', source: memory.source };
  }
  for (const wire of module.wires) yield { printed: wire.name, what: 'wire', source: wire.source };
  for (const instance of module.instances) {
    yield { printed: `u_${instance.name}`, what: 'instance', source: instance.source };
    for (const port of instance.ports) {
      yield { printed: `${instance.name}_${port.name}`, what: 'net of an instance', source: instance.source };
    }
  }
  for (const assertion of module.assertions) {
    yield { printed: assertion.name, what: 'assertion', source: assertion.source };
  }
  yield* enumerationClaims(module);
}

function* enumerationClaims(module: Module): Generator<Claim> {
  const signals = [...module.ports, ...module.wires, ...module.registers];
  const used = new Map<Enumeration, SourceRef>();
  for (const { type, source } of signals) {
    if (type.enumeration && !used.has(type.enumeration)) used.set(type.enumeration, source);
  }
  for (const [{ name, members }, source] of used) {
    yield { printed: `${name}_e`, what: 'enumeration', source };
    for (const member of members) {
      yield { printed: upperSnake(member.name), what: `member of enumeration ${name}`, source };
    }
  }
}

function clash(module: Module, first: Claim, second: Claim): Finding {
  return {
    code: 'CW-E006',
    message: `two names in module \`${module.name}\` are printed as \`${second.printed}\``,
    expected: 'distinct names after flattening and suffixing',
    actual: `${first.what} and ${second.what}`,
    hint: 'rename one of them; ports get `_i` and `_o`, registers `_q` and `_d`, fields are joined with `_`',
    source: second.source,
    related: [{ message: 'the other is declared at', source: first.source }],
  };
}

function reserved(claim: Claim): Finding {
  return {
    code: 'CW-E007',
    message: `${claim.what} \`${claim.printed}\` has the name of a SystemVerilog keyword`,
    expected: 'any other name',
    actual: `\`${claim.printed}\``,
    hint: 'rename it',
    source: claim.source,
  };
}

function sourceOf(module: Module | BlackBox): SourceRef {
  if (module.kind === 'module') return module.source;
  return module.ports[0]?.source ?? unknownSource;
}
