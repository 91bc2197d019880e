import { bindingsFingerprint, type InterfaceModel, writeBindings } from '../hdl-dsl/bindings/index.js';
import { cachedText } from './cached-text.js';

/** The typed bindings of a design. What writes them takes half a second, most of it to load a compiler, so the text is
 *  kept. */
export async function bindingsText(model: InterfaceModel): Promise<string> {
  const content = JSON.stringify([bindingsFingerprint, model], (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
  return cachedText('bindings', content, () => writeBindings(model));
}
