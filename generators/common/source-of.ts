import type { Module, SourceRef } from '../../hdl-dsl/index.js';

/** Place where an instance, register, wire or memory is declared.
 *
 *  @param path instance names from `top` down, and the name of the declaration */
export function sourceOf(top: Module, ...path: readonly string[]): SourceRef | undefined {
  const [name, ...rest] = path;
  const instance = top.instances.find((i) => i.name === name);
  if (rest.length > 0) return instance?.of.kind === 'module' ? sourceOf(instance.of, ...rest) : undefined;
  const declared = [...top.registers, ...top.wires, ...top.memories, ...top.instances];
  return declared.find((d) => d.name === name)?.source;
}
