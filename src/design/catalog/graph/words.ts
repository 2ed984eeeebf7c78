/** Phrases that all models of graphs share: what comes in, what comes out, what threatens them. */
import { counted, grouped, plain } from '../../brief/facts.js'
import type { TensorRow } from '../../proposal.js'
import { number, numbered } from '../limits.js'
import { chempropMolecule } from './molecules.js'
import { type GraphProblem, nodeColumns } from './problem.js'

/** `2,000,000 nodes and 20,000,000 edges (20 neighbours each)`. */
export const graphWords = ({ nodes, edges, degree }: GraphProblem): string =>
  `${counted(nodes, 'node')} and ${counted(edges, 'edge')} (${numbered(degree, 'neighbour')} each)`

export const answerRows = (problem: GraphProblem): TensorRow[] => [
  {
    name: 'answer',
    shape: problem.members > 1 ? [problem.members, problem.outputs] : [problem.outputs],
    meaning: answerMeaning(problem),
  },
]

function answerMeaning(problem: GraphProblem): string {
  const { goal, kind, classes, subject, members } = problem
  const one =
    goal === 'link'
      ? 'log odds of an edge between the two'
      : kind === 'value'
        ? `${subject}, standardised; scaled back at the output`
        : problem.multiLabel
          ? `log odds of each of ${counted(classes, 'label')}; calibrated to probabilities`
          : classes > 2
            ? `scores of ${plain(classes)} classes; softmax gives probabilities`
            : `log odds of ${subject}; calibrated to a probability`
  return members > 1
    ? `${one}, from each of ${members} networks: their mean, and their spread as the uncertainty`
    : one
}

/** Of one answer without the networks' axis. */
export const plainAnswer = (
  problem: GraphProblem,
  meaning = answerMeaning({ ...problem, members: 1 }),
): TensorRow[] => [{ name: 'answer', shape: [problem.outputs], meaning }]

export const neighbourhoodInput = (problem: GraphProblem, ends: 1 | 2): TensorRow[] => {
  const [first, second] = problem.fanout
  const shape = [1 + first, 1 + second, nodeColumns(problem)]
  const who = ends === 2 ? 'of each end' : 'of the node'
  return [
    {
      name: 'neighbourhood',
      shape: ends === 2 ? [2, ...shape] : shape,
      meaning: `${problem.columns > 0 ? counted(problem.columns, 'column') : 'degree, component, PageRank and the like'} ${who} and ${counted(first, 'drawn neighbour')}, each with ${grouped(second)} of its own; itself first`,
    },
  ]
}

export const moleculeInputs = (): TensorRow[] => {
  const { atoms, bonds, atomColumns, bondColumns } = chempropMolecule
  const size = `of a molecule of ${atoms} heavy atoms and ${bonds / 2} bonds, a drug-like one`
  return [
    { name: 'atoms', shape: [atoms, atomColumns], meaning: `element, charge, ring, hybridisation … ${size}` },
    { name: 'bonds', shape: [bonds, bondColumns], meaning: 'kind of bond, both directions' },
    { name: 'starts', shape: [bonds, atoms], meaning: 'which atom a bond starts at' },
    { name: 'before', shape: [bonds, bonds], meaning: 'which bonds lead to it, but for its own way back' },
    { name: 'ends', shape: [atoms, bonds], meaning: 'which bonds end at an atom' },
  ]
}

/** Edges of several kinds: triples of a knowledge graph. */
const saysRelations = /\b(?:relations?|relation types?|edge types?|triples?|knowledge graph)\b/i
/** Numbers of a vector of an entity, as the papers have it. */
const entityWidth = 200
const numberBytes = 4

/** What scores pairs without their relation does not do, and what does, with its size. */
function relationRisk({ brief, nodes }: GraphProblem): string[] {
  if (!saysRelations.test(brief.request)) return []
  const bytes = nodes * entityWidth * numberBytes
  return [
    `It says that two nodes belong together, not by which relation: where that is asked, a table of vectors for entities and relations is the usual bar (ComplEx, Trouillon et al., 2016; RotatE, Sun et al., 2019), here ${grouped(nodes)} x ${entityWidth} x ${numberBytes} B = ${number(bytes / 1e9)} GB before the optimizer; it is not in the catalogue, and knows no node that training did not have.`,
  ]
}

export function graphRisks(problem: GraphProblem): string[] {
  const { goal, dated, degree, kind, classes, molecules } = problem
  if (goal === 'graph')
    return [
      molecules
        ? 'New molecules differ from the measured ones: errors on new scaffolds are larger than any random split shows.'
        : 'Graphs of another source may differ in size and shape: test on one that was left out.',
      ...(kind === 'value'
        ? ['Measurements differ between laboratories: repeated ones bound the error that can be reached.']
        : []),
    ]
  return [
    ...(goal === 'link' ? relationRisk(problem) : []),
    ...(dated
      ? [
          'An edge or a label of the future leaks through the neighbours: everything is cut at the moment of the answer.',
        ]
      : []),
    goal === 'link'
      ? 'An edge that is asked for gives itself away: it is taken out of the graph before counts, means and neighbours of its pair are made, in training as in the test.'
      : 'The share of known labels around a node gives its own label away: it is made without the node itself.',
    ...(kind === 'class' && classes <= 2 && goal === 'node'
      ? ['Those who are looked for link to others than their like (heterophily), and change their ways.']
      : []),
    ...(degree > 50 ? ['Hubs touch everything: cap what they pass on, or leave them out.'] : []),
  ]
}
