/** Reinforcement learning and bandits: decisions that are judged by what comes of them. First of all, whether it is that. */
import { counted, grouped } from '../../brief/facts.js'
import type { Family } from '../family.js'
import type { Field } from '../field.js'
import { cloning } from './cloning.js'
import { complete } from './complete.js'
import { cql } from './cql.js'
import { dqn } from './dqn.js'
import { evaluation } from './evaluation.js'
import { iql } from './iql.js'
import { linearBandit } from './linear-bandit.js'
import { plan } from './plan.js'
import { ppo } from './ppo.js'
import { presentPolicy } from './present-policy.js'
import { type DecisionProblem, decisionProblem } from './problem.js'
import { decisionAskables } from './questions.js'
import { rewardTrees } from './reward-trees.js'
import { sac } from './sac.js'
import { treePolicy } from './tree-policy.js'
import { variations } from './variations.js'
import { actionWords, seenWords } from './words.js'

export const reinforcement: Field<DecisionProblem, Family<DecisionProblem>> = {
  domain: 'reinforcement_learning',
  title: 'reinforcement learning and bandits',
  families: [presentPolicy, linearBandit, rewardTrees, treePolicy, cloning, iql, cql, dqn, ppo, sac],
  suits,
  complete,
  problem: decisionProblem,
  isEnough: ({ data, task }) =>
    (data.simulator ?? data.mayExplore ?? data.loggedDecisions ?? data.environments) !== undefined ||
    (task !== undefined && /bandit|offline|cloning/.test(task.value)),
  askables: decisionAskables,
  effects: {
    'data.actions': 'Discrete actions have a value each; continuous ones need a policy that gives numbers.',
    'data.actionCount': 'It sets the outputs of every policy.',
    'data.featureCount': 'It is what a policy reads.',
    'data.simulator': 'Without a simulator nothing can be tried out: only logs are left.',
    'data.environments': 'With hundreds side by side steps cost little, and on-policy learning leads.',
    'data.loggedDecisions': 'The log bounds what can be learned from it.',
    'data.mayExplore': 'Without exploration nothing is learned of what the log never tried.',
    'data.sequential': 'One-shot decisions are bandits; sequences need planning.',
  },
  evaluation,
  plan,
  dataWords(problem) {
    const what = `${seenWords(problem)} seen, ${actionWords(problem)}`
    switch (problem.situation) {
      case 'bandit':
        return `Each decision stands alone and its reward comes soon, so this is a bandit and no sequence to plan: ${what}, ${counted(problem.logged, 'decision')} to learn from${problem.mayExplore ? ', and some may be explored' : ', and nothing may be explored'}.`
      case 'offline':
        return `Nothing can be tried out, so it is learned from ${counted(problem.logged, 'logged decision')}: ${what}.`
      case 'cloning':
        return `There are ${counted(problem.logged, 'demonstrated decision')} to copy: ${what}.`
      case 'live':
        return `It may explore on the real thing, where steps are dear: ${what}.`
      case 'simulator':
        return `A simulator with ${counted(problem.environments, 'environment')} side by side can be tried in freely: ${what}.`
    }
  },
  scarcity: (problem) => ({
    arithmetic:
      problem.logged > 0
        ? `${counted(problem.logged, 'logged decision')} for ${actionWords(problem)} are ${grouped(Math.round(problem.logged / problem.actions.count))} for each.`
        : `${counted(problem.targets, 'step')} can be tried.`,
    waysOut: [
      'Log decisions with their probabilities and outcomes, build a simulator, or keep the present policy.',
    ],
  }),
  variations,
  aspects: (problem) => [
    { aspect: 'Learns from', say: ({ id }) => learnsFrom(problem)[id] ?? 'Nothing: people set it' },
  ],
}

const oneShot = /^(linear-bandit|reward-trees)$/
const planners = /^(tree-policy|behaviour-cloning|iql|cql|dqn|ppo|sac)$/
const forLogs = /^(behaviour-cloning|iql|cql)$/

/** What is made for another situation, or other actions, is spoken of only where somebody asked for it. */
function suits(
  { situation, actions, brief }: DecisionProblem,
  { id, words }: Family<DecisionProblem>,
): boolean {
  if (words.some((word) => word !== 'rl' && brief.constraints.wantedFamilies?.value.includes(word)))
    return true
  if (situation === 'bandit') return !planners.test(id)
  if (oneShot.test(id) || id === (actions.kind === 'continuous' ? 'dqn' : 'sac')) return false
  return !forLogs.test(id) || situation === 'offline' || situation === 'cloning'
}

/** By the id of a family. */
const learnsFrom = ({ situation, logged, targets }: DecisionProblem): Readonly<Record<string, string>> => {
  const log = counted(logged, 'logged decision')
  return {
    'linear-bandit': `${log}, then what it tries where it is unsure`,
    'reward-trees': `${log} by their probabilities`,
    'tree-policy':
      situation === 'cloning'
        ? log
        : logged > 0
          ? `A teacher that was fitted to ${log}`
          : 'A teacher that learned first',
    'behaviour-cloning': `The actions of ${log}`,
    iql: `${log}, no action outside them`,
    cql: `${log}, other actions pressed down`,
    dqn: 'A buffer of what it tried, each step many times',
    sac: 'A buffer of what it tried, each step many times',
    ppo: `What it just tried: ${counted(targets, 'step')}, kept for a few passes`,
  }
}
