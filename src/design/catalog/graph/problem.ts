/** A completed brief of a graph in the numbers that families are built from: nodes, edges, labels, or many graphs. */
import type { Brief } from '../../brief/brief.js'
import { grouped, plain } from '../../brief/facts.js'
import { structuralColumns } from '../../estimator/neighbourhood-features.js'
import { type Amount, type Problem, settingOf } from '../problem.js'
import {
  defaultClasses,
  defaultColumns,
  defaultDegree,
  defaultGraphs,
  defaultNodes,
  type Goal,
  goalOf,
} from './complete.js'
import { chempropMolecule } from './molecules.js'

export interface GraphProblem extends Problem {
  readonly goal: Goal
  readonly molecules: boolean
  readonly kind: 'class' | 'value'
  readonly classes: number
  readonly outputs: number
  /** Several labels may hold at once: each is an output of its own. */
  readonly multiLabel: boolean
  readonly nodes: number
  readonly edges: number
  /** Neighbours of a node, on average. */
  readonly degree: number
  /** Columns of a node; 0 where it has none but its place in the graph. */
  readonly columns: number
  /** Nodes, graphs or edges of which the answer is known. */
  readonly labelled: number
  readonly trainingLabels: number
  /** Edges and labels have dates. */
  readonly dated: boolean
  /** Every answer with how sure it is. */
  readonly uncertain: boolean
  /** Neighbours that are drawn for each step out. */
  readonly fanout: readonly [number, number]
  /** Networks that are trained apart for their spread. */
  readonly members: number
}

/** Of what is labelled, the part that is learned from: of molecules more, since they are few. */
export const trainShares = { molecules: 0.8, graph: 0.7 } as const
/** Draws of GraphSAGE as published practice has them (Hamilton et al., 2017; Hu et al., OGB, 2020). */
const usualFanout = [15, 10] as const
/** Five networks give most of what an ensemble can (Lakshminarayanan et al., Deep Ensembles, 2017). */
const ensemble = 5

/** @param brief completed by `complete` */
export function graphProblem(brief: Brief): GraphProblem {
  const { data, targets, task } = brief
  const goal = goalOf(brief)
  const many = goal === 'graph'
  const isClass = task?.value.includes('classification') === true
  const multiLabel = isClass && data.multiLabel?.value === true
  const classes = isClass ? (data.classes?.value ?? defaultClasses) : 1
  const nodes = Math.max(2, Math.round(data.nodes?.value ?? defaultNodes))
  const edges = Math.max(1, Math.round(data.edges?.value ?? (nodes * defaultDegree) / 2))
  const degree = Math.max(1, (2 * edges) / nodes)
  const labelled = Math.max(
    1,
    Math.round(
      many ? (data.labelled?.value ?? defaultGraphs) : goal === 'link' ? edges : (data.labelled?.value ?? 1),
    ),
  )
  const share = many ? trainShares.molecules : trainShares.graph
  const trainingLabels = Math.max(1, Math.floor(share * labelled))
  const uncertain = targets.uncertainty?.value === true || targets.output?.value === 'intervals'
  const members = many && uncertain ? ensemble : 1
  const near = (wanted: number) => Math.max(2, Math.min(wanted, Math.ceil(degree)))
  const fanout = [near(usualFanout[0]), near(usualFanout[1])] as const
  const molecules = many && task?.value.startsWith('molecular ') === true
  const noun = molecules ? 'molecule' : many ? 'graph' : goal === 'link' ? 'edge' : 'node'
  const within = many ? chempropMolecule.atoms : 1 + fanout[0]
  const said = `${plain(share * 100)}% of ${grouped(labelled)} ${goal === 'node' ? 'labelled nodes' : `${noun}s`}`
  return {
    ...settingOf(brief),
    goal,
    molecules,
    kind: isClass || goal === 'link' || goal === 'groups' ? 'class' : 'value',
    classes,
    outputs: multiLabel || classes > 2 ? classes : 1,
    multiLabel,
    nodes,
    edges,
    degree,
    columns: data.contentFeatures?.value === false ? 0 : (data.featureCount?.value ?? defaultColumns),
    labelled,
    trainingLabels,
    dated: data.dated?.value !== false,
    uncertain,
    fanout,
    members,
    subject: data.subject?.value ?? subjectOf(goal, molecules, classes),
    answer:
      isClass || goal === 'link'
        ? { one: 'score', many: 'scores' }
        : { one: 'prediction', many: 'predictions' },
    example: { one: noun, many: `${noun}s` },
    targets: trainingLabels * within * members,
    targetsNoun: many
      ? { one: 'labelled atom', many: 'labelled atoms' }
      : { one: 'node under a label', many: 'nodes under a label' },
    targetsFrom: many
      ? `${said} x ${within} atoms${members > 1 ? ` x ${members} networks that each learn from all` : ''}`
      : `${said} x ${within} nodes whose states make its answer`,
    amount: amountOf(goal, trainingLabels),
  }
}

/** Where nobody named what is predicted. */
function subjectOf(goal: Goal, molecules: boolean, classes: number): string {
  if (molecules) return 'the property'
  if (goal === 'link') return 'missing edges'
  if (goal === 'graph') return classes > 2 ? 'the class of the graph' : 'the target'
  return classes > 2 ? 'the class of the node' : 'the target'
}

/** Columns that a network reads of a node: its own, or its place in the graph where it has none. */
export const nodeColumns = ({ columns }: Pick<GraphProblem, 'columns'>): number =>
  columns > 0 ? columns : structuralColumns

/** Working rule of the field: message passing from some 2,000 molecules; on one graph from some hundred labels. */
function amountOf(goal: Goal, labels: number): Amount {
  if (goal === 'graph') return labels < 1_500 ? 'little' : labels < 8_000 ? 'some' : 'much'
  return labels < 500 ? 'little' : labels < 50_000 ? 'some' : 'much'
}
