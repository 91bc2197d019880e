import type { Finding } from '../build/report.js';
import type { Machine, Module } from '../ir/index.js';

/** Every state of a machine is reached from the initial one (CW-E041), and is left again unless that is meant
 *  (CW-E042). */
export function checkMachines(module: Module): readonly Finding[] {
  return (module.machines ?? []).flatMap((machine) => [...unreachable(machine), ...neverLeft(machine)]);
}

function unreachable(machine: Machine): readonly Finding[] {
  const reached = reachableStates(machine);
  return statesOf(machine)
    .filter((state) => !reached.has(state))
    .map((state) => ({
      code: 'CW-E041',
      severity: 'warning',
      subject: machine.name,
      message: `state \`${state}\` of machine \`${machine.name}\` is never reached`,
      expected: `a way from \`${machine.initial}\` to it`,
      actual: 'none',
      hint: 'go to it from a state that is reached, or remove it',
      source: machine.source,
    }));
}

function reachableStates({ initial, transitions }: Machine): ReadonlySet<string> {
  const reached = new Set([initial]);
  const open = [initial];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const { from, to } of transitions) {
      if (from !== at || reached.has(to)) continue;
      reached.add(to);
      open.push(to);
    }
  }
  return reached;
}

function neverLeft(machine: Machine): readonly Finding[] {
  const states = statesOf(machine);
  // A machine of one state has nowhere to go.
  if (states.length < 2) return [];
  const left = new Set(machine.transitions.filter((t) => t.from !== t.to).map((t) => t.from));
  const meant = new Set(machine.final?.map((f) => f.state));
  return states
    .filter((state) => !left.has(state) && !meant.has(state))
    .map((state) => ({
      code: 'CW-E042',
      severity: 'warning',
      subject: machine.name,
      message: `state \`${state}\` of machine \`${machine.name}\` is never left`,
      expected: 'a `goto` to another state',
      actual: 'none',
      hint: 'add the way out, or say that it is meant with `s.stay(reason)`',
      source: machine.source,
    }));
}

function statesOf({ state }: Machine): readonly string[] {
  return state.type.enumeration?.members.map((m) => m.name) ?? [];
}
