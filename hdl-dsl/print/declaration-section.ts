import type { Signal } from '../ir/index.js';
import { attributeText } from './attributes.js';
import { withComment } from './comment-text.js';
import { declaredType } from './declared-type.js';
import { literalText } from './literals.js';
import type { PrintContext } from './print-context.js';

/** Types of the enumerations that the module names. Call it when everything else is printed. */
export function enumerationSection({ names, enums }: PrintContext): string[] {
  for (const { type } of enums) if (type.enumeration) names.enumeration(type.enumeration, type.width);
  return names.enumerations().flatMap(({ enumeration, type, width, members }) => {
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
  const reasons = new Map((module.crossings ?? []).map(({ signal, reason }) => [signal, reason]));
  const lines: string[] = [];
  const declare = (type: string, declared: string, of?: Declared): void => {
    const line = `  ${attributeText(of?.attributes)}${type} ${declared};`;
    lines.push(...withComment(of === undefined ? line : context.locate(line, of.source), of?.comment));
  };
  for (const register of module.registers) {
    const isDirect = plan.forms.get(register)?.form === 'direct';
    const type = typeOf(context, register);
    const next = names.target(register);
    // What is said of a register does not hold for its next value.
    const together = !isDirect && register.attributes === undefined;
    declare(type, `${names.read(register)}${together ? `, ${next}` : ''}`, register);
    if (!isDirect && !together) declare(type, next);
  }
  for (const memory of module.memories) {
    const { word, depth } = memory;
    const name = names.memory(memory);
    if (memory.packed) declare(declaredType({ width: word.width * depth, signed: false }), name, memory);
    else declare(declaredType(word), `${name} [${depth}]`, memory);
  }
  for (const wire of module.wires) {
    const crossing = reasons.get(wire);
    const comments = [wire.comment, crossing === undefined ? undefined : `read in any domain: ${crossing}`];
    const comment = comments.filter((text) => text !== undefined).join('; ');
    declare(typeOf(context, wire), names.read(wire), { ...wire, comment });
  }
  for (const stage of plan.stages) declare(typeOf(context, stage), names.read(stage));
  for (const port of module.instances.flatMap((i) => i.ports)) {
    if (!context.inlined.has(port)) declare(declaredType(port.type), names.read(port));
  }
  for (const { name, type } of context.temporaries.all) declare(declaredType(type), name);
  return lines;
}

type Declared = Pick<Signal, 'source' | 'comment' | 'attributes'>;

function typeOf({ names, enums }: PrintContext, signal: Signal): string {
  const { enumeration } = signal.type;
  return enumeration !== undefined && enums.has(signal)
    ? names.enumeration(enumeration, signal.type.width).type
    : declaredType(signal.type);
}
