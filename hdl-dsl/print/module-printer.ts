import type { Instance, Module } from '../ir/index.js';
import { assertionSection } from './assertion-section.js';
import { commentLines } from './comment-text.js';
import { declarationSection, enumerationSection } from './declaration-section.js';
import { flopSections } from './flop-section.js';
import { instanceSection } from './instance-section.js';
import type { Locate } from './locators.js';
import { logicSections } from './logic-section.js';
import { memoryContentsSections } from './memory-contents-section.js';
import { portSection } from './port-section.js';
import { PrintContext } from './print-context.js';
import { sampledResetSection } from './sampled-resets.js';
import { sinkSection } from './sink-section.js';
import { wrapLine } from './wrap-lines.js';

/** The text of one module.
 *  @param name its printed name
 *  @param madeFrom the line that says where it came from
 *  @param nameOfModule printed name of the module that an instance is of
 *  @param locate adds places to lines */
export function printModule(
  module: Module,
  name: string,
  madeFrom: string,
  nameOfModule: (instance: Instance) => string,
  locate?: Locate,
): string {
  const context = new PrintContext(module, nameOfModule, locate);
  // What is read, named and sunk is known only after the logic is printed, whatever the order in the file.
  const logic = logicSections(context);
  const flops = flopSections(context);
  const instances = module.instances.map((instance) => instanceSection(context, instance));
  const assertions = assertionSection(context);
  const sinks = sinkSection(context);
  const declarations = declarationSection(context);
  const enumerations = enumerationSection(context);
  const resets = sampledResetSection(context);
  const contents = memoryContentsSections(context);
  const sections = [
    enumerations,
    declarations,
    ...contents,
    ...instances,
    ...logic,
    resets,
    ...flops,
    assertions,
    sinks,
  ];
  const lines = [
    ...commentLines(`${name}: ${module.comment}`),
    ...commentLines(madeFrom),
    `module ${name} (`,
    ...portSection(context),
    ');',
    ...sections.filter((s) => s.length > 0).flatMap((section, i) => (i === 0 ? section : ['', ...section])),
    'endmodule',
  ];
  return `${lines.flatMap(wrapLine).join('\n')}\n`;
}
