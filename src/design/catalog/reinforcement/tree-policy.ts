/**
 * A policy that can be read: one small tree that imitates what learned better. A teacher is trained as usual, acts, and
 * labels what the tree reaches; on demonstrations the tree learns from them directly (VIPER, Bastani et al., 2018).
 */
import { counted } from '../../brief/facts.js'
import type { Family, Gradient, RungPart } from '../family.js'
import { commonRisks } from './evaluation.js'
import { notForBandits } from './fits.js'
import { policySpec, valueSpec } from './networks.js'
import { networkFiles, networkSteps, planFiles } from './plan.js'
import type { DecisionProblem } from './problem.js'
import { actionWords, measuredRow, seenWords, simulatorWords } from './words.js'

const paper =
  'Bastani, Pu & Solar-Lezama, Verifiable Reinforcement Learning via Policy Extraction, NeurIPS 2018'
const leaves = [16, 64, 256] as const
/** So many rules a person can read and sign; more only help where nobody has to. */
const mostRead = 64
/** States that the tree is fitted to: ten rounds of twenty thousand in simulation, the log where there is one. */
const labelled = 200_000
/** What the teacher tries or reads. */
const taught = 2_000_000
/** Decisions that it is learned from: those of the log, or so many that are tried. */
const triedOf = ({ logged, targets }: DecisionProblem): number =>
  logged > 0 ? Math.min(logged, targets) : Math.min(taught, targets)
const teacherLayers = [64, 64]
const teacherGradient: Gradient = {
  learningRate: 3e-4,
  batches: [256, 256, 256],
  epochs: 32,
  optimizer: 'adam',
}

const rowsOf = ({ logged }: DecisionProblem) => (logged > 0 ? logged : labelled)
const hasTeacher = ({ situation }: DecisionProblem) => situation !== 'cloning'
const columnsOf = ({ observation }: DecisionProblem) =>
  observation.kind === 'vector' ? observation.features : 0

function teacherOf(problem: DecisionProblem): RungPart {
  const sized = { ...problem, hidden: teacherLayers }
  return {
    role: 'teacher',
    model: {
      kind: 'network',
      spec: problem.actions.kind === 'discrete' ? valueSpec(sized) : policySpec(sized),
      examples: triedOf(problem),
      targets: triedOf(problem),
      serves: 'ahead',
    },
    gradient: teacherGradient,
  }
}

export const treePolicy: Family<DecisionProblem> = {
  id: 'tree-policy',
  kind: 'trees',
  title: 'Policy as one tree',
  words: ['trees'],
  ruledOutBy: ['trees'],
  neural: true,
  complexity: 0.5,
  complexityBecause: 'a teacher is trained first, then a tree after it',
  interpretability: 0.85,
  interpretabilityBecause: 'each decision is a path of a few thresholds that can be read and checked',
  name: () => 'Policy as one decision tree',
  fits(problem) {
    const refused = notForBandits(problem)
    if (refused) return refused
    if (problem.observation.kind === 'image')
      return {
        fits: false,
        reason: 'Thresholds on single pixels say nothing: it needs measured numbers.',
        source: paper,
      }
    if (problem.actions.kind === 'continuous')
      return {
        fits: false,
        reason: 'Forces and amounts change smoothly; a tree jumps between the few values of its leaves.',
        source: paper,
        others: true,
      }
    return { fits: true }
  },
  prior: ({ amount }) => ({
    value: { little: 0.44, some: 0.54, much: 0.6 }[amount],
    because: 'it can be read whole, and loses a little of what its teacher can do',
    source: paper,
  }),
  dataFit: ({ amount }) => ({ little: 0.5, some: 0.7, much: 0.75 })[amount],
  rungs(problem) {
    const teacher = hasTeacher(problem) ? [teacherOf(problem)] : []
    const read = problem.brief.constraints.interpretability?.value === 'must'
    return leaves
      .filter((count) => !read || count <= mostRead)
      .map((count) => ({
        label: counted(count, 'leaf', 'leaves'),
        parts: [
          {
            role: 'tree',
            model: {
              kind: 'estimator',
              estimator: { kind: 'decision_tree', leaves: count, outputs: problem.actions.count },
              load: {
                seriesCount: 1,
                points: rowsOf(problem),
                trainingRows: rowsOf(problem),
                features: columnsOf(problem),
                rowsPerRequest: 1,
                outputsPerRow: problem.actions.count,
              },
              learned: count,
              targets: triedOf(problem),
            },
          },
          ...teacher,
        ],
      }))
  },
  recipe: (problem) => ({
    loss: hasTeacher(problem)
      ? `Teacher: squared Bellman error${problem.logged > 0 ? ' of logged actions, values of others pressed down as in CQL' : ''}. Tree: cross-entropy of the teacher’s action, each state weighted by how much the choice matters there (difference of the best and the worst value)`
      : 'Cross-entropy of the demonstrated action',
    optimizer: `${hasTeacher(problem) ? `teacher: Adam, learning rate ${teacherGradient.learningRate}, batch ${teacherGradient.batches[0]}; tree: ` : ''}greedy growth (CART), largest gain first`,
    schedule:
      problem.logged > 0
        ? 'fitted once, pruned on the validation episodes'
        : 'ten rounds: the tree acts, the teacher labels what it reached, the tree is grown again',
    regularization: ['at least 50 states in a leaf', 'pruned to the fewest leaves within 1% of the return'],
  }),
  write(problem, rung) {
    const continuous = problem.actions.kind === 'continuous'
    const from = hasTeacher(problem)
      ? `imitates a small network that was ${problem.logged > 0 ? 'fitted to the log' : 'trained in the simulator'}`
      : 'imitates the demonstrations'
    return {
      overview: `One tree of ${rung.label} over ${seenWords(problem)} ${from}, from ${counted(rowsOf(problem), 'state')}. Every decision is a path of a few thresholds, so that a person can check it, and limits can be proved leaf by leaf. {{latency}} a decision.`,
      inputs: [measuredRow(problem)],
      outputs: [
        {
          name: 'action',
          shape: [problem.actions.count],
          meaning: continuous
            ? `${actionWords(problem)} of the leaf`
            : `shares of ${actionWords(problem)} in the leaf; the largest is taken`,
        },
      ],
      risks: [
        'Thresholds cut where the teacher turns smoothly: near them small changes of what is seen flip the action.',
        ...commonRisks(problem),
      ],
      steps: [
        ...(hasTeacher(problem)
          ? networkSteps(
              problem,
              'the teacher',
              problem.logged > 0 ? 'a log of a small known simulator' : 'a small grid of the same actions',
            ).slice(0, -1)
          : []),
        'Grow the tree in `src/tree.py` and print it as rules; `tests/test_tree.py` asserts that every leaf respects the limits of actions.',
      ],
      files: planFiles(problem, [
        ...(hasTeacher(problem) ? networkFiles : []),
        { path: 'src/tree.py', purpose: 'imitation, pruning, the tree as rules' },
        { path: 'tests/test_tree.py', purpose: 'limits hold in every leaf' },
      ]),
      notCounted: problem.situation === 'simulator' ? [simulatorWords(problem, triedOf(problem))] : [],
    }
  },
}
