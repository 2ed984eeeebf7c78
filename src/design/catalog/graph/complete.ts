/** Fills what nobody said of a graph with stated defaults, on a copy, marked as assumed. */
import type { Brief } from '../../brief/brief.js'
import { assumed } from '../../brief/fact.js'
import { completeSetting } from '../defaults.js'

export const defaultNodes = 100_000
export const defaultDegree = 20
export const defaultColumns = 64
export const defaultLabelledShare = 0.01
export const defaultGraphs = 5_000
export const defaultClasses = 2
/** Nodes that are no case, for each known case (King & Zeng, 2001: more add little). */
const othersPerCase = 10

/** What an answer is about: a node, a possible edge, a whole graph, or groups of nodes. */
export type Goal = 'node' | 'link' | 'graph' | 'groups'

export function goalOf({ task, data }: Brief): Goal {
  const name = task?.value ?? ''
  if (name === 'link prediction') return 'link'
  if (name === 'community detection') return 'groups'
  if (name.startsWith('graph ') || name.startsWith('molecular ')) return 'graph'
  if (name.startsWith('node ')) return 'node'
  return data.manyGraphs?.value ? 'graph' : 'node'
}

/** The brief with every fact that a model of graphs needs. Idempotent. */
export function complete(brief: Brief): Brief {
  const { data } = brief
  const many = data.manyGraphs?.value === true
  const task =
    brief.task ??
    assumed(
      many
        ? data.classes
          ? ('molecular property classification' as const)
          : ('molecular property regression' as const)
        : ('node classification' as const),
    )
  const known: Brief = { ...brief, domain: brief.domain ?? assumed('graph' as const), task }
  const goal = goalOf(known)
  const filled: Brief = {
    ...known,
    data: goal === 'graph' ? graphFacts(known) : oneGraphFacts(known, goal),
  }
  return completeSetting(filled, 'batch')
}

const isClass = ({ task }: Brief) => task?.value.includes('classification') === true

function graphFacts(brief: Brief): Brief['data'] {
  const { data } = brief
  return {
    ...data,
    manyGraphs: data.manyGraphs ?? assumed(true),
    labelled: data.labelled ?? data.rows ?? assumed(defaultGraphs),
    ...(isClass(brief) && { classes: data.classes ?? assumed(defaultClasses) }),
  }
}

function oneGraphFacts(brief: Brief, goal: Goal): Brief['data'] {
  const { data } = brief
  const nodes = data.nodes ?? data.rows ?? data.users ?? assumed(nodesFrom(data.edges?.value))
  return {
    ...data,
    nodes,
    edges: data.edges ?? assumed((nodes.value * defaultDegree) / 2),
    dated: data.dated ?? assumed(true),
    ...(data.contentFeatures?.value !== false && {
      featureCount: data.featureCount ?? assumed(defaultColumns),
    }),
    ...(goal === 'node' && {
      labelled: data.labelled ?? assumed(labelledOf(data, nodes.value)),
    }),
    ...(goal === 'node' && isClass(brief) && { classes: data.classes ?? assumed(defaultClasses) }),
  }
}

/** Of known cases each is worth some others; else a share of the nodes. */
const labelledOf = ({ positives }: Brief['data'], nodes: number): number =>
  Math.max(
    1,
    Math.min(
      nodes,
      Math.round(positives ? positives.value * (1 + othersPerCase) : defaultLabelledShare * nodes),
    ),
  )

const nodesFrom = (edges: number | undefined): number =>
  edges === undefined ? defaultNodes : Math.max(2, Math.round((2 * edges) / defaultDegree))
