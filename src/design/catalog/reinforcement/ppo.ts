/** PPO: learns from what it just tried, in many environments at once. The usual first choice where steps are cheap. */
import { counted, grouped } from '../../brief/facts.js'
import type { Family, Gradient } from '../family.js'
import { commonRisks, seedWords } from './evaluation.js'
import { needsTrying, notForBandits } from './fits.js'
import { actorCriticSpec, widthsFor } from './networks.js'
import { networkFiles, networkSteps, planFiles } from './plan.js'
import { type DecisionProblem, parallelRun } from './problem.js'
import { actionWords, observationRow, ofPeriod, seenWords, simulatorWords, widths } from './words.js'

const papers = {
  ppo: 'Schulman et al., Proximal Policy Optimization Algorithms, 2017',
  parallel:
    'Rudin, Hoeller, Reist & Hutter, Learning to Walk in Minutes Using Massively Parallel Deep RL, CoRL 2022',
} as const
const sizes = [
  [64, 64],
  [256, 256],
  [512, 256, 128],
] as const
/** Of one rollout: passes over it, minibatches it is cut into; its length where environments are few. */
const massive = { passes: 5, minibatches: 4, learningRate: 1e-3 }
const usual = { passes: 10, minibatch: 256, rollout: 256, learningRate: 3e-4 }

function gradientOf({ parallel, environments }: DecisionProblem): Gradient {
  if (!parallel)
    return {
      learningRate: usual.learningRate,
      batches: [usual.minibatch, usual.minibatch, usual.minibatch],
      epochs: usual.passes,
      optimizer: 'adam',
    }
  const minibatch = Math.max(
    usual.minibatch,
    powerOfTwo((environments * parallelRun.steps) / massive.minibatches),
  )
  return {
    learningRate: massive.learningRate,
    batches: [minibatch, minibatch, minibatch],
    epochs: massive.passes,
    optimizer: 'adam',
  }
}

const powerOfTwo = (n: number) => 2 ** Math.floor(Math.log2(n))

const rolloutOf = ({ parallel, environments }: DecisionProblem) =>
  parallel
    ? `${counted(environments, 'environment')} x ${parallelRun.steps} steps`
    : `${counted(environments, 'environment')} x ${usual.rollout} steps`

export const ppo: Family<DecisionProblem> = {
  id: 'ppo',
  kind: 'policy',
  title: 'PPO',
  words: ['ppo', 'rl'],
  ruledOutBy: ['ppo', 'rl', 'neural'],
  neural: true,
  complexity: 0.5,
  complexityBecause: 'one loop, few settings, all of them well known',
  interpretability: 0.15,
  interpretabilityBecause: 'a network maps what is seen to what is done',
  name: ({ parallel }) => (parallel ? 'PPO in massively parallel simulation' : 'PPO'),
  fits(problem) {
    const refused = notForBandits(problem) ?? needsTrying(problem)
    if (refused) return refused
    if (problem.situation === 'live')
      return {
        fits: false,
        reason:
          'It throws its steps away after each update and needs millions of them: too many on the real thing.',
        source: papers.ppo,
      }
    return { fits: true }
  },
  prior({ parallel, actions }) {
    return {
      value: parallel ? 0.84 : actions.kind === 'continuous' ? 0.72 : 0.76,
      because: parallel
        ? 'with thousands of environments steps cost little, and it turns them into a policy in minutes to hours'
        : 'it is stable and easy to set up, and wants many steps',
      source: parallel ? papers.parallel : papers.ppo,
    }
  },
  dataFit: ({ parallel }) => (parallel ? 1 : 0.95),
  rungs(problem) {
    const chosen = widthsFor(problem.observation, sizes, problem.parallel)
    return chosen.map((hidden) => ({
      label: `layers ${widths(hidden)}`,
      parts: [
        {
          role: 'policy and value',
          model: {
            kind: 'network',
            spec: actorCriticSpec({ ...problem, hidden: [...hidden] }),
            examples: problem.targets,
          },
        },
      ],
    }))
  },
  recipe(problem) {
    const { parallel } = problem
    const gradient = gradientOf(problem)
    return {
      loss: 'Clipped surrogate (clip 0.2) with generalised advantages (gamma 0.99, lambda 0.95), value error x 0.5, entropy bonus 0.005 to start with',
      optimizer: `Adam, learning rate ${gradient.learningRate}, ${parallel ? 'adapted so that the policy moves by a KL of 0.01 an update' : 'falling to zero'}; rollouts of ${rolloutOf(problem)}, ${gradient.epochs} passes over each in minibatches of ${grouped(gradient.batches[0])}`,
      schedule: parallel ? 'adapted to the KL of each update' : 'linear to zero',
      regularization: [
        'observations and returns scaled by running mean and deviation, frozen when serving',
        'gradient norm clipped at 0.5',
        seedWords,
        ...(problem.actions.kind === 'continuous'
          ? ['penalty on the change between actions, so that motors are not shaken']
          : []),
        ...(problem.situation === 'simulator' ? ['domain randomisation at each reset'] : []),
      ],
      gradient,
    }
  },
  write(problem) {
    const { actions, targets } = problem
    const continuous = actions.kind === 'continuous'
    return {
      overview: `A policy and a value network over ${seenWords(problem)} learn from ${counted(targets, 'step')} that they try themselves, ${rolloutOf(problem)} at a time. {{params}} parameters, {{latency}} a decision${ofPeriod(problem)}; the networks train in {{trainingTime}}, the simulator’s time comes on top.`,
      inputs: [observationRow(problem)],
      outputs: [
        {
          name: 'policy',
          shape: [actions.count],
          meaning: continuous
            ? `mean of ${actionWords(problem)}, clipped to ${actions.count === 1 ? 'its' : 'their'} limits`
            : `logit of each of ${actionWords(problem)}`,
        },
        ...(continuous
          ? [
              {
                name: 'log_std',
                shape: [actions.count],
                meaning: 'deviation to explore with; the mean is taken when serving',
              },
            ]
          : []),
        { name: 'value', shape: [1], meaning: 'expected return, used in training only' },
      ],
      risks: [
        'Too large a minibatch for the number of environments, or episodes cut without bootstrapping the value, make it fail quietly.',
        ...commonRisks(problem),
      ],
      steps: [
        ...networkSteps(
          problem,
          'policy and value ({{params}} parameters)',
          continuous ? 'a pendulum with two joints' : 'a small grid of the same actions',
        ),
        ...(problem.situation === 'simulator' && continuous
          ? [
              'Train at first with the limits of motors at half, then widen them: `src/train.py` takes them as a schedule.',
            ]
          : []),
      ],
      files: planFiles(problem, networkFiles),
      notCounted: [simulatorWords(problem, targets), 'copying observations between simulator and network'],
    }
  },
}
