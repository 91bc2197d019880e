import type { Figure } from '../../../sim-models/cost/index.js';

/** Value of a figure from its printed equation alone, down to what is printed or given: what `compute` does is not used. */
export function valueByEquation(figure: Figure): number {
  if (figure.equation === undefined) return figure.value;
  const symbols = Object.keys(figure.from);
  const script = figure.equation
    .replace(/[A-Za-z_]\w*/g, (word) => (symbols.includes(word) ? word : `Math.${word}`))
    .replaceAll('^', '**');
  const values = Object.values(figure.from).map(valueByEquation);
  return new Function(...symbols, `return ${script};`)(...values) as number;
}

/** A figure and all it is computed from. */
export function figuresBelow(figure: Figure): Figure[] {
  return [figure, ...Object.values(figure.from).flatMap(figuresBelow)];
}
