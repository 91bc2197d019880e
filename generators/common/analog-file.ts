import type { DesignFile } from '../../base/design-file.js';
import { renderTemplate } from '../../templates/render.js';

/** A file of the folder `analog/` of a design, from a template of `templates/analog/`. */
export function analogFile(name: string, template: string, data: object): DesignFile {
  return { path: `analog/${name}`, text: renderTemplate(`analog/${template}`, data) };
}
