/** C14, C15 and C31: methods of learning to decide, against how there is anything to learn from. */
import type { Flag } from '../brief/flag.js'
import { flagOf } from './flagging.js'
import type { Reading } from './reading.js'
import { number, numbered } from './say.js'

/** C14: a method that learns from its own tries, where none may be made. */
export function cannotTry(reading: Reading): Flag[] {
  const { data, domain } = reading.brief
  const { simulator, mayExplore, loggedDecisions } = data
  const asked = reading.asked('onPolicy')
  const decides = asked !== undefined || domain?.value === 'reinforcement_learning'
  if (!decides || simulator?.value || mayExplore?.value) return []
  const onlyLogs = asked !== undefined && (loggedDecisions !== undefined || reading.says('onlyRecords'))
  const forbidden = mayExplore?.value === false
  if (!onlyLogs && !(forbidden && asked !== undefined)) return []
  const method = asked ?? ''
  return [
    flagOf(reading, {
      id: 'C14',
      severity: 'block',
      conflict: `You asked for ${method}, and ${forbidden ? 'nothing may be tried out' : 'there are only records of past decisions'}.`,
      arithmetic: `${method} learns from decisions of the policy as it is now. ${loggedDecisions ? `Of ${numbered(loggedDecisions.value, 'recorded decision')} 0 are of the new policy once it has changed` : 'Without a simulator and without trying there are 0 of them'}.`,
      ways: [
        {
          say: 'Learn from the records: behaviour cloning as the bar, then IQL or CQL; they need records with the action and its outcome.',
        },
        { say: 'Build a simulator, even a rough one, and test it against the records.' },
        {
          say: 'Allow small trials: a bandit over safe choices, with a person or rule that can stop it.',
          needs: 'exploring',
        },
      ],
    }),
  ]
}

/** C14: learning to decide from nothing: no simulator, no tries, no records. */
export function nothingToLearnFrom(reading: Reading): Flag[] {
  const { data, domain } = reading.brief
  const { simulator, mayExplore, loggedDecisions } = data
  const decides = domain?.value === 'reinforcement_learning' || reading.says('reinforcement')
  if (!decides || simulator?.value !== false || mayExplore?.value !== false) return []
  if (loggedDecisions || reading.says('records') || reading.says('onPolicy')) return []
  return [
    flagOf(reading, {
      id: 'C14',
      severity: 'block',
      conflict: 'You have no simulator, nothing may be tried out, and no records of decisions are named.',
      arithmetic: '0 decisions with their outcomes: a policy has nothing to learn from.',
      ways: [
        {
          say: 'Record what is decided today, with the state before and the outcome after, and learn from that offline.',
        },
        { say: 'Build a simulator from what is known of the process.' },
        { say: 'Keep to rules or planning with a known model, which learn nothing.' },
      ],
    }),
  ]
}

/** C15: learning of later effects, where there are none. */
export function oneShot(reading: Reading): Flag[] {
  const { sequential } = reading.brief.data
  const single = sequential ? !sequential.value : reading.says('oneShot')
  if (!single || !reading.says('reinforcement')) return []
  return [
    flagOf(reading, {
      id: 'C15',
      severity: 'warn',
      conflict: 'You asked for reinforcement learning, and each decision stands alone.',
      arithmetic:
        'An episode has 1 decision, so its return is its reward: the value of later states, which reinforcement learning adds, is 0.',
      ways: [
        {
          say: 'Take a contextual bandit (LinUCB or Thompson sampling): fewer tries, and its doubt is known.',
        },
        { say: 'With records of randomised decisions: an uplift model.' },
      ],
    }),
  ]
}

/** Steps that an axis of a continuous action is cut into, at the coarsest that still steers. */
const stepsPerAxis = 11
/** Beyond so many the number is only digits. */
const mostAxes = 100

/** C31: a value for each action, where actions are not to be counted. */
export function uncountableActions(reading: Reading): Flag[] {
  const { actions, actionCount } = reading.brief.data
  const method = reading.asked('valueBased')
  if (!method || actions?.value !== 'continuous') return []
  const axes = actionCount?.value ?? 1
  return [
    flagOf(reading, {
      id: 'C31',
      severity: axes > 1 ? 'block' : 'warn',
      conflict: `You asked for ${method} and for continuous actions.`,
      arithmetic: `${method} compares one value for each action. Cut into ${stepsPerAxis} steps an axis, ${number(axes)} ${axes === 1 ? 'axis has' : 'axes have'} ${stepsPerAxis}^${number(axes)}${axes <= mostAxes ? ` = ${number(stepsPerAxis ** axes)}` : ''} actions.`,
      ways: [
        { say: 'Take SAC or TD3 where samples cost, PPO where a simulator is fast.' },
        { say: 'Choose among a few fixed actions, and let a simple controller carry them out.' },
      ],
    }),
  ]
}
