/** The team profile as messages: what it holds, a form to change it, who changed what. */
import type { Command } from '../chat/commands.js'
import { asBrief, type Profile, profileRows } from '../design/brief/profile.js'
import { dayOf } from './from-designs.js'
import { escapeText } from './inline.js'
import { heading, type MessageBlock, type OutgoingMessage, sentence, text } from './message.js'
import { teamAction } from './team-action.js'

export type ProfileCommand = Extract<Command, { name: 'profile' }>

export interface Changed {
  readonly at: number
  readonly by: string
  readonly facts: readonly { readonly label: string; readonly before: string; readonly after: string }[]
}

/** Shown of who changed what. */
const shownChanges = 5

/** The fields of the form: what each is called, and what people write in it. */
export const profileFields = [
  { id: 'hardware', label: 'Hardware', hint: 'Training and serving: 2x A10G, serve on 8 vCPU' },
  { id: 'frameworks', label: 'Frameworks', hint: 'PyTorch; no TensorFlow' },
  { id: 'expertise', label: 'Team', hint: 'two ML engineers, new to deep learning; runs Kafka' },
  { id: 'deployment', label: 'Deployment', hint: 'online, nightly batch, on the device' },
  { id: 'budget', label: 'Budget', hint: '$2,000 for a training' },
  { id: 'privacy', label: 'Privacy', hint: 'EU hosting; air-gapped; no hosted API' },
  { id: 'interpretability', label: 'Interpretability', hint: 'every score must be explained' },
] as const

export function fromProfile(
  id: string,
  profile: Profile,
  changes: readonly Changed[],
  mayChange: boolean,
): OutgoingMessage {
  const facts = profileRows.flatMap(({ label, read }) => {
    const said = read(asBrief(profile))
    return said ? [{ label, value: escapeText(said.value) }] : []
  })
  const lead =
    facts.length === 0
      ? 'The team profile is empty: every design begins with assumptions.'
      : 'Every new design begins with these facts; what is said of a problem goes before them.'
  return {
    id,
    fallback: `Team profile: ${facts.map(({ label, value }) => `${label} ${value}`).join(', ') || 'empty'}`,
    blocks: [
      heading(2, 'Team profile'),
      text(lead),
      ...(facts.length > 0 ? [{ kind: 'fields' as const, fields: facts }] : []),
      ...(mayChange ? form() : [text('An admin of this place may change it.', 'muted')]),
      ...log(changes),
    ],
  }
}

function form(): MessageBlock[] {
  return [
    {
      kind: 'form',
      submit: { label: 'Save', action: teamAction('profile', 'save'), style: 'primary' },
      fields: profileFields.map(({ id, label, hint }) => ({
        id,
        label,
        hint,
        options: [],
        default: '',
        freeText: true,
      })),
    },
    text('Fields that are left empty stay as they are. `profile clear budget` removes a fact.', 'muted'),
  ]
}

function log(changes: readonly Changed[]): MessageBlock[] {
  if (changes.length === 0) return []
  return [
    {
      kind: 'table',
      caption: 'Who changed what',
      header: ['Date', 'By', 'Change'],
      rows: changes
        .slice(0, shownChanges)
        .map(({ at, by, facts }) => [dayOf(at), escapeText(by), facts.map(changeWords).join('; ')]),
    },
  ]
}

const changeWords = ({ label, before, after }: Changed['facts'][number]): string =>
  `${escapeText(label)}: ${escapeText(before)} → ${escapeText(after)}`

/** What a change came to. */
export function fromProfileChange(id: string, facts: Changed['facts']): OutgoingMessage {
  const words =
    facts.length === 0
      ? 'That changes nothing in the profile: it holds it already, or no fact for it was read. It holds hardware, frameworks, team, deployment, budget, privacy and interpretability, for example: `profile set two A10G, PyTorch only, EU hosting`.'
      : `Profile changed: ${facts.map(changeWords).join('; ')}. New designs begin with it; those that there are stay as they are.`
  return sentence(id, words, facts.length === 0 ? 'warning' : 'normal')
}
