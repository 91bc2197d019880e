import type { TopLevelSpec } from 'vega-lite';

/** Draws a plot as SVG text that stands for itself: no script, nothing loaded, no colours of text and lines, which the
 *  style sheet of the page gives. */
export async function drawPlot(plot: TopLevelSpec, label: string): Promise<string> {
  // Loaded here, as only pages need them.
  const [vega, { compile }] = await Promise.all([import('vega'), import('vega-lite')]);
  const { spec } = compile({ ...plot, background: 'transparent', padding: 4, config });
  // Vega reports a fault to its log, and draws on.
  const log = vega.logger();
  const faults: unknown[] = [];
  log.error = (...fault: readonly unknown[]) => {
    faults.push(...fault);
    return log;
  };
  const view = new vega.View(vega.parse(spec), { renderer: 'none', logger: log });
  const svg = await view.toSVG();
  if (faults.length > 0) throw faults[0];
  const sized = /^<svg[^>]*viewBox="([^"]*)"[^>]*>/.exec(svg);
  if (sized === null) throw new Error('a plot is an SVG with a view box');
  return `<svg class="plot" viewBox="${sized[1]}" role="img" aria-label="${label}">${svg.slice(sized[0].length)}`;
}

const config = {
  font: 'inherit',
  view: { stroke: null },
  axis: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal', domain: false, ticks: false },
  legend: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal' },
  header: { labelFontSize: 12 },
} as const;
