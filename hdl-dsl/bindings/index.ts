export { bindingsFingerprint } from './fingerprint.js';
export type * from './interface-model.js';
export { interfaceOf } from './interface-of.js';

/** The text of a design's bindings. The compiler that writes it takes 0.35 s to load, so it is loaded here. */
export async function writeBindings(model: import('./interface-model.js').InterfaceModel): Promise<string> {
  return (await import('./write-bindings.js')).writeBindings(model);
}
