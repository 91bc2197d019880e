import type { Signal } from '../ir/index.js';
import { withComment } from './comment-text.js';
import { declaredType } from './declared-type.js';
import { literalText } from './literals.js';
import type { PrintContext } from './print-context.js';

/** Types of the enumerations that the module names. Call it when everything else is printed. */
export function enumerationSection({ module, names, enums }: PrintContext): string[] {
  for (const { type } of enums) if (type.enumeration) names.enumeration(type.enumeration);
  const signals: readonly Signal[] = [...module.ports, ...module.wires, ...module.registers];
  return names.enumerations().flatMap(({ enumeration, type, members }) => {
    const width = Math.max(
      ...signals.filter((s) => s.type.enumeration?.name === enumeration.name).map((s) => s.type.width),
      ...enumeration.members.map((m) => m.value.toString(2).length),
    );
    const longest = Math.max(...[...members.values()].map((name) => name.length));
    const rows = enumeration.members.map((m, i) => {
      const comma = i + 1 < enumeration.members.length ? ',' : '';
      const name = members.get(m.value) ?? m.name;
      return `    ${name.padEnd(longest)} = ${literalText(m.value, width, false)}${comma}`;
    });
    return [`  typedef enum ${declaredType({ width, signed: false })} {`, ...rows, `  } ${type};`];
  });
}

/** Everything declared inside the module. Call it when everything else is printed. */
export function declarationSection(context: PrintContext): string[] {
  const { module, names, plan } = context;
  const lines: string[] = [];
  const declare = (type: string, declared: string, comment?: string): void => {
    lines.push(...withComment(`  ${type} ${declared};`, comment));
  };
  for (const register of module.registers) {
    const isDirect = plan.forms.get(register)?.form === 'direct';
    const next = isDirect ? '' : `, ${names.target(register)}`;
    declare(typeOf(context, register), `${names.read(register)}${next}`, register.comment);
  }
  for (const memory of module.memories) {
    const { word, depth, comment } = memory;
    const name = names.memory(memory);
    if (memory.packed) declare(declaredType({ width: word.width * depth, signed: false }), name, comment);
    else declare(declaredType(word), `${name} [${depth}]`, comment);
  }
  for (const wire of [...module.wires, ...plan.stages]) {
    declare(typeOf(context, wire), names.read(wire), wire.comment);
  }
  for (const port of module.instances.flatMap((i) => i.ports)) {
    if (!context.inlined.has(port)) declare(declaredType(port.type), names.read(port));
  }
  for (const { name, type } of context.temporaries.all) declare(declaredType(type), name);
  return lines;
}

function typeOf({ names, enums }: PrintContext, signal: Signal): string {
  const { enumeration } = signal.type;
  return enumeration !== undefined && enums.has(signal)
    ? names.enumeration(enumeration).type
    : declaredType(signal.type);
}
