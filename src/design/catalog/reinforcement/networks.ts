/** Networks of reinforcement learning: what sees, what acts, what judges. */
import type { ModelSpec, NodeSpec } from '../../spec/spec.js'

/** What a policy sees: a vector of numbers, or the last pictures of a camera or screen as channels. */
export type Observation =
  | { readonly kind: 'vector'; readonly features: number }
  | { readonly kind: 'image'; readonly size: number; readonly channels: number }

export interface ActionSpace {
  readonly kind: 'discrete' | 'continuous'
  /** Choices, or numbers of a continuous action. */
  readonly count: number
}

interface Sized {
  readonly observation: Observation
  readonly actions: ActionSpace
  readonly hidden: readonly number[]
}

const inputOf = (observation: Observation): ModelSpec['inputs'][string] =>
  observation.kind === 'vector'
    ? { kind: 'vector', features: observation.features }
    : { kind: 'image', size: observation.size, channels: observation.channels }

/** From so many observed numbers on three wide layers are worth their settings. */
const wideFrom = 100
/** What follows the convolutions of the Atari network. */
const afterPictures: readonly (readonly number[])[] = [[512]]

/**
 * Widths to choose from: after pictures one layer, as published; three layers only over many numbers.
 * @param wide also over few
 */
export const widthsFor = (
  observation: Observation,
  sizes: readonly (readonly number[])[],
  wide = false,
): readonly (readonly number[])[] =>
  observation.kind === 'image'
    ? afterPictures
    : sizes.filter((hidden) => wide || hidden.length < 3 || observation.features >= wideFrom)

/** Three convolutions of the Atari network (Mnih et al., 2015); nothing before numbers. */
function eyes(observation: Observation): NodeSpec[] {
  if (observation.kind === 'vector') return []
  return [
    { name: 'see1', kind: 'conv2d', channels: 32, kernel: 8, stride: 4, from: 'observation' },
    'relu',
    { name: 'see2', kind: 'conv2d', channels: 64, kernel: 4, stride: 2 },
    'relu',
    { name: 'see3', kind: 'conv2d', channels: 64, kernel: 3 },
    'relu',
    { name: 'seen', kind: 'flatten' },
  ]
}
const seenBy = ({ kind }: Observation) => (kind === 'vector' ? 'observation' : 'seen')

/** Q-values of every action (DQN; Mnih et al., 2015), value and advantage apart where dueling (Wang et al., 2016). */
export function valueSpec(
  { observation, actions, hidden }: Sized,
  { dueling = false }: { readonly dueling?: boolean } = {},
): ModelSpec {
  const last = hidden.at(-1) ?? actions.count
  const body = dueling ? hidden.slice(0, -1) : hidden
  const from = seenBy(observation)
  return {
    name: 'Q network',
    inputs: { observation: inputOf(observation) },
    nodes: [
      ...eyes(observation),
      ...(dueling
        ? [
            ...(body.length > 0 ? [{ name: 'body', kind: 'mlp', hidden: [...body], from }] : []),
            {
              name: 'values',
              kind: 'dueling_head',
              actions: actions.count,
              hidden: last,
              from: body.length > 0 ? 'body' : from,
            },
          ]
        : [{ name: 'values', kind: 'mlp', hidden: [...body], units: actions.count, from }]),
    ],
  }
}

/** Policy and value, each a network of its own over what is seen (PPO; Schulman et al., 2017). */
export function actorCriticSpec({ observation, actions, hidden }: Sized): ModelSpec {
  const from = seenBy(observation)
  const activation = actions.kind === 'continuous' ? 'tanh' : 'relu'
  const continuous = actions.kind === 'continuous'
  return {
    name: 'Actor and critic',
    inputs: { observation: inputOf(observation) },
    nodes: [
      ...eyes(observation),
      { name: 'policy', kind: 'mlp', hidden: [...hidden], units: actions.count, activation, from },
      ...(continuous ? [{ name: 'log_std', kind: 'parameter', shape: [actions.count] }] : []),
      { name: 'value', kind: 'mlp', hidden: [...hidden], units: 1, activation, from },
    ],
    outputs: ['policy', ...(continuous ? ['log_std'] : []), 'value'],
  }
}

/** A policy alone: mean and deviation of a continuous action from the same state (SAC), logits of a discrete one. */
export function policySpec({ observation, actions, hidden }: Sized): ModelSpec {
  const from = seenBy(observation)
  const continuous = actions.kind === 'continuous'
  return {
    name: 'Policy',
    inputs: { observation: inputOf(observation) },
    nodes: [
      ...eyes(observation),
      { name: 'body', kind: 'mlp', hidden: [...hidden], from },
      continuous
        ? { name: 'action', kind: 'gaussian_policy', actions: actions.count }
        : { name: 'action', kind: 'linear', units: actions.count },
    ],
    outputs: continuous ? ['action.mean', 'action.log_std'] : ['action'],
  }
}

export interface Critics extends Sized {
  /** A value of the state alone beside the Q-values (IQL; Kostrikov et al., 2022). */
  readonly value: boolean
  /** One learned number: the weight of the entropy (SAC; Haarnoja et al., 2018). */
  readonly temperature: boolean
}

/** Two Q networks, so that the smaller of the two can be believed; the action is an input where it is continuous. */
export function criticsSpec({ observation, actions, hidden, value, temperature }: Critics): ModelSpec {
  const seen = seenBy(observation)
  const continuous = actions.kind === 'continuous'
  const from = continuous ? 'pair' : seen
  const units = continuous ? 1 : actions.count
  return {
    name: 'Critics',
    inputs: {
      observation: inputOf(observation),
      ...(continuous && { action: { kind: 'vector', features: actions.count } }),
    },
    nodes: [
      ...eyes(observation),
      ...(continuous ? [{ name: 'pair', kind: 'concat', from: [seen, 'action'] }] : []),
      { name: 'critic1', kind: 'mlp', hidden: [...hidden], units, from },
      { name: 'critic2', kind: 'mlp', hidden: [...hidden], units, from },
      ...(value ? [{ name: 'value', kind: 'mlp', hidden: [...hidden], units: 1, from: seen }] : []),
      ...(temperature ? [{ name: 'temperature', kind: 'parameter', shape: [1] }] : []),
    ],
    outputs: ['critic1', 'critic2', ...(value ? ['value'] : []), ...(temperature ? ['temperature'] : [])],
  }
}
