/** Changes of a graph's facts that may well come, nearest first. */
import type { Brief } from '../../brief/brief.js'
import { assumed } from '../../brief/fact.js'
import { counted, grouped } from '../../brief/facts.js'
import type { Variation } from '../field.js'
import type { GraphProblem } from './problem.js'

/** @param brief completed */
export function variations(brief: Brief, problem: GraphProblem): Variation[] {
  return [...labelCounts(brief, problem), ...columns(brief, problem), ...nodeCounts(brief, problem)]
}

function labelCounts(brief: Brief, { goal, labelled, nodes, example }: GraphProblem): Variation[] {
  if (goal === 'link' || goal === 'groups') return []
  const power = Math.floor(Math.log10(labelled))
  return [power, power + 1, power - 1, power + 2, power - 2]
    .filter((n) => n >= 1)
    .map((n) => 10 ** n)
    .filter((n) => n !== labelled && (goal === 'graph' || n <= nodes))
    .map((n) => ({
      condition: `there were ${counted(n, `labelled ${example.one}`, `labelled ${example.many}`)} instead of ${grouped(labelled)}`,
      brief: { ...brief, data: { ...brief.data, labelled: assumed(n) } },
    }))
}

function columns(brief: Brief, { goal, columns: now }: GraphProblem): Variation[] {
  if (goal === 'graph') return []
  const has = now > 0
  return [
    {
      condition: has ? 'the nodes had no columns, only edges' : 'the nodes had columns of their own',
      brief: { ...brief, data: { ...brief.data, contentFeatures: assumed(!has) } },
    },
  ]
}

function nodeCounts(brief: Brief, { goal, nodes, edges }: GraphProblem): Variation[] {
  if (goal === 'graph') return []
  return [10, 1 / 10].map((factor) => ({
    condition: `the graph had ${counted(Math.max(2, Math.round(nodes * factor)), 'node')} instead of ${grouped(nodes)}, with as many edges each`,
    brief: {
      ...brief,
      data: {
        ...brief.data,
        nodes: assumed(Math.max(2, Math.round(nodes * factor))),
        edges: assumed(Math.max(1, Math.round(edges * factor))),
      },
    },
  }))
}
