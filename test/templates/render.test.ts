import { describe, expect, it } from 'vitest';
import { renderTemplate } from '../../templates/render.js';

describe('renderTemplate', () => {
  const data = {
    sources: ['rtl/a.sv', "q <= d && x > 8'hFF"],
  };

  it('fills a template and escapes nothing', () => {
    expect(renderTemplate('testbench/files.f.hbs', data)).toBe("rtl/a.sv\nq <= d && x > 8'hFF\n");
  });

  it('gives the same text again', () => {
    expect(renderTemplate('testbench/files.f.hbs', data)).toBe(renderTemplate('testbench/files.f.hbs', data));
  });

  it('refuses data that lack a value which the template names', () => {
    expect(() => renderTemplate('analog/xbar_stub.sv.hbs', { module: 'm' })).toThrow('"command" not defined');
  });

  it('refuses a template that does not exist', () => {
    expect(() => renderTemplate('analog/none.hbs', {})).toThrow('ENOENT');
  });
});
