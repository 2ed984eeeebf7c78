/** Messages along bonds: learned fingerprints, as an ensemble where every answer has to say how sure it is. */
import { counted, grouped } from '../../brief/facts.js'
import { networkFiles } from '../plan.js'
import { adamW, cosine, earlyStopping } from '../recipes.js'
import type { GraphFamily } from './family.js'
import { chempropMolecule, messagePassingSpec } from './molecules.js'
import { networkPlanFiles, networkSteps, planFiles } from './plan.js'
import type { GraphProblem } from './problem.js'
import { answerRows, graphRisks, moleculeInputs } from './words.js'

const source = 'Yang et al., Analyzing Learned Molecular Representations for Property Prediction, 2019'
const leastGraphs = 1_000
const learningRate = 1e-3
const weightDecay = 1e-5
const batches = [64, 64, 256] as const
const epochs = 50
const depth = 3
/** Widths of a member; 300 is the default of Chemprop. */
const widths = [64, 100, 150, 200, 300] as const
const dropoutOf = ({ amount }: GraphProblem) => ({ little: 0.3, some: 0.2, much: 0.1 })[amount]

const networks = ({ members }: GraphProblem) =>
  members > 1 ? `an ensemble of ${members} networks` : 'one network'

export const messagePassing: GraphFamily = {
  id: 'message-passing',
  kind: 'message_passing',
  title: 'Message passing on molecules (D-MPNN)',
  words: ['graph network'],
  ruledOutBy: ['graph network', 'neural'],
  neural: true,
  complexity: 0.45,
  complexityBecause: 'a network on graphs (Chemprop has it ready), five of them for the uncertainty',
  interpretability: 0.3,
  interpretabilityBecause: 'atoms can be left out one by one to see what moves the answer',
  goals: ['graph'],
  newNodes: 'A new one is read like any other',
  name: ({ members, molecules }) =>
    `${molecules ? 'D-MPNN' : 'Message passing'}${members > 1 ? `, ensemble of ${members}` : ''} (message passing on ${molecules ? 'bonds' : 'edges'})`,
  fits({ labelled, example }) {
    if (labelled < leastGraphs)
      return {
        fits: false,
        reason: `${counted(labelled, example.one)}: representations are learned from ${grouped(leastGraphs)} or more; fingerprints do better below.`,
        source,
      }
    return { fits: true }
  },
  prior: ({ amount }) => ({
    value: { little: 0.62, some: 0.76, much: 0.8 }[amount],
    because:
      'learned representations were ahead of fixed fingerprints on most sets of a few thousand molecules and more',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.55, some: 0.9, much: 1 })[amount],
  abilities: ({ uncertain }) => (uncertain ? ['calibrated uncertainty'] : []),
  rungs: (problem) =>
    widths.map((hidden) => ({
      label: `width ${hidden}, ${depth} rounds`,
      parts: [
        {
          role: 'model',
          model: {
            kind: 'network' as const,
            spec: messagePassingSpec(
              chempropMolecule,
              { hidden, depth, dropout: dropoutOf(problem) },
              problem.outputs,
              problem.members,
            ),
            examples: problem.trainingLabels,
          },
        },
      ],
    })),
  recipe: (problem) => ({
    loss:
      problem.kind === 'value'
        ? `Huber on the standardised target${problem.members > 1 ? ', for each network of the ensemble by itself' : ''}`
        : `${problem.multiLabel ? 'Binary cross-entropy for each label, missing ones masked' : problem.classes > 2 ? 'Cross-entropy' : 'Binary cross-entropy, classes weighted by their rarity'}${problem.members > 1 ? ', for each network of the ensemble by itself' : ''}`,
    ...adamW(learningRate, weightDecay, { batches, epochs }),
    schedule: cosine,
    regularization: [
      `dropout ${dropoutOf(problem)}`,
      `weight decay ${weightDecay}`,
      earlyStopping,
      ...(problem.members > 1 ? ['each network from its own start and its own order of the data'] : []),
    ],
  }),
  write(problem, rung) {
    const { members, uncertain } = problem
    const { atoms, bonds } = chempropMolecule
    return {
      overview: `In ${networks(problem)} (${rung.label}) states of bonds pass messages along the ${problem.example.one}, never straight back, and the mean over its atoms predicts ${problem.subject}${members > 1 ? '; how far the networks differ is the uncertainty' : ''}. {{params}} parameters, {{latency}} a ${problem.example.one} of ${atoms} atoms, trained in {{trainingTime}}.`,
      inputs: moleculeInputs(),
      outputs: answerRows(problem),
      risks: [
        ...(members > 1
          ? [
              'An ensemble may agree and be wrong far from what was measured: its spread is scaled on the choosing part, and distance to the training set is shown beside it.',
            ]
          : ['One network says nothing of how sure it is: train five where that matters.']),
        'Stereochemistry and shape are seen only as far as the atom columns hold them.',
        ...graphRisks(problem),
      ],
      steps: [
        ...networkSteps(
          problem,
          members > 1
            ? `the message passing and its ${members} copies (or take Chemprop)`
            : 'the message passing and its head (or take Chemprop)',
        ),
        ...(uncertain
          ? [
              'Choose the next measurements in `src/choose.py`: a batch of high uncertainty or high expected gain, spread over scaffolds, with some at random to stay honest.',
            ]
          : []),
      ],
      files: uncertain
        ? planFiles(problem, [...networkFiles, { path: 'src/choose.py', purpose: 'which to measure next' }])
        : networkPlanFiles(problem),
      notCounted: [
        `reading the ${problem.example.one} from its text`,
        `larger ones: figures are for ${atoms} atoms and ${bonds / 2} bonds, and sums over neighbours are counted as full matrices`,
      ],
    }
  },
}
